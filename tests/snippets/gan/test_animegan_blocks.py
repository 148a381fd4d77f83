"""snippets.gan.animegan_blocks against the same steps written with torch's functions.

Bad channels are left to torch, which rejects them clearly, so there are no errors to test.
"""

import pytest
import torch
from torch import Tensor, nn
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.gan.animegan_blocks import (
    Down,
    InvertedResidual,
    conv_block,
    instance_norm_of,
    layer_norm_of,
    reflect,
    separable_block,
)

NORMS = [instance_norm_of, layer_norm_of]


def sample(*shape: int, seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def filled(module: nn.Module) -> nn.Module:
    """Return the module in float64, every parameter (norms too) drawn anew."""
    module = module.double()
    for seed, parameter in enumerate(module.parameters()):
        parameter.data = sample(*parameter.shape, seed=seed + 1)
    return module


def normed(x: Tensor, norm: nn.Module, axes: tuple[int, ...]) -> Tensor:
    """Return the definition of a norm over `axes`, with one scale and shift a channel."""
    mean = x.mean(axes, keepdim=True)
    variance = (x - mean).square().mean(axes, keepdim=True)
    scale, shift = (p[:, None, None] for p in (norm.weight, norm.bias))
    return (x - mean) / torch.sqrt(variance + 1e-5) * scale + shift


def test_reflection_by_hand() -> None:
    x = torch.arange(1.0, 5).reshape(1, 1, 2, 2)
    assert reflect(3, 1)(x)[0, 0].tolist() == [
        [4, 3, 4, 3],
        [2, 1, 2, 1],
        [4, 3, 4, 3],
        [2, 1, 2, 1],
    ]
    assert reflect(3, 2)(x)[0, 0].tolist() == [[1, 2, 1], [3, 4, 3], [1, 2, 1]]
    assert torch.equal(reflect(1, 1)(x), x)
    assert reflect(7, 1)(torch.zeros(1, 1, 4, 5)).shape == (1, 1, 10, 11)


@pytest.mark.parametrize("norm", NORMS)
def test_norms_equal_their_definition(device: str, norm) -> None:
    axes = {instance_norm_of: (2, 3), layer_norm_of: (1, 2, 3)}[norm]
    layer, x = filled(norm(3)).to(device), sample(2, 3, 4, 5).to(device)
    assert_close(layer(x), normed(x, layer, axes))
    assert [tuple(p.shape) for p in layer.parameters()] == [(3,), (3,)]


@pytest.mark.parametrize(("kernel_size", "stride"), [(3, 1), (3, 2), (1, 1), (7, 1)])
def test_conv_block_step_by_step(kernel_size: int, stride: int) -> None:
    block, x = (
        filled(conv_block(2, 3, kernel_size, stride, norm=layer_norm_of)),
        sample(2, 2, 6, 8),
    )
    margin = (0, 1, 0, 1) if stride == 2 else (kernel_size // 2,) * 4
    weight = next(block.parameters())
    expected = F.conv2d(F.pad(x, margin, "reflect"), weight, stride=stride)
    expected = F.leaky_relu(normed(expected, block[2], (1, 2, 3)), 0.2)
    assert_close(block(x), expected)
    assert block(x).shape == (2, 3, 6 // stride, 8 // stride)


@pytest.mark.parametrize("stride", [1, 2])
def test_separable_block_step_by_step(stride: int) -> None:
    block, x = filled(separable_block(2, 3, stride)), sample(2, 2, 6, 8)
    depthwise, pointwise = block[1].depthwise.weight, block[1].pointwise.weight
    padded = F.pad(x, (0, 1, 0, 1) if stride == 2 else (1,) * 4, "reflect")
    expected = F.conv2d(F.conv2d(padded, depthwise, stride=stride, groups=2), pointwise)
    assert_close(block(x), F.leaky_relu(normed(expected, block[2], (2, 3)), 0.2))


@pytest.mark.parametrize("bias", [False, True])
def test_inverted_residual_step_by_step(bias: bool) -> None:
    block, x = filled(InvertedResidual(2, 2, bias, layer_norm_of)), sample(2, 2, 4, 5)
    wide, _, depthwise, middle, _, narrow, last = block.body
    y = F.pad(wide(x), (1,) * 4, "reflect")
    y = F.conv2d(y, depthwise.weight, depthwise.bias, groups=4)
    y = F.conv2d(F.leaky_relu(normed(y, middle, (1, 2, 3)), 0.2), narrow.weight)
    assert (depthwise.bias is not None) == bias
    assert_close(block(x), x + normed(y, last, (1, 2, 3)))


def test_inverted_residual_adds_its_input_only_where_the_channels_are_equal() -> None:
    x = sample(1, 2, 4, 4)
    for out_channels in (2, 3):
        block = InvertedResidual(2, out_channels, False, instance_norm_of).double()
        for parameter in block.body[-1].parameters():
            nn.init.zeros_(parameter)
        assert_close(block(x), x if out_channels == 2 else torch.zeros(1, 3, 4, 4).double())


def test_down_is_the_sum_of_a_strided_and_a_resized_branch() -> None:
    block, x = filled(Down(2, 3)), sample(1, 2, 4, 6)
    halved = F.avg_pool2d(x, 2)  # bilinear at exactly half the size, as torch samples
    assert_close(block(x), block.strided(x) + block.resized[1](halved))
    assert block(x).shape == (1, 3, 2, 3)
    assert block.strided[1].depthwise.stride == (2, 2)


def test_gradient() -> None:
    block = filled(InvertedResidual(1, 1, True, layer_norm_of))
    assert gradcheck(block, sample(1, 1, 3, 3).requires_grad_())


def test_torch_resizes_between_pixels_where_tensorflow_1_took_every_second() -> None:
    ramp = torch.arange(4.0).expand(1, 1, 2, 4)
    assert F.interpolate(ramp, scale_factor=0.5, mode="bilinear")[0, 0].tolist() == [[0.5, 2.5]]
    assert ramp[0, 0, ::2, ::2].tolist() == [[0, 2]]  # source position = 2 * target position
    step = torch.tensor([0.0, 4.0]).expand(1, 1, 2, 2)
    doubled = F.interpolate(step, scale_factor=2, mode="bilinear")[0, 0, 0]
    assert doubled.tolist() == [0, 1, 3, 4]
