"""snippets.convolution.im2col against torch, and what the page says of unfold and fold."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.im2col import fold, unfold
from tests.snippets.rejections import rejects

OPTIONS = [
    {},
    {"dilation": 2},
    {"padding": 1, "stride": 2},
    {"dilation": (1, 2), "padding": (2, 0), "stride": (3, 1)},
]


def images(device: str = "cpu") -> Tensor:
    generator = torch.Generator().manual_seed(0)
    return torch.randn(2, 3, 7, 6, generator=generator, dtype=torch.float64).to(device)


# By hand: the four 2x2 windows of 1 to 9


def test_windows_by_hand() -> None:
    image = torch.arange(1.0, 10).reshape(1, 1, 3, 3)
    columns = unfold(image, 2)
    assert columns.tolist() == [[[1, 2, 4, 5], [2, 3, 5, 6], [4, 5, 7, 8], [5, 6, 8, 9]]]
    assert fold(columns, 3, 2).tolist() == [[[[1, 4, 3], [8, 20, 12], [7, 16, 9]]]]


# Reference


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_equals_torch(device: str, options: dict) -> None:
    image = images(device)
    columns = F.unfold(image, (3, 2), **options)
    assert_close(unfold(image, (3, 2), **options), columns)
    expected = F.fold(columns, (7, 6), (3, 2), **options)
    assert_close(fold(columns, (7, 6), (3, 2), **options), expected)


def test_the_order_of_the_arguments_is_torchs() -> None:
    image = images()
    columns = F.unfold(image, 2, 3, 1, 2)
    assert_close(unfold(image, 2, 3, 1, 2), columns)
    assert_close(fold(columns, (7, 6), 2, 3, 1, 2), F.fold(columns, (7, 6), 2, 3, 1, 2))


# Limits and identities


def test_a_product_with_the_kernels_as_rows_is_the_convolution() -> None:
    image, weight = images(), torch.linspace(-1, 1, 4 * 3 * 9, dtype=torch.float64)
    weight = weight.reshape(4, 3, 3, 3)
    product = (weight.flatten(1) @ unfold(image, 3, padding=1)).unflatten(2, (7, 6))
    assert_close(product, F.conv2d(image, weight, padding=1))
    channels_last = weight.permute(0, 2, 3, 1).flatten(1)  # by row, column and channel
    assert not torch.allclose(
        (channels_last @ unfold(image, 3)), weight.flatten(1) @ unfold(image, 3)
    )


def test_folding_back_counts_a_pixel_as_often_as_windows_see_it() -> None:
    image = images()
    counts = fold(unfold(torch.ones_like(image), 3), (7, 6), 3)
    assert counts[0, 0, 3].tolist() == [3, 6, 9, 9, 6, 3]
    assert_close(fold(unfold(image, 3), (7, 6), 3), image * counts)
    apart = unfold(image[..., :6, :], 2, stride=2)  # windows side by side
    assert_close(fold(apart, 6, 2, stride=2), image[..., :6, :])


def test_stride_and_dilation_mixed_up_may_give_the_same_shape() -> None:
    image = torch.arange(49.0).reshape(1, 1, 7, 7)
    dilated, strided = F.unfold(image, 3, 2), F.unfold(image, 3, stride=2)
    assert dilated.shape == strided.shape == (1, 9, 9)
    assert dilated[0, :, 0].tolist() == [0, 2, 4, 14, 16, 18, 28, 30, 32]
    assert strided[0, :, 0].tolist() == [0, 1, 2, 7, 8, 9, 14, 15, 16]


# Property: fold is the transpose of unfold


@given(k=st.integers(1, 3), d=st.integers(1, 2), p=st.integers(0, 2), s=st.integers(1, 3))
def test_fold_is_the_transpose_of_unfold(k: int, d: int, p: int, s: int) -> None:
    image = images()
    columns = unfold(image, k, d, p, s)
    others = torch.linspace(-1, 1, columns.numel(), dtype=torch.float64).view_as(columns)
    there = (columns * others).sum()
    assert_close(there, (image * fold(others, (7, 6), k, d, p, s)).sum())


# Gradient


def test_gradients() -> None:
    image = images()[:1, :1, :4, :4].clone().requires_grad_()
    assert gradcheck(lambda x: unfold(x, 2, 1, 1, 2), image)
    columns = unfold(image.detach(), 2).requires_grad_()
    assert gradcheck(lambda x: fold(x, 4, 2), columns)


# Errors


def test_rejects() -> None:
    with rejects("input must be (N, C, H, W), got shape (3, 3)"):
        unfold(torch.zeros(3, 3), 2)
    with rejects("kernel_size must be an int >= 1 or a pair of them, got 0"):
        unfold(images(), 0)
    with rejects("dilation must be an int >= 1 or a pair of them, got 0"):
        unfold(images(), 2, 0)
    with rejects("padding must be an int >= 0 or a pair of them, got -1"):
        unfold(images(), 2, 1, -1)
    with rejects("padding must be an int >= 0 or a pair of them, got -1"):
        fold(torch.zeros(1, 4, 4), 3, 2, 1, -1)
    with rejects("stride must be an int >= 1 or a pair of them, got 0"):
        unfold(images(), 2, 1, 0, 0)
    with rejects("output_size must be an int >= 1 or a pair of them, got 0"):
        fold(torch.zeros(1, 4, 4), 0, 2)
    with rejects("the kernel spans 9 pixels but the padded input has 7"):
        unfold(images(), 9)
    for shape in ((4, 4), (1, 5, 4), (1, 4, 5)):
        with rejects(f"input must be (N, C*4, 4), got {shape}"):
            fold(torch.zeros(shape), 3, 2)
