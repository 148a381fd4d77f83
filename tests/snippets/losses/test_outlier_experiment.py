"""snippets.losses.outlier_experiment: the best constants and lines, by hand and by descent.

All three losses are convex, so a point with slope 0 (or, under MAE, with slopes of both signs
around it) is a best one. There is no function here whose errors or gradient need a test.
"""

import math
from collections.abc import Callable
from functools import partial
from itertools import combinations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.testing import assert_close

from snippets.losses.huber_loss import huber_loss
from snippets.losses.l1_loss import l1_loss
from snippets.losses.mse_loss import mse_loss
from snippets.losses.outlier_experiment import (
    CONSTANT_BY_DELTA,
    CONSTANTS,
    LINE_X,
    LINE_Y,
    LINES,
    READINGS,
    fit_constant,
    fit_line,
    minimise,
)

Loss = Callable[[Tensor, Tensor], Tensor]
LOSSES: dict[str, Loss] = {"MSE": mse_loss, "MAE": l1_loss}
CONSTANT_LOSSES = LOSSES | {"Huber": partial(huber_loss, delta=4.0)}
LINE_LOSSES = LOSSES | {"Huber": partial(huber_loss, delta=1.5)}


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def slope_at(loss: Loss, m: float, y: Tensor) -> float:
    point = torch.tensor(m, dtype=torch.float64, requires_grad=True)
    (slope,) = torch.autograd.grad(loss(point.expand_as(y), y), point)
    return slope.item()


# By hand


def test_the_best_constants_by_hand() -> None:
    readings = tensor(*READINGS)
    assert CONSTANTS["MSE"] == readings.mean().item() == 20.0  # 100 / 5
    assert CONSTANTS["MAE"] == readings.median().item() == 3.0
    # Residuals from 3.5: -2.5, -1.5, -0.5, 0.5, 86.5, the last clipped to 4: sum 0
    assert (readings - CONSTANTS["Huber"]).clamp(-4, 4).sum().item() == 0.0


def test_without_the_mistyped_reading_all_three_agree() -> None:
    readings = tensor(1, 2, 3, 4, 5)
    for loss in CONSTANT_LOSSES.values():
        assert slope_at(loss, 3.0, readings) == 0.0


def test_a_worse_outlier_moves_the_mean_only() -> None:
    readings = tensor(1, 2, 3, 4, 900)
    best = {"MSE": 182.0, "MAE": 3.0, "Huber": 3.5}  # 910 / 5, and as before
    for name, loss in CONSTANT_LOSSES.items():
        assert slope_at(loss, best[name], readings) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(("delta", "constant"), CONSTANT_BY_DELTA[1:])
def test_hubers_constant_goes_from_the_median_to_the_mean(
    delta: float, constant: float
) -> None:
    loss = partial(huber_loss, delta=delta)
    readings = tensor(*READINGS)
    assert slope_at(loss, constant, readings) == pytest.approx(0, abs=1e-12)
    assert (
        slope_at(loss, constant - 0.01, readings)
        < 0
        < slope_at(loss, constant + 0.01, readings)
    )


@given(delta=st.floats(2, 70))
def test_between_its_ends_hubers_constant_is_linear_in_delta(delta: float) -> None:
    # four readings unclipped and one clipped: 1 + 2 + 3 + 4 - 4 m + delta = 0
    slope = slope_at(partial(huber_loss, delta=delta), (10 + delta) / 4, tensor(*READINGS))
    assert slope == pytest.approx(0, abs=1e-12)


@given(delta=st.floats(0.01, 2))
def test_up_to_delta_two_hubers_constant_is_the_median(delta: float) -> None:
    assert slope_at(partial(huber_loss, delta=delta), 3.0, tensor(*READINGS)) == pytest.approx(
        0, abs=1e-12
    )


def test_the_best_lines_by_hand() -> None:
    x, y = tensor(*LINE_X), tensor(*LINE_Y)
    # The outlier is 14 above y = x at x = 3: MSE shifts by 14 / 7 and tilts by 3 * 14 / 28.
    assert LINES["MSE"] == (0 + 14 / 7, 1 + 3 * 14 / 28)
    # Huber: the outlier pulls with 1.5, the other six with -(a + b x) each, b the extra slope:
    # 6 a - 3 b = 1.5 and -3 a + 19 b = 3 * 1.5 give a = 0.4, b = 0.3.
    intercept, slope = LINES["Huber"]
    pulls = (y - intercept - slope * x).clamp(-1.5, 1.5)
    assert_close(pulls, tensor(0.5, 0.2, -0.1, -0.4, -0.7, -1.0, 1.5))
    assert pulls.sum().item() == pytest.approx(0, abs=1e-12)
    assert (x * pulls).sum().item() == pytest.approx(0, abs=1e-12)


