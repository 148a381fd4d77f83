"""Two grouped convolutions with a shuffle between, against sums by hand and torch."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.channel_shuffle import channel_shuffle
from snippets.convolution.grouped_convolution import block_diagonal_weight, grouped_conv2d
from snippets.convolution.shuffled_grouped_convolution import shuffled_grouped_conv2d
from tests.snippets.rejections import rejects


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def matrix(seed: int, channels: int, groups: int) -> Tensor:
    """Return a random grouped 1x1 layer of C to C channels as a dense (C, C) matrix."""
    weight = sample(seed, channels, channels // groups, 1, 1)
    return block_diagonal_weight(weight, groups)[:, :, 0, 0]


X = torch.tensor([1.0, 2, 3, 1])[None, :, None, None]
FIRST = torch.tensor([[1.0, 2], [3, -1], [2, 1], [-1, 2]])[..., None, None]
SECOND = torch.tensor([[1.0, -1], [2, 1], [3, 2], [1, -2]])[..., None, None]


def test_by_hand() -> None:
    # 1 + 2*2, 3 - 2, 2*3 + 1, -3 + 2*1 = 5 1 7 -1, dealt 5 7 1 -1
    y = shuffled_grouped_conv2d(X, FIRST, SECOND, 2).flatten()
    assert y.tolist() == [-2, 17, 1, 3]  # 5 - 7, 2*5 + 7, 3*1 - 2*1, 1 + 2*1


def test_by_hand_without_a_shuffle() -> None:
    y = grouped_conv2d(grouped_conv2d(X, FIRST, groups=2), SECOND, groups=2).flatten()
    assert y.tolist() == [4, 11, 19, 9]  # 5 - 1, 2*5 + 1, 3*7 - 2*1, 7 + 2*1


@pytest.mark.parametrize("groups", [1, 2, 3, (2, 3), (3, 1), [3, 2]], ids=str)
@pytest.mark.parametrize("kernels", [((1, 1), (1, 1)), ((3, 1), (1, 5)), ((1, 3), (5, 3))])
def test_equals_torch(device, groups, kernels) -> None:
    g1, g2 = (groups, groups) if isinstance(groups, int) else groups
    x = sample(0, 2, 6, 5, 4).to(device)
    first = sample(1, 12, 6 // g1, *kernels[0]).to(device)
    second = sample(2, 18, 12 // g2, *kernels[1]).to(device)
    middle = F.channel_shuffle(F.conv2d(x, first, padding="same", groups=g1), g1)
    expected = F.conv2d(middle, second, padding="same", groups=g2)
    assert_close(shuffled_grouped_conv2d(x, first, second, groups), expected)


def test_equals_the_modules_of_torch() -> None:
    one, two = (nn.Conv2d(4, 4, 1, groups=2, bias=False) for _ in range(2))
    one.load_state_dict({"weight": FIRST})
    two.load_state_dict({"weight": SECOND})
    network = nn.Sequential(one, nn.ChannelShuffle(2), two)
    assert_close(network(X), shuffled_grouped_conv2d(X, FIRST, SECOND, 2))


def test_one_group_is_two_ordinary_convolutions() -> None:
    x, first, second = sample(0, 2, 3, 4, 5), sample(1, 4, 3, 3, 1), sample(2, 2, 4, 1, 3)
    expected = F.conv2d(F.conv2d(x, first, padding="same"), second, padding="same")
    assert_close(shuffled_grouped_conv2d(x, first, second, 1), expected)


def test_equals_the_product_of_block_permutation_and_block() -> None:
    x, first, second = sample(0, 1, 6, 1, 1), sample(1, 6, 3, 1, 1), sample(2, 6, 2, 1, 1)
    one = block_diagonal_weight(first, 2)[:, :, 0, 0]
    two = block_diagonal_weight(second, 3)[:, :, 0, 0]
    dealt = channel_shuffle(torch.eye(6, dtype=x.dtype)[None], 2)[0]
    expected = two @ dealt @ one @ x.flatten()
    assert_close(shuffled_grouped_conv2d(x, first, second, (2, 3)).flatten(), expected)


@given(factor=st.floats(-3, 3))
def test_is_linear_in_the_input(factor: float) -> None:
    x, other = sample(0, 1, 4, 2, 3), sample(3, 1, 4, 2, 3)
    first, second = sample(1, 4, 2, 1, 3), sample(2, 4, 2, 3, 1)
    y, z = (shuffled_grouped_conv2d(t, first, second, 2) for t in (x, other))
    assert_close(shuffled_grouped_conv2d(x + factor * other, first, second, 2), y + factor * z)


def test_a_depthwise_convolution_may_stand_on_either_side_of_the_shuffle() -> None:
    x, kernels = sample(0, 1, 6, 4, 5), sample(1, 6, 1, 3, 3)
    after = F.conv2d(channel_shuffle(x, 2), channel_shuffle(kernels[None], 2)[0], groups=6)
    assert_close(after, channel_shuffle(F.conv2d(x, kernels, groups=6), 2))


def test_each_block_has_only_the_rank_of_the_channels_that_link_two_groups() -> None:
    for channels, groups, rank in [(64, 8, 1), (32, 4, 2), (16, 2, 4)]:  # rank C/g**2
        network = matrix(1, channels, groups) @ channel_shuffle(
            matrix(0, channels, groups)[None], groups
        ).squeeze(0)
        side = channels // groups
        blocks = network.unflatten(0, (groups, side)).unflatten(2, (groups, side))
        ranks = torch.linalg.matrix_rank(blocks.transpose(1, 2))  # (g, g)
        assert ranks.tolist() == [[rank] * groups] * groups
        assert torch.linalg.matrix_rank(network) == channels


def test_two_shuffles_are_undone_by_the_other_factor_not_by_the_same() -> None:
    order = torch.arange(8)[None]
    twice = channel_shuffle(channel_shuffle(order, 2), 2)
    assert not twice.equal(order)
    assert channel_shuffle(twice, 2).equal(order)
    assert channel_shuffle(channel_shuffle(order, 2), 4).equal(order)


def test_an_empty_batch_stays_empty() -> None:
    empty = torch.ones(0, 4, 3, 5)
    assert shuffled_grouped_conv2d(empty, FIRST, SECOND, 2).shape == (0, 4, 3, 5)


def test_gradient() -> None:
    tensors = sample(0, 1, 4, 1, 2), sample(1, 4, 2, 1, 1), sample(2, 4, 2, 1, 1)
    assert gradcheck(
        lambda *t: shuffled_grouped_conv2d(*t, 2), tuple(t.requires_grad_() for t in tensors)
    )


RULE = "kernel sides must be odd, got"
REJECTED = [
    ((1, 4, 3, 3), (4, 2, 2, 3), (4, 2, 1, 1), 2, f"{RULE} (2, 3)"),
    ((1, 4, 3, 3), (4, 2, 3, 2), (4, 2, 1, 1), 2, f"{RULE} (3, 2)"),
    ((1, 4, 3, 3), (4, 2, 1, 1), (4, 2, 1, 4), 2, f"{RULE} (1, 4)"),
    (
        *((1, 4, 3, 3), (4, 2, 3), (4, 2, 1, 1), 2),
        "weight must be (C_out, C_in/groups, kH, kW), got shape (4, 2, 3)",
    ),
    ((4, 3, 3), (4, 2, 1, 1), (4, 2, 1, 1), 2, "input must be (N, C_in, H, W), got shape"),
    (
        *((1, 4, 3, 3), (4, 2, 1, 1), (4, 2, 1, 1), 0),
        "groups must be an int >= 1 or a pair of them, got 0",
    ),
    (
        *((1, 4, 3, 3), (4, 2, 1, 1), (4, 1, 1, 1), 2),
        "2 groups of 1 channels do not fit an input of 4",
    ),
    (
        *((1, 4, 3, 3), (4, 1, 1, 1), (4, 2, 1, 1), (2, 2)),
        "2 groups of 1 channels do not fit an input of 4",
    ),
    ((1, 4, 3, 3), (4, 2, 1, 1), (3, 2, 1, 1), 2, "2 groups do not divide 3 output channels"),
]


@pytest.mark.parametrize(
    ("x", "first", "second", "groups", "message"), REJECTED, ids=map(str, range(len(REJECTED)))
)
def test_rejects(x, first, second, groups, message) -> None:
    with rejects(message):
        shuffled_grouped_conv2d(torch.ones(x), torch.ones(first), torch.ones(second), groups)


def test_rejects_mixed_dtypes() -> None:
    for position in (0, 1):
        weights = [FIRST, SECOND]
        weights[position] = weights[position].double()
        with rejects("dtypes must be equal, got input torch.float32, weight torch.float64"):
            shuffled_grouped_conv2d(X, *weights, 2)
