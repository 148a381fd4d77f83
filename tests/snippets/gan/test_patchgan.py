"""snippets.gan.patchgan against arithmetic by hand, torch and published counts."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.gradient_map import gradient_map
from snippets.convolution.receptive_field import Layer, receptive_field
from snippets.gan.gan_loss import gan_nonsaturating_generator_loss
from snippets.gan.hinge_gan_loss import gan_hinge_generator_loss
from snippets.gan.least_squares_gan_loss import gan_least_squares_generator_loss
from snippets.gan.patchgan import (
    patch_discriminator,
    patch_layers,
    patch_size,
    stacked_discriminator,
)
from tests.snippets.rejections import rejects


def sample(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(
        shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64
    )


def network(in_channels: int, n_layers: int = 3, *, width: int = 2, norm=nn.Identity):
    torch.manual_seed(0)
    return patch_discriminator(in_channels, n_layers, width=width, norm=norm).double()


def counted(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


# By hand


def test_two_patches_by_hand() -> None:
    judge = stacked_discriminator((1, 1, 1), (Layer(2, 2), Layer(1)), norm=nn.Identity)
    first, last = (m for m in judge if isinstance(m, nn.Conv2d))
    first.weight.data = torch.tensor([[[[1.0, 2], [3, -4]]]])
    first.bias.data, last.weight.data = torch.tensor([1.0]), torch.tensor([[[[10.0]]]])
    last.bias.data = torch.tensor([1.0])
    image = torch.tensor([[[[1.0, 0, 2, 1], [0, 1, 3, 0]]]])
    # 1 - 4 + 1 = -2, leaky -0.4, 10 * -0.4 + 1 = -3; 2 + 2 + 9 + 1 = 14, 10 * 14 + 1 = 141
    assert_close(judge(image), torch.tensor([[[[-3.0, 141]]]]))


def test_the_patch_of_three_layers_by_hand() -> None:
    # 1 + 3*1 = 4; 4 + 3*2 = 10; 10 + 3*4 = 22; 22 + 3*8 = 46; 46 + 3*8 = 70
    layers = patch_layers(3)
    assert layers == [*[Layer(4, 2, 1)] * 3, *[Layer(4, 1, 1)] * 2]
    assert [receptive_field(layers[:d]).size for d in range(1, 6)] == [4, 10, 22, 46, 70]
    assert patch_size(3) == 70


@pytest.mark.parametrize(
    ("in_channels", "n_layers", "norm", "expected"),
    [
        # junyanz/pytorch-CycleGAN-and-pix2pix prints 2.769 M for pix2pix, 2.765 M for CycleGAN
        (6, 3, nn.BatchNorm2d, 6208 + 131328 + 524800 + 2098176 + 8193),  # 2,768,705
        (3, 3, nn.InstanceNorm2d, 3136 + 131200 + 524544 + 2097664 + 8193),  # 2,764,737
        (6, 1, nn.BatchNorm2d, 6208 + 131328 + 2049),
        (6, 5, nn.BatchNorm2d, 6208 + 131328 + 524800 + 2098176 + 2 * 4195328 + 8193),
    ],
    ids=["pix2pix", "CycleGAN", "16x16", "286x286"],
)
def test_parameters_by_hand(in_channels: int, n_layers: int, norm, expected: int) -> None:
    # 16 * 6 * 64 + 64 = 6208, 16 * 64 * 128 + 256 = 131328, 16 * 512 + 1 = 8193, ...
    assert counted(patch_discriminator(in_channels, n_layers, norm=norm)) == expected


def test_defaults_are_those_of_pix2pix() -> None:
    judge = patch_discriminator(6)
    convolutions = [m for m in judge if isinstance(m, nn.Conv2d)]
    assert [m.out_channels for m in convolutions] == [64, 128, 256, 512, 1]
    assert [m.stride[0] for m in convolutions] == [2, 2, 2, 1, 1]
    assert {(m.kernel_size, m.padding) for m in convolutions} == {((4, 4), (1, 1))}
    assert [m.bias is not None for m in convolutions] == [True, False, False, False, True]
    assert [m.num_features for m in judge if isinstance(m, nn.BatchNorm2d)] == [128, 256, 512]


# Reference


@pytest.mark.parametrize("norm", [nn.Identity, nn.BatchNorm2d])
def test_equals_torch_layer_by_layer(device: str, norm) -> None:
    judge = network(2, 2, width=3, norm=norm).to(device)
    x = sample(2, 2, 24, 30).to(device)
    a, b, c, d = (m for m in judge if isinstance(m, nn.Conv2d))
    y = F.leaky_relu(F.conv2d(x, a.weight, a.bias, 2, 1), 0.2)
    for layer, stride in ((b, 2), (c, 1)):
        y = F.conv2d(y, layer.weight, layer.bias, stride, 1)
        y = F.leaky_relu(
            F.batch_norm(y, None, None, training=True) if norm is nn.BatchNorm2d else y, 0.2
        )
    assert_close(judge(x), F.conv2d(y, d.weight, d.bias, 1, 1))


# Limits and identities


@pytest.mark.parametrize(
    ("n_layers", "size", "published"), [(1, 48, 16), (2, 80, 34), (3, 120, 70)]
)
def test_a_logit_sees_its_patch_and_nothing_else(
    n_layers: int, size: int, published: int
) -> None:
    assert patch_size(n_layers) == published  # models.lua of phillipi/pix2pix
    row, column = 3, 4
    seen = gradient_map(network(3, n_layers), sample(1, 3, size, size + 9), (row, column))
    rows, columns = (seen.sum(dim=d).nonzero().flatten().tolist() for d in (1, 0))
    jump = 2**n_layers
    assert rows == list(range((row - 3) * jump + 1, (row - 3) * jump + 1 + published))
    assert columns == list(range(jump + 1, jump + 1 + published))
    assert torch.count_nonzero(seen) == published**2


def test_the_corner_sees_47_by_47_pixels_and_padding() -> None:
    seen = gradient_map(network(3), sample(1, 3, 80, 88), (0, 0))
    assert torch.count_nonzero(seen) == torch.count_nonzero(seen[:47, :47]) == 47 * 47


def test_pixels_outside_the_patch_leave_the_logit_exactly_alone() -> None:
    judge, image = network(3), sample(1, 3, 96, 96)
    other = sample(1, 3, 96, 96, seed=1)
    other[..., 9:79, 9:79] = image[..., 9:79, 9:79]  # the patch of logit (4, 4)
    assert torch.equal(judge(image)[..., 4, 4], judge(other)[..., 4, 4])
    assert not torch.equal(judge(image)[..., 4, 5], judge(other)[..., 4, 5])


def test_with_stride_2_in_every_layer_but_the_last_a_patch_would_have_94_pixels() -> None:
    assert receptive_field([Layer(4, 2, 1)] * 4 + [Layer(4, 1, 1)]).size == 94


def test_with_kernels_of_1_a_logit_sees_one_pixel() -> None:
    torch.manual_seed(0)
    judge = stacked_discriminator([3, 4, 8, 1], [Layer(1)] * 3, norm=nn.Identity).double()
    seen = gradient_map(judge, sample(1, 3, 5, 6), (2, 4))
    assert seen.nonzero().tolist() == [[2, 4]]


def test_instance_norm_lets_a_logit_see_the_whole_image() -> None:
    judge = network(3, norm=nn.InstanceNorm2d)
    seen = gradient_map(judge, sample(1, 3, 96, 104), (4, 5))
    assert torch.count_nonzero(seen) == 96 * 104


def test_a_bias_before_instance_norm_does_nothing() -> None:
    judge = network(3, 2, norm=nn.InstanceNorm2d)
    judge(sample(2, 3, 24, 32)).square().sum().backward()
    convolutions = [m for m in judge if isinstance(m, nn.Conv2d)]
    slopes = [m.bias.grad.abs().max().item() for m in convolutions]
    assert max(slopes[1:3]) < 1e-12 < 1e-3 < min(slopes[0], slopes[3])


@pytest.mark.parametrize("training", [True, False])
def test_batch_norm_shows_a_logit_the_other_images_while_training(training: bool) -> None:
    judge = network(3, 2, norm=nn.BatchNorm2d).train(training)
    images = sample(2, 3, 40, 48).requires_grad_()
    judge(images)[0, 0, 3, 4].backward()
    assert bool(images.grad[1].any()) is training


@pytest.mark.parametrize(
    "loss",
    [
        gan_nonsaturating_generator_loss,
        gan_least_squares_generator_loss,
        gan_hinge_generator_loss,
    ],
)
def test_the_loss_is_the_mean_of_the_losses_of_the_logits(loss) -> None:
    logits = network(3, 2)(sample(2, 3, 24, 28)).detach().requires_grad_()  # (2, 1, 4, 5)
    one_by_one = torch.stack([loss(logit[None]) for logit in logits.flatten()])
    assert_close(loss(logits), one_by_one.mean())
    (slopes,) = torch.autograd.grad(loss(logits), logits)
    (alone,) = torch.autograd.grad(one_by_one.sum(), logits)
    assert_close(slopes, alone / 40)  # wherever it stands


def dots(distance: int) -> Tensor:
    picture = torch.zeros(1, 1, 256, 256, dtype=torch.float64)
    picture[..., 128, 73] = picture[..., 128, 73 + distance] = 1
    return picture


def test_two_dots_that_no_patch_holds_have_no_distance() -> None:
    judge = network(1, width=8)
    loss = gan_least_squares_generator_loss
    with torch.no_grad():
        far, near, between = (judge(dots(distance)) for distance in (112, 40, 64))
        assert_close(loss(judge(dots(72))), loss(far), atol=1e-13, rtol=0)
        assert (loss(near) - loss(far)).abs() > 1e-9
        # The last layer is linear, so the mean logit knows distances below 46 only.
        assert (loss(between) - loss(far)).abs() > 1e-12
        assert_close(between.mean(), far.mean(), atol=1e-15, rtol=0)
        assert (near.mean() - far.mean()).abs() > 1e-9


# Property


@given(n_layers=st.integers(1, 9))
def test_the_patch_doubles_with_each_layer(n_layers: int) -> None:
    assert patch_size(n_layers) == 9 * 2**n_layers - 2


@pytest.mark.parametrize(("n_layers", "rows", "columns"), [(1, 6, 9), (2, 15, 16), (3, 24, 33)])
def test_output_size(n_layers: int, rows: int, columns: int) -> None:
    judge = network(2, n_layers, width=1)
    shape = judge(torch.zeros(2, 2, rows, columns, dtype=torch.float64)).shape
    assert shape == (2, 1, rows // 2**n_layers - 2, columns // 2**n_layers - 2)


@given(width=st.integers(1, 3), n_layers=st.integers(1, 6))
def test_channels_double_up_to_eight_times_the_first(width: int, n_layers: int) -> None:
    judge = patch_discriminator(1, n_layers, width=width)
    channels = [m.out_channels for m in judge if isinstance(m, nn.Conv2d)]
    doubled = [width, 2 * width, 4 * width, 8 * width, 8 * width, 8 * width, 8 * width]
    assert channels == [*doubled[: n_layers + 1], 1]


# Gradient


def test_gradient() -> None:
    torch.manual_seed(0)
    layers = (Layer(2, 2), Layer(2, 1, 1))
    judge = stacked_discriminator((1, 2, 1), layers, norm=nn.Identity).double()
    assert gradcheck(judge, sample(1, 1, 4, 6).requires_grad_())


# Errors


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: patch_layers(0), "n_layers must be an int >= 1, got 0"),
        (lambda: patch_discriminator(3, 0), "n_layers must be an int >= 1, got 0"),
        (lambda: patch_discriminator(0), "in_channels must be an int >= 1, got 0"),
        (lambda: patch_discriminator(3, width=0), "width must be an int >= 1, got 0"),
        (
            lambda: stacked_discriminator([3, 1], [Layer(4)] * 2, norm=nn.Identity),
            "2 layers lie between 2 channel counts",
        ),
    ],
)
def test_rejects(make, message: str) -> None:
    with rejects(message):
        make()
