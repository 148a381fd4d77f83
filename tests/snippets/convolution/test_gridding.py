"""Paths through a stack of dilated convolutions against counting by hand and autograd.

Integers, so there is no gradient of the code itself.
"""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional as F

from snippets.convolution.gridding import path_counts
from tests.snippets.rejections import rejects


def gradient_of_a_stack(dilations: list[int], kernel_size: int) -> list[int]:
    """Return the derivative of one output of a stack of all-ones kernels, by autograd."""
    span = 1 + sum(d * (kernel_size - 1) for d in dilations)
    x = torch.zeros(1, 1, span, dtype=torch.float64, requires_grad=True)
    y = x
    for dilation in dilations:
        y = F.conv1d(y, torch.ones(1, 1, kernel_size, dtype=torch.float64), dilation=dilation)
    assert y.shape == (1, 1, 1)
    y.sum().backward()
    return x.grad.flatten().int().tolist()


def test_by_hand() -> None:
    assert path_counts([]) == [1]
    assert path_counts([2]) == [1, 0, 1, 0, 1]
    assert path_counts([1, 1]) == [1, 2, 3, 2, 1]
    assert path_counts([1, 3], 2) == [1, 1, 0, 1, 1]  # 0 or 1, plus 0 or 3


@given(dilations=st.lists(st.integers(1, 4), max_size=4), kernel_size=st.integers(1, 4))
def test_equals_the_gradient_of_a_stack_of_ones(dilations, kernel_size) -> None:
    assert path_counts(dilations, kernel_size) == gradient_of_a_stack(dilations, kernel_size)


@given(dilations=st.lists(st.integers(1, 5), max_size=4), kernel_size=st.integers(1, 4))
def test_every_path_ends_somewhere_and_the_counts_are_symmetric(dilations, kernel_size) -> None:
    counts = path_counts(dilations, kernel_size)
    assert sum(counts) == kernel_size ** len(dilations)
    assert counts == counts[::-1]


@given(factor=st.integers(2, 3), dilations=st.lists(st.integers(1, 3), min_size=1, max_size=3))
def test_a_common_factor_leaves_all_but_every_so_manyth_pixel_unseen(factor, dilations) -> None:
    counts = path_counts([factor * dilation for dilation in dilations])
    assert counts[::factor] == path_counts(dilations)
    assert sum(counts[::factor]) == sum(counts)


@given(depth=st.integers(1, 8))
def test_doubling_dilations_see_every_pixel_of_an_exponential_field(depth: int) -> None:
    counts = path_counts([2**layer for layer in range(depth)])
    assert len(counts) == 2 ** (depth + 1) - 1  # Yu and Koltun 2016, section 2
    assert min(counts) > 0


def test_two_axes_are_a_product() -> None:
    x = torch.zeros(1, 1, 9, 9, requires_grad=True)
    kernel = torch.ones(1, 1, 3, 3)
    F.conv2d(F.conv2d(x, kernel, dilation=2), kernel, dilation=2).sum().backward()
    counts = torch.tensor(path_counts([2, 2]), dtype=torch.float32)
    assert x.grad[0, 0].tolist() == torch.outer(counts, counts).tolist()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1, 0],), "dilation must be an int >= 1, got 0"),
        (([1.5],), "dilation must be an int >= 1, got 1.5"),
        (([1], 0), "kernel_size must be an int >= 1, got 0"),
    ],
)
def test_rejects(arguments, message) -> None:
    with rejects(message):
        path_counts(*arguments)