# Reference


@pytest.mark.parametrize("name", ["MSE", "Huber"])
def test_the_gradient_vanishes_at_the_best_line(name: str) -> None:
    x, y = tensor(*LINE_X), tensor(*LINE_Y)
    line = tensor(*LINES[name]).requires_grad_()
    (gradient,) = torch.autograd.grad(LINE_LOSSES[name](line[0] + line[1] * x, y), line)
    assert_close(gradient, tensor(0, 0))


def test_the_best_line_under_mae_beats_every_line_through_two_points() -> None:
    # A best line under MAE passes through two of the points, so trying all pairs is exact.
    x, y = tensor(*LINE_X), tensor(*LINE_Y)
    costs = {}
    for i, j in combinations(range(len(x)), 2):
        slope = (y[j] - y[i]) / (x[j] - x[i])
        line = (round((y[i] - slope * x[i]).item(), 9), round(slope.item(), 9))
        costs[line] = l1_loss(line[0] + line[1] * x, y).item()
    assert min(costs, key=costs.get) == LINES["MAE"]
    assert sorted(costs.values())[0] == 2.0  # 14 / 7
    assert sorted(costs.values())[1] > 2.0


@pytest.mark.parametrize("name", CONSTANTS)
def test_descent_finds_the_best_constant(name: str) -> None:
    found = fit_constant(CONSTANT_LOSSES[name], tensor(*READINGS))
    # tolerance: half a unit of the second decimal, which is what the page prints
    assert_close(found, tensor(CONSTANTS[name])[0], atol=5e-3, rtol=0)


@pytest.mark.parametrize("name", LINES)
def test_descent_finds_the_best_line(name: str) -> None:
    found = fit_line(LINE_LOSSES[name], tensor(*LINE_X), tensor(*LINE_Y))
    # tolerance: half a unit of the second decimal, which is what the figure resolves
    assert_close(found, tensor(*LINES[name]), atol=5e-3, rtol=0)


def test_descent_keeps_dtype_and_leaves_its_start_alone() -> None:
    start = torch.tensor([1.0, 2.0])
    end = minimise(lambda p: (p - 5).square().sum(), start)
    assert start.tolist() == [1.0, 2.0]
    assert end.dtype == torch.float32
    assert not end.requires_grad
    assert_close(end, torch.tensor([5.0, 5.0]))


def test_under_a_constant_step_the_absolute_error_hops_for_ever() -> None:
    m = 0.05
    path = []
    for _ in range(6):
        m -= 0.1 * slope_at(l1_loss, m, tensor(0.0))
        path.append(round(m, 9))
    assert path == [-0.05, 0.05, -0.05, 0.05, -0.05, 0.05]


# Steps


def test_looks_at_the_objective_once_a_step_and_takes_2000() -> None:
    points = []

    def objective(point: Tensor) -> Tensor:
        points.append(point.item())
        return point.square().sum()

    minimise(objective, tensor(1).squeeze(), step=0.25, steps=2)
    assert points == [1.0, 0.5]  # 1 - 0.25 * 2 * 1
    points.clear()
    minimise(objective, tensor(1).squeeze())
    assert len(points) == 2000


# Limits


@pytest.mark.parametrize("name", ["MSE", "MAE", "Huber"])
def test_a_point_far_out_in_x_takes_every_line_with_it(name: str) -> None:
    # Six points on y = x and (30, 0): the loss bounds the residual's pull, not x times it.
    x, y = tensor(-3, -2, -1, 0, 1, 2, 30), tensor(-3, -2, -1, 0, 1, 2, 0)
    loss = LINE_LOSSES[name]
    tenth = minimise(lambda p: loss(p[0] + p[1] * x / 10, y), tensor(0, 0), steps=3000)
    expected = {"MSE": 0.0375, "MAE": 0.0323, "Huber": 0.0334}[name]  # the true slope is 1
    assert tenth[1].item() / 10 == pytest.approx(expected, abs=1e-4)


def test_at_delta_1345_sigma_the_normal_efficiency_is_95_percent() -> None:
    # Huber's constant against the mean, normal noise, sigma = 1: E[psi']^2 / E[psi^2]
    k = 1.345
    z = torch.linspace(-12, 12, 200_001, dtype=torch.float64).requires_grad_()
    (psi,) = torch.autograd.grad(huber_loss(torch.zeros_like(z), z, "sum", k), z)
    density = torch.exp(-(z.detach() ** 2) / 2) / math.sqrt(2 * math.pi)
    second_moment = torch.trapezoid(psi**2 * density, z.detach()).item()
    inside = math.erf(k / math.sqrt(2))  # psi' is 1 there and 0 elsewhere
    assert inside**2 / second_moment == pytest.approx(0.95, abs=1e-4)
