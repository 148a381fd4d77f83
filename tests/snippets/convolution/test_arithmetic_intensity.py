"""Arithmetic intensity against counts of real tensors. Counting has no gradient."""

from fractions import Fraction

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from snippets.convolution.arithmetic_intensity import conv2d_intensity
from tests.snippets.rejections import rejects


def test_by_hand() -> None:
    # 2 * 3 * 4 = 24 weights, 5 positions: 120 products; 2*5 + 3*5 + 24 = 49 numbers
    assert conv2d_intensity(2, 3, 2, (1, 5)) == Fraction(120, 49)


@pytest.mark.parametrize("groups", [1, 2, 4])
def test_equals_the_count_of_a_layer(groups: int) -> None:
    layer = nn.Conv2d(4, 8, (3, 5), padding=(1, 2), groups=groups, bias=False)
    x = torch.ones(1, 4, 6, 7)
    with FlopCounterMode(display=False) as counter:
        y = layer(x)
    moved = x.numel() + y.numel() + layer.weight.numel()
    expected = Fraction(counter.get_total_flops() // 2, moved)  # torch counts both + and *
    assert conv2d_intensity(4, 8, (3, 5), (6, 7), groups=groups) == expected


@given(channels=st.integers(1, 600), m=st.integers(1, 4), size=st.integers(1, 300))
def test_that_of_a_depthwise_layer_does_not_depend_on_the_channels(channels, m, size) -> None:
    found = conv2d_intensity(channels, channels * m, 3, size, groups=channels)
    assert found == conv2d_intensity(1, m, 3, size)
    assert found < Fraction(9 * m, 1 + m) < 9


def test_that_of_a_depthwise_layer_tends_to_its_bound() -> None:
    assert float(conv2d_intensity(1, 1, 3, 10**6)) == pytest.approx(9 / 2)


@given(channels=st.integers(1, 600))
def test_that_of_a_standard_layer_grows_with_the_channels(channels: int) -> None:
    more = conv2d_intensity(channels + 1, channels + 1, 3, 14)
    assert more > conv2d_intensity(channels, channels, 3, 14)


@pytest.mark.parametrize(
    ("numbers", "groups", "message"),
    [
        ((0, 1, 1, 1), 1, "in_channels must be an int >= 1, got 0"),
        ((1, 0, 1, 1), 1, "out_channels must be an int >= 1, got 0"),
        ((1, 1, 0, 1), 1, "kernel_size must be an int >= 1 or a pair of them, got 0"),
        ((1, 1, 1, 0), 1, "output_size must be an int >= 1 or a pair of them, got 0"),
        ((1, 1, 1, 1), 0, "groups must be an int >= 1, got 0"),
        ((6, 8, 1, 1), 4, "4 groups do not divide 6 and 8 channels"),
        ((8, 6, 1, 1), 4, "4 groups do not divide 8 and 6 channels"),
    ],
)
def test_rejects(numbers, groups, message) -> None:
    with rejects(message):
        conv2d_intensity(*numbers, groups=groups)
