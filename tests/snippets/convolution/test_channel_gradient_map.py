"""The gradient between channels, against sums by hand and torch's Jacobian.

It is a gradient itself; that of a gradient is not asked for.
"""

import pytest
import torch
from torch import Tensor, nn
from torch.autograd.functional import jacobian
from torch.testing import assert_close

from snippets.convolution.channel_gradient_map import channel_gradient_map
from tests.snippets.rejections import rejects


def test_map_by_hand() -> None:
    def network(x: Tensor) -> Tensor:  # 2 outputs of 3 inputs
        return torch.stack([3 * x[:, 0] - x[:, 2], x[:, 1] ** 2], dim=1)

    x = torch.tensor([[[[1.0, 1]], [[5, -2]], [[1, 1]]]])  # (1, 3, 1, 2)
    # 3 at 2 pixels, -1 at 2 pixels; 2*5 and 2*(-2), of which the sizes add
    assert channel_gradient_map(network, x).tolist() == [[6, 0, 2], [0, 14, 0]]


def test_map_equals_the_jacobian(device) -> None:
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(1, 4, 4, 5, generator=generator, dtype=torch.float64).to(device)
    weight = torch.randn(6, 2, 3, 2, generator=generator, dtype=torch.float64).to(device)

    def network(t: Tensor) -> Tensor:
        return torch.tanh(nn.functional.conv2d(t, weight, groups=2))

    sums = jacobian(lambda t: network(t)[0].sum((1, 2)), x)  # (6, 1, 4, 4, 5)
    assert_close(channel_gradient_map(network, x), sums[:, 0].abs().sum((2, 3)))


def test_map_leaves_its_input_alone() -> None:
    x = torch.ones(1, 2, 1, 1)
    channel_gradient_map(lambda t: t * t, x)
    assert not x.requires_grad
    assert x.grad is None


@pytest.mark.parametrize("shape", [(2, 3, 4), (2, 3, 4, 4)], ids=str)
def test_map_rejects(shape) -> None:
    with rejects(f"input must be (1, C_in, H, W), got shape {shape}"):
        channel_gradient_map(lambda t: t, torch.ones(shape))
