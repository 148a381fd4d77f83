"""Channel shuffle against dealing cards by hand and torch's channel_shuffle."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F

from snippets.convolution.channel_shuffle import channel_shuffle
from snippets.convolution.grouped_convolution import block_diagonal_weight
from tests.snippets.rejections import rejects


def sample(*shape: int) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(0), dtype=torch.float64)


def test_by_hand() -> None:
    x = torch.tensor([[10, 11, 12, 20, 21, 22]])  # two groups of three
    assert channel_shuffle(x, 2).tolist() == [[10, 20, 11, 21, 12, 22]]
    assert channel_shuffle(x, 3).tolist() == [[10, 12, 21, 11, 20, 22]]  # 10 11|12 20|21 22


@pytest.mark.parametrize("groups", [1, 2, 3, 4, 6, 12])
def test_equals_torch(device, groups: int) -> None:
    x = sample(2, 12, 3, 4).to(device)
    assert channel_shuffle(x, groups).equal(F.channel_shuffle(x, groups))


def test_does_not_need_positions() -> None:
    x = sample(2, 6, 3)
    assert channel_shuffle(x, 2)[:, :, 1].equal(channel_shuffle(x[:, :, 1], 2))


@given(groups=st.integers(1, 5), width=st.integers(1, 5))
def test_a_shuffle_with_the_other_factor_undoes_it(groups: int, width: int) -> None:
    x = torch.arange(groups * width)[None]
    assert channel_shuffle(channel_shuffle(x, groups), width).equal(x)


@given(groups=st.integers(1, 5), width=st.integers(1, 5))
def test_channel_a_times_width_plus_b_becomes_b_times_groups_plus_a(groups, width) -> None:
    shuffled = channel_shuffle(torch.arange(groups * width)[None], groups)[0].tolist()
    for a in range(groups):
        for b in range(width):
            assert shuffled[b * groups + a] == a * width + b


@given(groups=st.integers(1, 4), width=st.integers(1, 6))
def test_one_shuffle_connects_all_channels_where_a_group_has_one_for_each(
    groups, width
) -> None:
    block = block_diagonal_weight(torch.ones(groups * width, width, 1, 1), groups)[:, :, 0, 0]
    reached = block @ channel_shuffle(block[None], groups)[0] > 0
    assert bool(reached.all()) == (width >= groups)


def test_gradient() -> None:
    assert gradcheck(lambda x: channel_shuffle(x, 3), sample(2, 6, 2).requires_grad_())


@pytest.mark.parametrize(
    ("shape", "groups", "message"),
    [
        ((4,), 2, "input must be (N, C, *), got shape (4,)"),
        ((1, 5), 2, "2 groups do not divide 5 channels"),
        ((1, 4), 0, "groups must be an int >= 1, got 0"),
    ],
)
def test_rejects(shape, groups, message) -> None:
    with rejects(message):
        channel_shuffle(torch.ones(shape), groups)
