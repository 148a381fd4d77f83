"""Output sizes against torch's shapes. Integers only, so there is no gradient to check."""

from itertools import product

import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st
from torch.nn import functional as F

from snippets.convolution.convolution_sizes import conv_output_size, conv_transpose_output_size
from tests.snippets.rejections import rejects


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((4, 3), 2),  # 4 - 3 + 1
        ((5, 3, 2), 2),  # positions 0 and 2
        ((6, 3, 2), 2),  # the same: pixel 5 is never covered
        ((32, 3), 30),  # the default padding costs 2 pixels
        ((32, 3, 1, 1), 32),
        ((7, 3, 1, 0, 2), 3),  # the kernel spans 5
    ],
    ids=str,
)
def test_convolution_by_hand(arguments: tuple[int, ...], expected: int) -> None:
    assert conv_output_size(*arguments) == expected


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((2, 3), 4),  # 1 * 1 + 3
        ((2, 3, 2), 5),  # 1 * 2 + 3
        ((2, 3, 3), 6),
        ((2, 3, 1, 1), 2),  # one pixel cut off at each end
        ((3, 3, 2, 1), 5),
        ((3, 3, 2, 1, 1), 6),
        ((2, 3, 1, 0, 1, 2), 7),  # 1 + 5 + 1: output_padding 1 is below dilation 2
    ],
    ids=str,
)
def test_transposed_by_hand(arguments: tuple[int, ...], expected: int) -> None:
    assert conv_transpose_output_size(*arguments) == expected


def test_convolution_equals_torch() -> None:
    tried = 0
    for size, k, s, p, d in product((1, 4, 7, 8), (1, 2, 3), (1, 2, 3), (0, 1, 3), (1, 2)):
        if size + 2 * p > d * (k - 1):
            shape = F.conv1d(torch.zeros(1, 1, size), torch.zeros(1, 1, k), None, s, p, d).shape
            assert conv_output_size(size, k, s, p, d) == shape[2]
            tried += 1
    assert tried > 100


def test_transposed_equals_torch() -> None:
    tried = 0
    for size, k, s, p, o, d in product((1, 4), (1, 3), (1, 2, 3), (0, 1, 3), (0, 1, 2), (1, 2)):
        if o < max(s, d) and (size - 1) * s + d * (k - 1) + 1 + o > 2 * p:
            x, w = torch.zeros(1, 1, size), torch.zeros(1, 1, k)
            shape = F.conv_transpose1d(x, w, None, s, p, o, 1, d).shape
            assert conv_transpose_output_size(size, k, s, p, o, d) == shape[2]
            tried += 1
    assert tried > 80


small = st.integers(1, 5)


@given(size=st.integers(1, 12), k=small, s=small, p=st.integers(0, 4), d=small)
def test_one_output_padding_brings_back_the_size(
    size: int, k: int, s: int, p: int, d: int
) -> None:
    slack = size + 2 * p - d * (k - 1) - 1
    assume(slack >= 0)
    output_size = conv_output_size(size, k, s, p, d)
    assert conv_transpose_output_size(output_size, k, s, p, slack % s, d) == size


def test_stride_many_input_sizes_share_one_output_size() -> None:
    sizes = [size for size in range(3, 20) if conv_output_size(size, 3, stride=4) == 3]
    assert sizes == [11, 12, 13, 14]
    back = [conv_transpose_output_size(3, 3, 4, 0, padding) for padding in range(4)]
    assert back == sizes


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 3), "size must be an int >= 1, got 0"),
        ((4, 0), "kernel_size must be an int >= 1, got 0"),
        ((4, 3, 0), "stride must be an int >= 1, got 0"),
        ((4, 3, -1), "stride must be an int >= 1, got -1"),
        ((4, 3, 1, -1), "padding must be an int >= 0, got -1"),
        ((4, 3, 1, 0, 0), "dilation must be an int >= 1, got 0"),
        ((4, 3.0), "kernel_size must be an int >= 1, got 3.0"),
        ((4, 3, 1, 0, 2), "the kernel spans 5 pixels but the padded input has 4"),
        ((2, 5, 1, 1), "the kernel spans 5 pixels but the padded input has 4"),
    ],
    ids=str,
)
def test_convolution_rejects(arguments: tuple[int, ...], message: str) -> None:
    with rejects(message):
        conv_output_size(*arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 3), "size must be an int >= 1, got 0"),
        ((4, 0), "kernel_size must be an int >= 1, got 0"),
        ((4, 3, 0), "stride must be an int >= 1, got 0"),
        ((4, 3, 1, -1), "padding must be an int >= 0, got -1"),
        ((4, 3, 2, 0, -1), "output_padding must be an int >= 0, got -1"),
        ((4, 3, 1, 0, 0, 0), "dilation must be an int >= 1, got 0"),
        ((4, 3, 1, 0, 1), "output_padding must be ... output_padding=1 stride=1 dilation=1"),
        ((4, 3, 2, 0, 2), "output_padding must be ... output_padding=2 stride=2 dilation=1"),
        ((4, 3, 2, 0, 3, 3), "output_padding must be ... output_padding=3 stride=2 dilation=3"),
        ((2, 3, 1, 2), "padding=2 leaves an output of size 0"),
        ((2, 3, 1, 3), "padding=3 leaves an output of size -2"),
    ],
    ids=str,
)
def test_transposed_rejects(arguments: tuple[int, ...], message: str) -> None:
    with rejects(message):
        conv_transpose_output_size(*arguments)
