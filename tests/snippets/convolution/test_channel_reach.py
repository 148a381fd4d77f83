"""Counts of channels seen, against autograd through layers of torch.

The counts are whole numbers and have no gradient.
"""

from math import gcd

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from snippets.convolution.channel_gradient_map import channel_gradient_map
from snippets.convolution.channel_reach import shuffled_reach, stacked_reach
from snippets.convolution.channel_shuffle import channel_shuffle
from tests.snippets.rejections import rejects


def layer(in_channels: int, out_channels: int, groups: int, kernel_size: int = 1) -> nn.Module:
    """Return a layer of ones, so that no two paths cancel."""
    made = nn.Conv2d(in_channels, out_channels, kernel_size, groups=groups, bias=False)
    nn.init.ones_(made.weight)
    return made


def seen(network: nn.Module, channels: int, size: int = 1) -> list[int]:
    """Return how many input channels each output channel sees."""
    return (
        (channel_gradient_map(network, torch.ones(1, channels, size, size)) > 0).sum(1).tolist()
    )


def test_reach_by_hand() -> None:
    assert shuffled_reach(9, 9, 3) == 9
    assert shuffled_reach(16, 8, 4) == 8  # 16/4 * min(4, 8/4)
    assert shuffled_reach(12, 8, (2, 4)) == 12  # 12/2 * min(2, 8/4)
    assert shuffled_reach(12, 8, (4, 2)) == 12  # 12/4 * min(4, 8/2)
    assert stacked_reach(64, 16, 1) == 4
    assert stacked_reach(64, 16, 2) == 16
    assert stacked_reach(64, 16, 4) == 64


@given(
    g1=st.integers(1, 4),
    g2=st.integers(1, 4),
    width=st.integers(1, 3),
    factor=st.integers(1, 2),
)
def test_two_layers_see_what_the_count_says(g1: int, g2: int, width: int, factor: int) -> None:
    ins, middle = g1 * width, g1 * g2 * factor if factor > 1 else g1 * g2 // gcd(g1, g2)
    network = nn.Sequential(
        layer(ins, middle, g1), nn.ChannelShuffle(g1), layer(middle, g2, g2)
    )
    assert seen(network, ins) == [shuffled_reach(ins, middle, (g1, g2))] * g2


@given(groups=st.integers(1, 6), width=st.integers(1, 3), layers=st.integers(1, 4))
def test_stacked_layers_see_what_the_count_says(groups: int, width: int, layers: int) -> None:
    channels = groups * width
    parts: list[nn.Module] = [layer(channels, channels, groups)]
    for _ in range(layers - 1):
        parts += [nn.ChannelShuffle(groups), layer(channels, channels, groups)]
    expected = stacked_reach(channels, groups, layers)
    assert seen(nn.Sequential(*parts), channels) == [expected] * channels


def test_all_are_seen_from_the_product_of_the_groups_on() -> None:
    assert [shuffled_reach(16, c, 4) for c in (8, 12, 16, 20)] == [8, 12, 16, 16]


def test_without_a_shuffle_a_group_sees_itself_however_deep() -> None:
    network = nn.Sequential(*(layer(16, 16, 4, 3) for _ in range(3)))
    assert seen(network, 16, 7) == [4] * 16


def test_kernels_and_depthwise_layers_between_change_nothing() -> None:
    network = nn.Sequential(
        layer(16, 16, 4), nn.ChannelShuffle(4), layer(16, 16, 16, 3), layer(16, 16, 4)
    )
    assert seen(network, 16, 3) == [16] * 16


@pytest.mark.parametrize("before", [True, False])
def test_a_shuffle_outside_the_pair_mixes_nothing(before: bool) -> None:
    pair = [layer(16, 16, 4), layer(16, 16, 4)]
    shuffle = nn.ChannelShuffle(4)
    network = nn.Sequential(*([shuffle, *pair] if before else [*pair, shuffle]))
    assert seen(network, 16) == [4] * 16


def test_a_shuffle_by_the_second_layers_groups_may_mix_nothing() -> None:
    by_first, by_second = (
        nn.Sequential(layer(8, 8, 2), nn.ChannelShuffle(g), layer(8, 8, 4)) for g in (2, 4)
    )
    assert seen(by_first, 8) == [8] * 8
    assert seen(by_second, 8) == [4] * 8
    assert channel_shuffle(torch.arange(8)[None], 4)[0].tolist() == [0, 2, 4, 6, 1, 3, 5, 7]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 4, 2), "in_channels must be an int >= 1, got 0"),
        ((4, 0, 2), "middle_channels must be an int >= 1, got 0"),
        ((4, 4, 0), "groups must be an int >= 1 or a pair of them, got 0"),
        ((3, 4, 2), "2 and 2 groups do not divide 3 and 4 channels"),
        ((4, 3, (2, 3)), "2 and 3 groups do not divide 4 and 3 channels"),
        ((4, 2, (2, 4)), "2 and 4 groups do not divide 4 and 2 channels"),
    ],
    ids=str,
)
def test_shuffled_reach_rejects(arguments, message) -> None:
    with rejects(message):
        shuffled_reach(*arguments)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 2, 2), "channels must be an int >= 1, got 0"),
        ((4, 0, 2), "groups must be an int >= 1, got 0"),
        ((4, 2, 0), "layers must be an int >= 1, got 0"),
        ((5, 2, 1), "2 groups do not divide 5 channels"),
    ],
    ids=str,
)
def test_stacked_reach_rejects(arguments, message) -> None:
    with rejects(message):
        stacked_reach(*arguments)
