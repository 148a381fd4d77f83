"""snippets.losses.choosing_a_loss: best constants by hand, and what the page says of losses."""

import math
from functools import partial

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from snippets.losses.choosing_a_loss import best_constant
from snippets.losses.huber_loss import huber_loss
from snippets.losses.l1_loss import l1_loss
from snippets.losses.log_cosh_loss import log_cosh_loss
from snippets.losses.mse_loss import mse_loss
from snippets.losses.pseudo_huber_loss import pseudo_huber_loss
from snippets.losses.quantile_loss import quantile_loss
from tests.snippets.rejections import rejects

LOSSES = {
    "MSE": mse_loss,
    "MAE": l1_loss,
    "Huber": partial(huber_loss, delta=2),
    "pseudo-Huber": partial(pseudo_huber_loss, delta=2),
    "log-cosh": log_cosh_loss,
    "quantile": partial(quantile_loss, quantile=0.75),
}


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


# By hand: the Huber loss balances -m + 2 (1 - m) + (3 - m) + 2 = 7 - 4 m


@pytest.mark.parametrize(
    ("name", "expected"), [("MSE", 20), ("MAE", 1), ("Huber", 7 / 4), ("quantile", 3)]
)
def test_five_readings_by_hand(device: str, name: str, expected: float) -> None:
    readings = tensor(0, 1, 1, 3, 95).to(device)
    assert best_constant(LOSSES[name], readings) == pytest.approx(expected, abs=1e-12)


# Reference: try all


@pytest.mark.parametrize("name", LOSSES)
def test_no_other_constant_is_better(name: str) -> None:
    generator = torch.Generator().manual_seed(0)
    readings = 4 * torch.randn(7, generator=generator, dtype=torch.float64)
    found = best_constant(LOSSES[name], readings)
    tried = torch.linspace(-10, 10, 2001, dtype=torch.float64)
    of_tried = [LOSSES[name](c.expand(7), readings).item() for c in tried]
    of_found = LOSSES[name](torch.full_like(readings, found), readings).item()
    assert of_found <= min(of_tried)
    assert of_found == pytest.approx(min(of_tried), abs=1e-3)


# Limits and identities


def test_one_reading_is_its_own_best_constant() -> None:
    assert all(best_constant(loss, tensor(-3)) == -3 for loss in LOSSES.values())


def test_of_several_best_constants_the_largest_is_given() -> None:
    assert best_constant(l1_loss, tensor(1, 5)) == 5


def test_leaves_the_readings_and_their_gradients_alone() -> None:
    readings = tensor(1, 5).requires_grad_()
    assert best_constant(mse_loss, readings) == pytest.approx(3)
    assert readings.tolist() == [1, 5]
    assert readings.grad is None


def test_a_compromise_need_not_lie_between_mean_and_median() -> None:
    readings = tensor(-3, -3, 0, 1, 5)  # mean 0, median 0; at 0 the Huber loss pulls down by
    # -2 - 2 + 0 + 1 + 2 = -1, and at -1/2 the pulls are -2 - 2 + 1/2 + 3/2 + 2 = 0
    assert readings.mean() == readings.median() == 0
    assert best_constant(LOSSES["Huber"], readings) == pytest.approx(-1 / 2)
    assert best_constant(LOSSES["pseudo-Huber"], readings) < -0.1
    assert best_constant(LOSSES["log-cosh"], readings) < -0.1


def test_in_another_unit_the_same_delta_makes_huber_all_but_the_median() -> None:
    huber = LOSSES["Huber"]
    in_thousandths = best_constant(huber, 1000 * tensor(0, 1, 1, 3, 95)) / 1000
    assert in_thousandths == pytest.approx(1.001)
    scaled = partial(huber_loss, delta=2000)
    assert best_constant(scaled, 1000 * tensor(0, 1, 1, 3, 95)) == pytest.approx(1750)


def test_sigmoid_and_squares_learn_nothing_from_a_sure_mistake() -> None:
    logit = tensor(-10).requires_grad_()
    (slope,) = torch.autograd.grad(mse_loss(logit.sigmoid(), tensor(1)), logit)
    p = 1 / (1 + math.exp(10))
    assert slope.item() == pytest.approx(2 * (p - 1) * p * (1 - p))


# Property: moving all readings moves the best constant as far


@given(shift=st.floats(-100, 100), name=st.sampled_from(sorted(LOSSES)))
def test_follows_a_shift(shift: float, name: str) -> None:
    readings = tensor(0, 1, 1, 3, 95)
    there = best_constant(LOSSES[name], readings + shift)
    assert there == pytest.approx(best_constant(LOSSES[name], readings) + shift, abs=1e-6)


# Gradient: the slopes balance at the best constant


@pytest.mark.parametrize("name", ["MSE", "Huber", "pseudo-Huber", "log-cosh"])
def test_the_slopes_balance(name: str) -> None:
    readings = tensor(0, 1, 1, 3, 95)
    at = torch.tensor(best_constant(LOSSES[name], readings), requires_grad=True).double()
    (slope,) = torch.autograd.grad(LOSSES[name](at.expand(5), readings), at)
    assert slope.item() == pytest.approx(0, abs=1e-6)


# Errors


@pytest.mark.parametrize(
    ("readings", "got"),
    [
        (torch.zeros(2, 2), "torch.float32 of shape (2, 2)"),
        (torch.zeros(0), "torch.float32 of shape (0,)"),
        (torch.zeros(2, dtype=torch.int64), "torch.int64 of shape (2,)"),
    ],
)
def test_rejects(readings: Tensor, got: str) -> None:
    with rejects(f"readings must be (N,), floating point and N >= 1, got {got}"):
        best_constant(mse_loss, readings)


def test_rejects_what_is_not_finite() -> None:
    with rejects("readings must be finite, got [0.0, inf]"):
        best_constant(mse_loss, tensor(0, math.inf))
