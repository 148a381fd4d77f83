"""Convolution in two passes against arithmetic, torch, and the kernel that they stand for."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.spatially_separable_convolution import (
    separable_cross_correlate2d,
    separate,
)
from tests.snippets.rejections import rejects


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def test_by_hand() -> None:
    x = torch.tensor([[1.0, 2, 0, 3], [0, 1, 4, 1], [2, 1, 1, 0]])
    down, across = torch.tensor([1.0, 2, 1]), torch.tensor([-1.0, 0, 1])
    # down: 1 + 0 + 2, 2 + 2 + 1, 0 + 8 + 1, 3 + 2 + 0; across: -3 + 9, -5 + 5
    assert separable_cross_correlate2d(x, down, across).tolist() == [[6, 0]]


@pytest.mark.parametrize(
    ("stride", "padding", "dilation"),
    [
        pytest.param(1, 0, 1, id="plain"),
        pytest.param((2, 3), (1, 2), 1, id="stride-and-padding"),
        pytest.param((2, 1), (3, 1), (2, 3), id="everything"),
    ],
)
def test_equals_torch_with_the_product(device, stride, padding, dilation) -> None:
    x, column, row = (t.to(device) for t in (sample(0, 7, 9), sample(1, 2), sample(2, 3)))
    kernel = torch.outer(column, row)[None, None]
    assert_close(
        separable_cross_correlate2d(x, column, row, stride, padding, dilation),
        F.conv2d(x[None, None], kernel, None, stride, padding, dilation)[0, 0],
    )


def test_defaults_are_those_of_torch() -> None:
    x, column, row = sample(0, 5, 6), sample(1, 2), sample(2, 3)
    expected = F.conv2d(x[None, None], torch.outer(column, row)[None, None])[0, 0]
    assert_close(separable_cross_correlate2d(x, column, row), expected)


def test_the_order_of_the_passes_does_not_matter() -> None:
    x, column, row = sample(0, 5, 6), sample(1, 2), sample(2, 3)
    across_first = separable_cross_correlate2d(x.T, row, column).T
    assert_close(separable_cross_correlate2d(x, column, row), across_first)


NUMBERS = st.floats(0.5, 2)


@given(
    column=st.lists(NUMBERS, min_size=1, max_size=4),
    row=st.lists(NUMBERS, min_size=1, max_size=4),
)
def test_a_product_is_found_again(column, row) -> None:
    kernel = torch.outer(torch.tensor(column).double(), -torch.tensor(row).double())
    a, b, missed = separate(kernel)
    assert_close(torch.outer(a, b), kernel)
    assert_close(a.norm(), b.norm())
    assert 0 <= missed < 1e-12


def test_no_product_is_nearer() -> None:
    kernel = sample(0, 3, 4)
    column, row, missed = separate(kernel)
    rest = (kernel - torch.outer(column, row)).square().sum()
    assert_close(missed, rest / kernel.square().sum())
    for seed in range(1, 20):
        other = torch.outer(column + 0.1 * sample(seed, 3), row + 0.1 * sample(-seed, 4))
        assert (kernel - other).square().sum() > rest


def test_the_laplace_kernel_is_a_sum_of_two_passes_and_misses_a_hundredth() -> None:
    kernel = torch.tensor([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]], dtype=torch.float64)
    # eigenvalues -2 + sqrt(6), -2 - sqrt(6) and 0
    assert_close(separate(kernel)[2].item(), (6**0.5 - 2) ** 2 / 20)
    column, row, _ = separate(kernel)
    assert torch.outer(column, row).sum().abs() > 0.1  # a constant image gives 0 no more
    assert kernel.sum() == 0


def test_the_diagonal_misses_two_thirds() -> None:
    assert_close(separate(torch.eye(3, dtype=torch.float64))[2].item(), 2 / 3)


def test_three_channels_between_the_layers_give_any_3x3_kernel() -> None:
    kernel, x = torch.eye(3, dtype=torch.float64), sample(0, 1, 1, 5, 6)
    left, values, right = torch.linalg.svd(kernel)
    passed = F.conv2d(x, (left * values).T[:, None, :, None])  # 1 -> 3 channels, 3 x 1
    y = F.conv2d(passed, right[None, :, None, :])  # 3 -> 1 channels, 1 x 3
    assert_close(y, F.conv2d(x, kernel[None, None]))


def test_padding_given_twice_in_both_directions_grows_the_image() -> None:
    x = torch.ones(1, 1, 17, 17)
    wrong = nn.Conv2d(1, 1, (1, 7), padding=3)
    right = nn.Conv2d(1, 1, (1, 7), padding=(0, 3))
    assert tuple(wrong(x).shape[2:]) == (23, 17)
    assert tuple(right(x).shape[2:]) == (17, 17)


def test_gradient() -> None:
    tensors = sample(0, 4, 4), sample(1, 2), sample(2, 3)
    assert gradcheck(
        lambda *t: separable_cross_correlate2d(*t, (1, 2), (0, 1), 1),
        tuple(tensor.requires_grad_() for tensor in tensors),
    )


def test_rejects() -> None:
    x, vector = torch.ones(4, 5), torch.ones(2)
    with rejects("column must be a vector, got shape (2, 1)"):
        separable_cross_correlate2d(x, vector[:, None], vector)
    with rejects("row must be a vector, got shape (1, 2)"):
        separable_cross_correlate2d(x, vector, vector[None])
    with rejects("stride must be an int >= 1 or a pair of them, got 0"):
        separable_cross_correlate2d(x, vector, vector, 0)
    with rejects("padding must be an int >= 0 or a pair of them, got -1"):
        separable_cross_correlate2d(x, vector, vector, 1, -1)
    with rejects("dilation must be an int >= 1 or a pair of them, got 0"):
        separable_cross_correlate2d(x, vector, vector, 1, 0, 0)
    with rejects("weight must be a matrix and not all 0, got [1.0, 1.0]"):
        separate(vector)
    with rejects("weight must be a matrix and not all 0, got [[0.0, 0.0]]"):
        separate(torch.zeros(1, 2))
