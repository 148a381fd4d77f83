"""MobileNet's block: its layers in order, its sizes, and what the parts between stages do."""

import pytest
import torch
from torch import Tensor, nn
from torch.autograd import gradcheck
from torch.testing import assert_close

from snippets.convolution.depthwise_separable_convolution import depthwise_separable_conv2d
from snippets.convolution.mobilenet_block import mobilenet_block
from tests.snippets.rejections import rejects


def sample(seed: int, *shape: int) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed))


def with_known_weights(block: nn.Sequential) -> nn.Sequential:
    """Give each parameter and running statistic a random value, the variances above 0.5."""
    for seed, tensor in enumerate([*block.parameters(), *block.buffers()]):
        if tensor.is_floating_point():
            tensor.data = sample(seed, *tensor.shape)
    for layer in block:
        if isinstance(layer, nn.BatchNorm2d):
            layer.running_var.abs_().add_(0.5)
    return block.eval()


def test_layers_in_the_order_of_the_paper() -> None:
    # Howard et al. 2017, figure 3, right: 3x3 depthwise, BN, ReLU, 1x1, BN, ReLU.
    block = mobilenet_block(4, 6, stride=2)
    conv, norm, relu = nn.Conv2d, nn.BatchNorm2d, nn.ReLU
    assert [type(layer) for layer in block] == [conv, norm, relu, conv, norm, relu]
    assert (block[0].kernel_size, block[0].stride, block[0].groups) == ((3, 3), (2, 2), 4)
    assert (block[3].kernel_size, block[3].stride, block[3].groups) == ((1, 1), (1, 1), 1)
    assert block[0].bias is None
    assert block[3].bias is None


@pytest.mark.parametrize(
    ("stride", "expected"), [(1, (2, 6, 7, 10)), (2, (2, 6, 4, 5)), (3, (2, 6, 3, 4))]
)
def test_output_size(stride: int, expected: tuple[int, ...]) -> None:
    # (7 - 1) // stride + 1 by (10 - 1) // stride + 1
    assert mobilenet_block(4, 6, stride)(sample(0, 2, 4, 7, 10)).shape == expected


def test_equals_its_parts_computed_one_by_one() -> None:
    block, x = with_known_weights(mobilenet_block(2, 3)), sample(9, 2, 2, 4, 5)

    def normalise_and_clip(maps: Tensor, norm: nn.BatchNorm2d) -> Tensor:
        per_channel = (norm.running_mean, norm.running_var, norm.weight, norm.bias)
        mean, variance, scale, shift = (tensor[:, None, None] for tensor in per_channel)
        return ((maps - mean) / (variance + norm.eps).sqrt() * scale + shift).clamp(min=0)

    copy = torch.eye(2)[:, :, None, None]
    filtered = depthwise_separable_conv2d(x, block[0].weight, copy, padding=1)
    filtered = normalise_and_clip(filtered, block[1])
    mixed = torch.einsum("oc,nchw->nohw", block[3].weight[:, :, 0, 0], filtered)
    assert_close(block(x), normalise_and_clip(mixed, block[4]))


def test_the_bare_layer_is_linear_and_the_block_is_not() -> None:
    depthwise, pointwise = sample(0, 2, 1, 3, 3), sample(1, 3, 2, 1, 1)
    x = sample(2, 1, 2, 4, 4)
    bare = depthwise_separable_conv2d(x, depthwise, pointwise)
    assert_close(depthwise_separable_conv2d(-x, depthwise, pointwise), -bare)
    block = with_known_weights(mobilenet_block(2, 3))
    assert (block(x) >= 0).all()
    assert not torch.allclose(block(-x), -block(x))


def test_gradient() -> None:
    block = with_known_weights(mobilenet_block(2, 2, stride=2)).double()
    assert gradcheck(block, sample(0, 1, 2, 3, 4).double().requires_grad_())


REJECTED = [
    ((0, 6), "in_channels must be an int >= 1, got 0"),
    ((4, 0), "out_channels must be an int >= 1, got 0"),
    ((4, 6, 0), "stride must be an int >= 1, got 0"),
]


@pytest.mark.parametrize(("arguments", "message"), REJECTED, ids=[row[-1] for row in REJECTED])
def test_rejects(arguments: tuple[int, ...], message: str) -> None:
    with rejects(message):
        mobilenet_block(*arguments)
