"""The gradient map against the weights of a convolution and torch's Jacobian."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.autograd.functional import jacobian
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.gradient_map import gradient_map
from tests.snippets.rejections import rejects


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def test_one_layer_by_hand() -> None:
    kernel = torch.tensor([[[[1.0, -2], [3, 4]], [[10, 20], [-30, 40]]]])  # 2 channels in
    seen = gradient_map(lambda x: F.conv2d(x, kernel), torch.zeros(1, 2, 3, 3), (1, 0))
    assert seen.tolist() == [[0, 0, 0], [11, 22, 0], [33, 44, 0]]  # |1| + |10|, |-2| + |20|


def test_equals_the_jacobian(device) -> None:
    torch.manual_seed(0)
    network = nn.Sequential(nn.Conv2d(2, 3, (2, 3)), nn.Tanh(), nn.Conv2d(3, 2, 2, stride=2))
    network, x = network.double().to(device), sample(0, 1, 2, 6, 7).to(device)
    full = jacobian(network, x)[0, :, 1, 0].sum(dim=0)[0]  # (C, H, W)
    assert_close(gradient_map(network, x, (1, 0)), full.abs().sum(dim=0))


@given(i=st.integers(0, 3), j=st.integers(0, 4))
def test_the_next_position_sees_the_same_one_stride_on(i: int, j: int) -> None:
    kernel = sample(1, 2, 3, 2, 3)
    x = sample(0, 1, 3, 14, 17)

    def network(x: Tensor) -> Tensor:
        return F.conv2d(x, kernel, stride=(2, 3))

    first = gradient_map(network, x, (0, 0))
    moved = gradient_map(network, x, (i, j))
    assert_close(moved, first.roll((2 * i, 3 * j), (0, 1)))


def test_max_pooling_shows_the_winner_only() -> None:
    x = torch.tensor([[[[1.0, 5, 2, 0], [3, 4, 1, 0]]]])
    seen = gradient_map(lambda x: F.max_pool2d(x, 2), x, (0, 0))
    assert seen.tolist() == [[0, 1, 0, 0], [0, 0, 0, 0]]
    mean = gradient_map(lambda x: F.avg_pool2d(x, 2), x, (0, 0))
    assert mean.tolist() == [[0.25, 0.25, 0, 0], [0.25, 0.25, 0, 0]]


def test_relu_hides_what_it_cuts_off() -> None:
    x = torch.tensor([[[[-1.0, 2], [3, -4]]]])
    assert gradient_map(torch.relu, x, (0, 0)).tolist() == [[0, 0], [0, 0]]
    assert gradient_map(torch.relu, x, (0, 1)).tolist() == [[0, 1], [0, 0]]


def test_leaves_the_input_alone() -> None:
    x = sample(0, 1, 1, 3, 3)
    gradient_map(lambda x: x.square(), x, (0, 0))
    assert not x.requires_grad


@pytest.mark.parametrize("shape", [(2, 1, 3, 3), (1, 3, 3), (0, 1, 3, 3)], ids=str)
def test_rejects(shape: tuple[int, ...]) -> None:
    with rejects(f"input must be (1, C, H, W), got shape {shape}"):
        gradient_map(lambda x: x, torch.zeros(shape), (0, 0))
