"""snippets.losses.l1_loss; errors and reductions are in test_reduction, for all losses."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.losses.l1_loss import l1_loss


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


Y = tensor(3, 1, 6, 0)
Y_HAT = tensor(2, 3, 3, 6)  # residuals y - y_hat: 1, -2, 3, -6


def test_by_hand() -> None:
    assert l1_loss(Y_HAT, Y, reduction="none").tolist() == [1.0, 2.0, 3.0, 6.0]
    assert l1_loss(Y_HAT, Y).item() == 3.0  # 12 / 4


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_equals_torch(device: str, reduction: str) -> None:
    generator = torch.Generator().manual_seed(0)
    input, target = torch.randn(2, 3, 5, generator=generator, dtype=torch.float64).to(device)
    expected = F.l1_loss(input, target, reduction=reduction)
    assert_close(l1_loss(input, target, reduction=reduction), expected)


def test_every_constant_between_the_middle_targets_has_the_least_loss() -> None:
    # sorted targets 0, 1, 3, 6: any m in [1, 3] costs (m + (m-1) + (3-m) + (6-m)) / 4 = 2
    losses = [l1_loss(tensor(m).expand(4), Y).item() for m in (0.9, 1.0, 2.0, 3.0, 3.1)]
    assert losses == pytest.approx([2.05, 2.0, 2.0, 2.0, 2.05])


@given(scale=st.floats(-10, 10))
def test_scaling_the_data_scales_the_loss_by_the_size(scale: float) -> None:
    assert_close(l1_loss(scale * Y_HAT, scale * Y), abs(scale) * l1_loss(Y_HAT, Y))


def test_gradient_has_one_size_however_small_the_residual() -> None:
    input = tensor(-6, -1e-9, 1e-9, 6).requires_grad_()
    l1_loss(input, torch.zeros_like(input), reduction="sum").backward()
    assert input.grad.tolist() == [-1.0, -1.0, 1.0, 1.0]


def test_gradient_at_the_kink_is_zero_as_in_torch() -> None:
    ours, theirs = tensor(0.0).requires_grad_(), tensor(0.0).requires_grad_()
    l1_loss(ours, tensor(0.0)).backward()
    F.l1_loss(theirs, tensor(0.0)).backward()
    assert ours.grad.tolist() == theirs.grad.tolist() == [0.0]


def test_gradient_numerically_away_from_the_kink() -> None:
    assert gradcheck(lambda a: l1_loss(a, Y), Y_HAT.clone().requires_grad_())
