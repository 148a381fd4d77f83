"""Costs of a reduction against arithmetic and the layers' weights. Counts have no gradient."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from snippets.convolution.channel_reduction_cost import break_even_channels, reduced_conv2d_cost
from snippets.convolution.separable_convolution_cost import conv2d_cost
from tests.snippets.rejections import rejects

FEW = st.integers(1, 6)


def test_by_hand() -> None:
    # a position: 192 * 16 + 16 * 32 * 25 = 3,072 + 12,800; there are 28 * 28
    assert reduced_conv2d_cost(192, 16, 32, 5) == 15_872
    assert reduced_conv2d_cost(192, 16, 32, 5, 28) == 15_872 * 784 == 12_443_648
    assert reduced_conv2d_cost(4, 2, 3, (1, 5), (7, 2)) == (8 + 2 * 3 * 5) * 14
    # 192 * 800 / (192 + 800)
    assert break_even_channels(192, 32, 5) == Fraction(153_600, 992)
    assert break_even_channels(4, 3, (1, 5)) == Fraction(60, 19)


@given(channels=FEW, middle=FEW, filters=FEW, height=FEW, width=FEW)
def test_a_position_costs_the_weights_of_the_two_layers(
    channels, middle, filters, height, width
) -> None:
    layers = (
        nn.Conv2d(channels, middle, 1, bias=False),
        nn.Conv2d(middle, filters, (height, width), bias=False),
    )
    weights = sum(layer.weight.numel() for layer in layers)
    assert reduced_conv2d_cost(channels, middle, filters, (height, width)) == weights


@given(channels=st.integers(1, 40), filters=st.integers(1, 40), size=st.integers(1, 5))
def test_the_detour_saves_below_break_even_and_costs_above(channels, filters, size) -> None:
    even = break_even_channels(channels, filters, size)
    direct = conv2d_cost(channels, filters, size)
    for middle in range(1, channels + 2):
        reduced = reduced_conv2d_cost(channels, middle, filters, size)
        assert (reduced < direct, reduced == direct) == (middle < even, middle == even)
    assert even < channels


def test_rejects() -> None:
    with rejects("in_channels must be an int >= 1, got 0"):
        break_even_channels(0, 2, 3)
    with rejects("out_channels must be an int >= 1, got 2.0"):
        break_even_channels(2, 2.0, 3)
    with rejects("kernel_size must be an int >= 1 or a pair of them, got 0"):
        break_even_channels(2, 2, 0)
    for numbers in [(0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 0, 1), (1, 1, 1, 0), (1, 1, 1, 1, 0)]:
        with pytest.raises(ValueError, match=r"must be an int >= 1.*got 0"):
            reduced_conv2d_cost(*numbers)
    with rejects("output_size must be an int >= 1 or a pair of them, got 0"):
        reduced_conv2d_cost(1, 1, 1, 1, 0)
    assert break_even_channels(1, 1, 1) == Fraction(1, 2)
