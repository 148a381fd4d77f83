"""The named paddings, and what the page says of sizes, against torch."""

import warnings

import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional as F

from snippets.convolution.convolution_arithmetic import full_padding, half_padding
from tests.snippets.rejections import rejects


def length(size: int, kernel_size: int, **options: int) -> int:
    """Return the length of torch's conv1d output."""
    row, weight = torch.zeros(1, 1, size), torch.zeros(1, 1, kernel_size)
    return F.conv1d(row, weight, **options).shape[-1]


# By hand


def test_paddings_by_hand() -> None:
    assert [half_padding(k) for k in (1, 3, 5, 7)] == [0, 1, 2, 3]
    assert [full_padding(k) for k in (1, 2, 3)] == [0, 1, 2]
    assert half_padding(3, dilation=2) == 2
    assert half_padding(2, dilation=2) == 1
    assert full_padding(3, 2) == 4


# Reference and property


@given(size=st.integers(1, 9), kernel_size=st.integers(1, 6), dilation=st.integers(1, 3))
def test_sizes_as_in_torch(size: int, kernel_size: int, dilation: int) -> None:
    full = full_padding(kernel_size, dilation)
    found = length(size, kernel_size, dilation=dilation, padding=full)
    assert found == size + full
    if full % 2 == 0:
        half = half_padding(kernel_size, dilation)
        assert length(size, kernel_size, dilation=dilation, padding=half) == size


# Limits and identities


def test_torch_pads_the_far_end_more_for_an_even_kernel() -> None:
    row = torch.arange(1.0, 6)[None, None]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch says that it copies the input
        found = F.conv1d(row, torch.tensor([[[1.0, 0, 0, 0]]]), padding="same")
    assert found.tolist() == [[[0, 1, 2, 3, 4]]]  # one zero came before, so two came after


def test_the_last_column_of_padding_of_a_resnet_is_never_seen() -> None:
    row = torch.zeros(1, 1, 224, requires_grad=True)
    padded = F.pad(row, (3, 3))
    output = F.conv1d(padded, torch.ones(1, 1, 7), stride=2)
    assert output.shape[-1] == 112
    (seen,) = torch.autograd.grad(output.sum(), padded)
    assert (seen[0, 0] == 0).nonzero().tolist() == [[229]]


def test_a_transposed_convolution_does_not_bring_8_pixels_back() -> None:
    options = {"stride": 2, "padding": 1}
    weight = torch.zeros(1, 1, 3)
    for size, back in ((7, 7), (8, 7)):
        small = F.conv1d(torch.zeros(1, 1, size), weight, **options)
        assert small.shape[-1] == 4
        assert F.conv_transpose1d(small, weight, **options).shape[-1] == back


def test_ceil_mode_gives_one_more() -> None:
    row = torch.zeros(1, 1, 5)
    sizes = [F.max_pool1d(row, 2, ceil_mode=mode).shape[-1] for mode in (False, True)]
    assert sizes == [2, 3]


def test_more_padding_of_a_transposed_convolution_gives_a_smaller_output() -> None:
    row, weight = torch.zeros(1, 1, 4), torch.zeros(1, 1, 3)
    sizes = [F.conv_transpose1d(row, weight, padding=p).shape[-1] for p in (0, 1, 2)]
    assert sizes == [6, 4, 2]


# Errors; sizes have no gradient


def test_rejects() -> None:
    with rejects("kernel_size must be an int >= 1, got 0"):
        full_padding(0)
    with rejects("dilation must be an int >= 1, got 0"):
        half_padding(3, 0)
    with rejects("dilation * (kernel_size - 1) must be even, got 3 * (4 - 1)"):
        half_padding(4, 3)
