"""What the mean absolute error page says of names, steps, the kink and skewed targets."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from snippets.losses.l1_loss import l1_loss
from snippets.losses.mse_loss import mse_loss


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


Y = tensor(3, 1, 6, 0)
Y_HAT = tensor(2, 3, 3, 6)  # residuals y - y_hat: 1, -2, 3, -6


def test_neither_deviation_that_is_called_mad_is_the_mean_absolute_error() -> None:
    assert l1_loss(Y_HAT, Y).item() == 3
    median = Y.quantile(0.5)
    assert median.item() == 2  # between 1 and 3
    assert (Y - median).abs().quantile(0.5).item() == 1.5  # of 1, 1, 4, 2
    assert (Y - Y.mean()).abs().mean().item() == 2  # of 0.5, 1.5, 3.5, 2.5
    assert Y.median().item() == 1  # torch takes the lower of the two in the middle


def test_the_norm_is_the_sum() -> None:
    assert torch.linalg.vector_norm(Y - Y_HAT, ord=1).item() == 12
    assert l1_loss(Y_HAT, Y, reduction="sum").item() == 12


@pytest.mark.parametrize("start", [0.05, -0.05])
def test_a_fixed_step_jumps_from_side_to_side(start: float) -> None:
    point, path = tensor(start), []
    for _ in range(4):
        point.requires_grad_()
        (slope,) = torch.autograd.grad(l1_loss(point, tensor(0)), point)
        point = (point - 0.1 * slope).detach()
        path.append(point.item())
    assert path == pytest.approx([-start, start, -start, start])


def test_the_root_of_the_square_has_no_gradient_at_0() -> None:
    r = tensor(0).requires_grad_()
    (slope,) = torch.autograd.grad(r.square().sqrt(), r)
    assert slope.isnan().all()


def test_the_best_constant_for_mostly_zero_targets_is_zero() -> None:
    targets = tensor(0, 0, 0, 0, 10)
    costs = {m: l1_loss(tensor(m).expand(5), targets).item() for m in (-1, 0, 1, 2, 10)}
    assert min(costs, key=costs.get) == 0
    assert costs[0] == 2  # the mean is 2 as well, and costs (4 * 2 + 8) / 5
    assert costs[2] == pytest.approx(3.2)


@given(r=st.lists(st.floats(-100, 100), min_size=1, max_size=6))
def test_lies_between_rmse_over_root_n_and_rmse(r: list[float]) -> None:
    zero, y = torch.zeros(len(r), dtype=torch.float64), tensor(*r)
    mae, rmse = l1_loss(zero, y).item(), mse_loss(zero, y).item() ** 0.5
    slack = 1e-9 + 1e-12 * rmse  # rounding
    assert rmse / len(r) ** 0.5 - slack <= mae <= rmse + slack
