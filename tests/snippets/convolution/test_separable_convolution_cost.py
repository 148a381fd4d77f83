"""Costs against counting by hand, torch's parameters and torch's own operation counter.

Exact integers and fractions, so there is no gradient to check.
"""

from fractions import Fraction

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from snippets.convolution.depthwise_separable_convolution import DepthwiseSeparableConv2d
from snippets.convolution.separable_convolution_cost import (
    conv2d_cost,
    separable_conv2d_cost,
    separable_cost_ratio,
)
from tests.snippets.rejections import rejects


def count_weights(layer: nn.Module) -> int:
    return sum(parameter.numel() for parameter in layer.parameters())


def count_multiply_adds(layer: nn.Module, height: int, width: int) -> int:
    with FlopCounterMode(display=False) as counter:
        layer(torch.zeros(1, 3, height, width))
    return counter.get_total_flops() // 2  # it counts a multiply-add as two operations


def test_worked_example_by_hand() -> None:
    assert conv2d_cost(2, 3, 2) == 24  # 3 * 2 kernels of 4 weights
    assert separable_conv2d_cost(2, 3, 2) == 14  # 2 * 4 + 3 * 2
    assert conv2d_cost(2, 3, 2, (1, 2)) == 48
    assert separable_conv2d_cost(2, 3, 2, (1, 2)) == 28
    assert separable_cost_ratio(3, 2) == Fraction(7, 12)  # 1/3 + 1/4 = 14/24


def test_a_layer_of_mobilenet() -> None:
    # Howard et al. 2017, table 3: 462 and 52.3 million multiply-adds, 2.36 and 0.27 million
    # parameters for 512 channels in and out, kernel 3x3, map 14x14.
    assert conv2d_cost(512, 512, 3, 14) == 462_422_016
    assert separable_conv2d_cost(512, 512, 3, 14) == 52_283_392
    assert conv2d_cost(512, 512, 3) == 2_359_296
    assert separable_conv2d_cost(512, 512, 3) == 266_752
    assert separable_cost_ratio(512, 3) == Fraction(521, 4608)


@pytest.mark.parametrize("multiplier", [1, 2])
def test_equals_what_torch_counts(multiplier: int) -> None:
    options = {"kernel_size": (2, 4), "stride": (2, 1), "padding": (1, 0), "bias": False}
    standard = nn.Conv2d(3, 5, **options)
    separable = DepthwiseSeparableConv2d(3, 5, **options, depth_multiplier=multiplier)
    output_size = (5, 6)  # of 9x9: (9 + 2 - 2) // 2 + 1 and 9 - 4 + 1
    assert count_weights(standard) == conv2d_cost(3, 5, (2, 4))
    assert count_multiply_adds(standard, 9, 9) == conv2d_cost(3, 5, (2, 4), output_size)
    expected = separable_conv2d_cost(3, 5, (2, 4), depth_multiplier=multiplier)
    assert count_weights(separable) == expected
    expected = separable_conv2d_cost(3, 5, (2, 4), output_size, depth_multiplier=multiplier)
    assert count_multiply_adds(separable, 9, 9) == expected


channels = st.integers(1, 64)


@given(c=channels, o=channels, k=st.integers(1, 7), size=st.integers(1, 9), m=st.integers(1, 3))
def test_ratio_is_the_quotient_whatever_the_input(c, o, k, size, m) -> None:
    separable = separable_conv2d_cost(c, o, k, size, depth_multiplier=m)
    quotient = Fraction(separable, conv2d_cost(c, o, k, size))
    assert quotient == separable_cost_ratio(o, k, depth_multiplier=m)
    assert quotient == m * (Fraction(1, o) + Fraction(1, k**2))


def test_a_bias_moves_the_parameters_off_the_ratio() -> None:
    standard, separable = nn.Conv2d(2, 3, 2), DepthwiseSeparableConv2d(2, 3, 2)
    ratio = Fraction(count_weights(separable), count_weights(standard))
    assert ratio == Fraction(14 + 3, 24 + 3)
    assert ratio != separable_cost_ratio(3, 2)


def test_kernel_need_not_be_square() -> None:
    assert separable_cost_ratio(4, (1, 3)) == Fraction(1, 4) + Fraction(1, 3)


def test_a_3x3_layer_saves_eight_to_nine_times_only_with_many_channels() -> None:
    assert [round(float(1 / separable_cost_ratio(o, 3)), 2) for o in (8, 64, 512)] == [
        4.24,
        7.89,
        8.84,
    ]
    assert all(separable_cost_ratio(o, 3) > Fraction(1, 9) for o in (8, 64, 512, 10**9))


@pytest.mark.parametrize(
    ("out_channels", "kernel_size", "multiplier", "ratio"),
    [(1, 3, 1, Fraction(10, 9)), (64, 1, 1, Fraction(65, 64)), (4, 3, 3, Fraction(13, 12))],
    ids=["one-output-channel", "1x1-kernel", "multiplier-3"],
)
def test_separating_can_cost_more(out_channels, kernel_size, multiplier, ratio) -> None:
    found = separable_cost_ratio(out_channels, kernel_size, depth_multiplier=multiplier)
    assert found == ratio
    assert found > 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: conv2d_cost(0, 3, 2), "in_channels must be an int >= 1, got 0"),
        (lambda: conv2d_cost(2, 0, 2), "out_channels must be an int >= 1, got 0"),
        (lambda: conv2d_cost(2, 3, (2, 0)), "kernel_size must be ... got (2, 0)"),
        (lambda: conv2d_cost(2, 3, 2, 0), "output_size must be ... got 0"),
        (lambda: separable_conv2d_cost(0, 3, 2), "in_channels must be an int >= 1, got 0"),
        (lambda: separable_conv2d_cost(2, 0, 2), "out_channels must be an int >= 1, got 0"),
        (
            lambda: separable_conv2d_cost(2, 3, 2, depth_multiplier=0),
            "depth_multiplier must be an int >= 1, got 0",
        ),
        (lambda: separable_cost_ratio(0, 3), "out_channels must be an int >= 1, got 0"),
        (lambda: separable_cost_ratio(3, 0), "kernel_size must be ... got 0"),
        (
            lambda: separable_cost_ratio(3, 3, depth_multiplier=0),
            "depth_multiplier must be an int >= 1, got 0",
        ),
    ],
    ids=range(10),
)
def test_rejects(call, message) -> None:
    with rejects(message):
        call()
