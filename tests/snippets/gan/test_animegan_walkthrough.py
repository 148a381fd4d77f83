"""snippets.gan.animegan_walkthrough against products by hand.

It reports sizes, so there is no gradient; what does not fit is rejected by the generator.
"""

from functools import cache

import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from snippets.convolution.separable_convolution_cost import conv2d_cost
from snippets.gan.animegan_v2_generator import animegan_v2_generator
from snippets.gan.animegan_walkthrough import Step, trace


@cache
def full() -> list[Step]:
    image = torch.empty(1, 3, 256, 256, device="meta")
    return trace(animegan_v2_generator().to("meta"), image)


# By hand


def test_two_stages_by_hand() -> None:
    # 1x1: 2 * 3 weights at 4 * 6 positions; 3x3 stride 2, 3 groups: 3 * 9 weights at 2 * 3
    generator = nn.Sequential(
        nn.Conv2d(2, 3, 1), nn.Sequential(nn.ReLU(), nn.Conv2d(3, 3, 3, 2, 1, groups=3))
    )
    steps = trace(generator, torch.zeros(1, 2, 4, 6))
    assert steps == [
        Step("0", (1, 3, 4, 6), 6 + 3, 6 * 24),
        Step("1", (1, 3, 2, 3), 27 + 3, 27 * 6),
    ]


def test_two_images_cost_twice() -> None:
    layer = nn.Sequential(nn.Conv2d(2, 3, 1))
    assert trace(layer, torch.zeros(2, 2, 4, 6))[0].multiply_adds == 2 * 6 * 24


# Reference


def test_first_and_last_stage_equal_the_cost_of_their_layers() -> None:
    first = (
        conv2d_cost(3, 32, 7, 256) + conv2d_cost(32, 64, 3, 128) + conv2d_cost(64, 64, 3, 128)
    )
    steps = full()
    assert steps[0].multiply_adds == first
    assert steps[-1].multiply_adds == conv2d_cost(32, 3, 1, 256)


def test_the_middle_is_the_sum_of_its_layers() -> None:
    cost = conv2d_cost(128, 128, 3, 64) + conv2d_cost(256, 128, 3, 64)
    for c_in in (128, 256, 256, 256):
        e = 2 * c_in
        depthwise = 9 * e * 64 * 64
        cost += conv2d_cost(c_in, e, 1, 64) + depthwise + conv2d_cost(e, 256, 1, 64)
    assert full()[2].multiply_adds == cost


# Limits and identities


def test_the_trace_ends_with_the_output_and_leaves_no_hooks() -> None:
    generator = animegan_v2_generator(width=1)
    steps = trace(generator, torch.zeros(1, 3, 16, 16))
    assert steps[-1].shape == generator(torch.zeros(1, 3, 16, 16)).shape
    assert [step.name for step in steps] == ["a", "b", "c", "d", "e", "out"]
    assert {s.name: s.parameters for s in steps} == generator.parameters_by_stage()
    assert not any(layer._forward_hooks for layer in generator.modules())


# Property


@given(times=st.sampled_from([2, 3]))
def test_cost_grows_with_the_area_and_parameters_do_not(times: int) -> None:
    generator = animegan_v2_generator(width=1).to("meta")
    small, large = (
        trace(generator, torch.empty(1, 3, side, side, device="meta"))
        for side in (8, 8 * times)
    )
    for a, b in zip(small, large, strict=True):
        assert b.parameters == a.parameters
        assert b.multiply_adds == times**2 * a.multiply_adds
