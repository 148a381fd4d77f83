"""snippets.convolution.resize_convolution against torch, and what the page says of it."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.resize_convolution import (
    nearest_upsample,
    resize_conv2d,
    stamp_counts,
    transposed_kernel,
)
from tests.snippets.rejections import rejects


def sample(device: str = "cpu") -> tuple[Tensor, Tensor, Tensor]:
    """Return an image of 2 channels, kernels of 3x5 for 4 channels, and a bias."""
    generator = torch.Generator().manual_seed(0)
    shapes = ((2, 2, 3, 4), (4, 2, 3, 5), (4,))
    return tuple(
        torch.randn(shape, generator=generator, dtype=torch.float64).to(device)
        for shape in shapes
    )


# By hand: 1 1 2 2 between zeros, under the kernel 1 2 3


def test_a_row_by_hand() -> None:
    image, weight = torch.tensor([[[[1.0, 2.0]]]]), torch.tensor([[[[1.0, 2.0, 3.0]]]])
    assert resize_conv2d(image, weight).tolist() == [[[[5, 9, 11, 6], [5, 9, 11, 6]]]]
    assert transposed_kernel(weight, 2).tolist() == [[[[3, 5, 3, 1], [3, 5, 3, 1]]]]
    assert stamp_counts(3, 3, 2).tolist() == [1, 1, 2, 1, 2, 1, 1]


# Reference


@pytest.mark.parametrize("scale", [1, 2, 3])
def test_equals_torch(device: str, scale: int) -> None:
    image, weight, bias = sample(device)
    large = F.interpolate(image, scale_factor=float(scale), mode="nearest")
    assert_close(nearest_upsample(image, scale), large)
    expected = F.conv2d(large, weight, bias, padding="same")
    assert_close(resize_conv2d(image, weight, bias, scale), expected)


def test_the_scale_is_2_by_default() -> None:
    image, weight, _ = sample()
    assert_close(resize_conv2d(image, weight), resize_conv2d(image, weight, None, 2))


# Limits and identities


@pytest.mark.parametrize("scale", [1, 2, 3])
def test_is_a_transposed_convolution_whose_weights_are_tied(scale: int) -> None:
    image, weight, bias = sample()
    kernel = transposed_kernel(weight, scale)
    assert kernel.shape == (2, 4, 3 + scale - 1, 5 + scale - 1)
    found = F.conv_transpose2d(image, kernel, bias, stride=scale, padding=(1, 2))
    assert_close(found, resize_conv2d(image, weight, bias, scale))


def test_a_flat_image_stays_flat_away_from_the_border() -> None:
    _, weight, _ = sample()
    output = resize_conv2d(torch.ones(1, 2, 5, 5, dtype=torch.float64), weight)
    inside = output[:, :, 1:-1, 2:-2]
    assert_close(inside, weight.sum(dim=(1, 2, 3))[None, :, None, None].expand_as(inside))


def test_even_stamps_may_still_draw_a_checkerboard() -> None:
    weight = torch.tensor([[[1.0, 2, 3, 4]]])
    output = F.conv_transpose1d(torch.ones(1, 1, 5), weight, stride=2, padding=1)
    assert output[0, 0].tolist() == [2, 4, 6, 4, 6, 4, 6, 4, 6, 3]


def test_the_gradient_of_a_convolution_of_stride_2_has_the_pattern_too() -> None:
    row = torch.zeros(1, 1, 9, requires_grad=True)
    F.conv1d(row, torch.ones(1, 1, 3), stride=2).sum().backward()
    assert row.grad[0, 0].tolist() == stamp_counts(4, 3, 2).tolist()
    assert row.grad[0, 0].tolist() == [1, 1, 2, 1, 2, 1, 2, 1, 1]


def test_zeros_around_the_image_darken_its_border() -> None:
    row, kernel = torch.ones(1, 1, 1, 3), torch.ones(1, 1, 1, 3)
    assert resize_conv2d(row, kernel)[0, 0, 0].tolist() == [2, 3, 3, 3, 3, 2]
    reflected = F.pad(nearest_upsample(row, 2), (1, 1, 0, 0), mode="reflect")
    assert F.conv2d(reflected, kernel)[0, 0, 0].tolist() == [3] * 6


def test_align_corners_changes_what_bilinear_gives() -> None:
    row = torch.tensor([[[0.0, 1.0]]])
    found = [
        F.interpolate(row, scale_factor=2, mode="linear", align_corners=corners)[0, 0].tolist()
        for corners in (False, True)
    ]
    assert found[0] == [0, 0.25, 0.75, 1]
    assert found[1] == pytest.approx([0, 1 / 3, 2 / 3, 1])


# Property


@given(size=st.integers(1, 6), kernel_size=st.integers(1, 6), stride=st.integers(1, 4))
def test_counts_are_a_transposed_convolution_of_ones(
    size: int, kernel_size: int, stride: int
) -> None:
    ones, weight = torch.ones(1, 1, size), torch.ones(1, 1, kernel_size)
    expected = F.conv_transpose1d(ones, weight, stride=stride)[0, 0]
    assert_close(stamp_counts(size, kernel_size, stride), expected.long())


# Gradient


def test_gradient() -> None:
    image, weight, bias = sample()
    inputs = [tensor.requires_grad_() for tensor in (image[:1, :, :2, :2], weight, bias)]
    assert gradcheck(resize_conv2d, inputs)


# Errors


def test_rejects() -> None:
    image, weight, bias = sample()
    with rejects("input must be (N, C_in, H, W), got shape (3, 4)"):
        resize_conv2d(image[0, 0], weight)
    with rejects("weight must be (C_out, C_in, kH, kW), got shape (3, 5)"):
        resize_conv2d(image, weight[0, 0])
    with rejects("dtypes must be equal, got input torch.float32, weight torch.float64, ..."):
        resize_conv2d(image.float(), weight, bias)
    with rejects("bias must have shape (4,), got (3,)"):
        resize_conv2d(image, weight, bias[:3])
    with rejects("scale must be an int >= 1, got 0"):
        resize_conv2d(image, weight, scale=0)
    with rejects("weight takes 2 channels, got input of 1"):
        resize_conv2d(image[:, :1], weight)
    with rejects("dilation * (kernel_size - 1) must be even, got 1 * (2 - 1)"):
        resize_conv2d(image, weight[:, :, :2])
    for numbers, message in (
        ((0, 3, 2), "size must be an int >= 1, got 0"),
        ((5, 0, 2), "kernel_size must be an int >= 1, got 0"),
        ((5, 3, 0), "stride must be an int >= 1, got 0"),
    ):
        with rejects(message):
            stamp_counts(*numbers)
