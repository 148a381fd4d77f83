"""What the weekly note of 2021-02-23 says about the Huber loss, claim by claim.

The numbers here are those under 勘误 on the term page.
"""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from snippets.losses.huber_loss import huber_loss
from snippets.losses.l1_loss import l1_loss
from snippets.losses.mse_loss import mse_loss


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


Y = tensor(3, 1, 6, 0)
Y_HAT = tensor(2, 3, 3, 6)  # residuals y - y_hat: 1, -2, 3, -6
DELTA = 2.0


def huber(r: Tensor, delta: float) -> Tensor:
    return huber_loss(torch.zeros_like(r), r, "none", delta)


def distance_after(
    loss: Callable[[Tensor, Tensor], Tensor], steps: int, start: float = 10.0, step: float = 0.1
) -> float:
    """Return how far from the minimum at 0 plain gradient descent from `start` still is."""
    point = tensor(start)
    for _ in range(steps):
        point = point.detach().requires_grad_()
        (gradient,) = torch.autograd.grad(loss(point, torch.zeros_like(point)), point)
        point = point - step * gradient
    return point.abs().item()


def test_formula_without_brackets_leaves_the_second_term_out_of_the_sum() -> None:
    size = (Y - Y_HAT).abs()
    quadratic = torch.where(size <= DELTA, size**2 / 2, 0)  # 0.5, 2, 0, 0
    linear = torch.where(size > DELTA, DELTA * size - DELTA**2 / 2, 0)  # 0, 0, 4, 10
    with_brackets = (quadratic + linear).mean()
    assert with_brackets.item() == huber_loss(Y_HAT, Y, delta=DELTA).item() == 4.125
    # As typeset, (1/N sum_i a_i) + b_i: i is free in b_i, so there is a value for each sample.
    as_typeset = quadratic.mean() + linear
    assert as_typeset.tolist() == [0.625, 0.625, 4.625, 10.625]
    assert (as_typeset != with_brackets).all()


def test_inside_delta_it_is_half_the_mse_not_the_mse() -> None:
    inside = tensor(-2, -1, 0, 1.5, 2)
    zero = torch.zeros_like(inside)
    assert torch.equal(huber(inside, DELTA), mse_loss(zero, inside, reduction="none") / 2)
    assert huber(tensor(1.0), DELTA).item() == 0.5
    assert mse_loss(tensor(0.0), tensor(1.0)).item() == 1.0


def test_outside_delta_it_is_the_mae_stretched_and_shifted() -> None:
    outside = tensor(-6, -3, 3, 6)
    mae = l1_loss(torch.zeros_like(outside), outside, reduction="none")
    assert torch.equal(huber(outside, DELTA), DELTA * mae - DELTA**2 / 2)
    assert huber(outside, DELTA).tolist() == [10, 4, 4, 10]
    assert mae.tolist() == [6, 3, 3, 6]
    assert torch.equal(huber(outside, 1.0), mae - 0.5)  # delta = 1, as in the note's figure


def test_equal_values_at_delta_alone_do_not_make_it_differentiable() -> None:
    # r^2/2 inside and |r| outside: both are 2 at r = 2, as Huber's pieces are
    around = tensor(DELTA - 1e-9, DELTA + 1e-9).requires_grad_()
    other = torch.where(around.abs() <= DELTA, around**2 / 2, around.abs())
    assert other.tolist() == pytest.approx([2.0, 2.0], abs=1e-8)
    (slopes,) = torch.autograd.grad(other.sum(), around)
    assert slopes.tolist() == pytest.approx([2, 1])
    (slopes,) = torch.autograd.grad(huber(around, DELTA).sum(), around)
    assert slopes.tolist() == pytest.approx([2, 2])


def test_once_but_not_twice_continuously_differentiable() -> None:
    around = tensor(DELTA - 1e-9, DELTA + 1e-9).requires_grad_()
    (slope,) = torch.autograd.grad(huber(around, DELTA).sum(), around, create_graph=True)
    (curvature,) = torch.autograd.grad(slope.sum(), around)
    assert slope.tolist() == pytest.approx([2, 2])
    assert curvature.tolist() == [1, 0]


def test_the_mse_and_mae_curves_themselves_do_not_meet_at_delta() -> None:
    at_delta, zero = tensor(-DELTA, DELTA), tensor(0, 0)
    assert mse_loss(zero, at_delta, reduction="none").tolist() == [4, 4]
    assert l1_loss(zero, at_delta, reduction="none").tolist() == [2, 2]
    assert huber(at_delta, DELTA).tolist() == [2, 2]


def test_mse_converges_geometrically_and_mae_by_equal_steps() -> None:
    # from 10 with step 0.1: MSE multiplies by 1 - 2 * 0.1, MAE subtracts 0.1
    assert distance_after(mse_loss, 50) == pytest.approx(10 * 0.8**50)  # 1.4e-4
    assert distance_after(l1_loss, 50) == pytest.approx(10 - 50 * 0.1)  # 5


def test_near_the_minimum_mae_is_steeper_than_mse_and_so_never_settles() -> None:
    assert distance_after(l1_loss, 1000, start=0.05) == pytest.approx(0.05)
    assert distance_after(mse_loss, 1000, start=0.05) < 1e-12


def test_far_away_huber_is_as_slow_as_mae_and_near_it_is_geometric() -> None:
    assert distance_after(huber_loss, 50) == pytest.approx(5)  # delta = 1: slope 1, as MAE
    assert distance_after(huber_loss, 50, start=1.0) == pytest.approx(0.9**50)  # 5e-3


def test_the_slope_is_bounded_by_delta_and_that_of_mse_is_not() -> None:
    r = tensor(0.1, 1, 10, 100).requires_grad_()
    zero = torch.zeros_like(r)
    slopes = torch.autograd.grad(huber(r, DELTA).sum(), r)[0]
    assert slopes.tolist() == pytest.approx([0.1, 1, 2, 2])
    slopes = torch.autograd.grad(mse_loss(zero, r, reduction="sum"), r)[0]
    assert slopes.tolist() == pytest.approx([0.2, 2, 20, 200])


def test_what_smooths_the_mae_is_huber_divided_by_delta() -> None:
    size = tensor(0.5, 3, 6)
    for delta, gap in ((1.0, 0.5), (0.1, 0.05), (0.01, 0.005)):  # delta / 2 beyond delta
        assert (size - huber(size, delta) / delta).max().item() == pytest.approx(gap)
    assert huber(size, 0.01).max().item() == pytest.approx(0.06, abs=1e-4)  # itself goes to 0
