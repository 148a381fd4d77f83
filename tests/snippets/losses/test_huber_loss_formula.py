"""The formulas on the Huber loss page, evaluated on random numbers, against code and torch."""

import random

import pytest
import sympy
import torch
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.losses import huber_loss_formula as f
from snippets.losses.huber_loss import huber_loss
from snippets.losses.huber_loss_formula import FORMULAS
from snippets.losses.l1_loss import l1_loss
from snippets.losses.mse_loss import mse_loss
from snippets.losses.outlier_experiment import CONSTANT_BY_DELTA, READINGS

DELTAS = [0.4, 1.0, 2.5]


def draw(count: int, seed: int) -> list[float]:
    generator = random.Random(seed)
    return [round(generator.uniform(-6, 6), 3) for _ in range(count)]


def tensor(values: list[float]) -> torch.Tensor:
    return torch.tensor(values, dtype=torch.float64)


def number(expression: sympy.Expr) -> torch.Tensor:
    return tensor(float(expression))


def of_residual(expression: sympy.Expr, r: float, delta: float) -> torch.Tensor:
    return number(expression.subs({f.r: r, f.delta: delta}))


def of_samples(
    expression: sympy.Expr, y: list[float], y_hat: list[float], **others: float
) -> torch.Tensor:
    """Write the sum over i out and put numbers for y_1, ..., y_N and the rest."""
    written_out = expression.subs(f.N, len(y)).doit()
    values = {getattr(f, name): value for name, value in others.items()}
    for index, (value, prediction) in enumerate(zip(y, y_hat, strict=True), start=1):
        values |= {f.y[index]: value, f.y_hat[index]: prediction}
    return number(written_out.subs(values))


def cases(seed: int) -> list[tuple[float, float]]:
    """Return (residual, delta) inside, at and beyond delta, on both sides."""
    return [(r, d) for d in DELTAS for r in [*draw(6, seed), 0.3 * d, -d, d, -3 * d]]


def code(r: float, delta: float) -> torch.Tensor:
    return huber_loss(tensor(0.0), tensor(r), delta=delta)


def test_per_sample() -> None:
    for r, delta in cases(1):
        assert_close(of_residual(FORMULAS["per_sample"].rhs, r, delta), code(r, delta))


@pytest.mark.parametrize("delta", DELTAS)
def test_mean(delta: float) -> None:
    y = draw(7, 2)
    shares = (0.3, -0.8, 0.05, 1.2, -1.7, 4.0, -9.0)  # of delta: three inside, four outside
    y_hat = [value - share * delta for value, share in zip(y, shares, strict=True)]
    value = of_samples(FORMULAS["mean"].rhs, y, y_hat, delta=delta)
    assert_close(value, huber_loss(tensor(y_hat), tensor(y), delta=delta))
    assert_close(value, F.huber_loss(tensor(y_hat), tensor(y), delta=delta))


def test_mean_takes_both_terms_into_the_sum() -> None:
    factor, total = FORMULAS["mean"].rhs.args
    assert factor == 1 / f.N
    assert isinstance(total, sympy.Sum)
    assert len(total.function.args) == 2
    assert f.i not in FORMULAS["mean"].rhs.free_symbols  # no index is left without its sum


def test_slope() -> None:
    for r, delta in cases(4):
        residual = tensor(r).requires_grad_()
        (slope,) = torch.autograd.grad(huber_loss(tensor(0.0), residual, delta=delta), residual)
        assert_close(of_residual(FORMULAS["slope"].rhs, r, delta), slope)
        assert FORMULAS["slope"].lhs == sympy.Derivative(FORMULAS["per_sample"].lhs, f.r)


def test_compact() -> None:
    for r, delta in cases(5):
        clipped = FORMULAS["slope"].rhs
        expression = FORMULAS["compact"].rhs.subs(f.c, clipped)
        assert_close(of_residual(expression, r, delta), code(r, delta))


def test_mse() -> None:
    y, y_hat = draw(7, 6), draw(7, 7)
    value = of_samples(FORMULAS["mse"].rhs, y, y_hat)
    assert_close(value, mse_loss(tensor(y_hat), tensor(y)))
    assert_close(value, F.mse_loss(tensor(y_hat), tensor(y)))


def test_mae() -> None:
    y, y_hat = draw(7, 8), draw(7, 9)
    value = of_samples(FORMULAS["mae"].rhs, y, y_hat)
    assert_close(value, l1_loss(tensor(y_hat), tensor(y)))
    assert_close(value, F.l1_loss(tensor(y_hat), tensor(y)))


def test_smooth_l1_and_its_relation() -> None:
    smooth, relation = FORMULAS["smooth_l1"], FORMULAS["smooth_l1_relation"]
    assert relation.lhs == FORMULAS["per_sample"].lhs
    for r, delta in cases(10):
        expected = F.smooth_l1_loss(tensor(0.0), tensor(r), beta=delta)
        assert_close(of_residual(smooth.rhs, r, delta), expected)
        related = relation.rhs.subs(smooth.lhs, smooth.rhs)
        assert_close(of_residual(related, r, delta), code(r, delta))


def test_pseudo_huber_has_the_same_start_and_the_same_slope_far_away() -> None:
    pseudo = FORMULAS["pseudo_huber"].rhs
    inside = FORMULAS["per_sample"].rhs.args[0].expr
    assert sympy.series(pseudo, f.r, 0, 4).removeO() == inside  # r^2 / 2, no cubic term
    assert sympy.limit(pseudo.diff(f.r), f.r, sympy.oo) == f.delta
    for r, delta in cases(11):
        gap = code(r, delta) - of_residual(pseudo, r, delta)
        assert 0 <= gap < delta**2 / 2


@pytest.mark.parametrize(("delta", "constant"), CONSTANT_BY_DELTA[1:])
def test_balance_holds_at_the_best_constant_only(delta: float, constant: float) -> None:
    readings = list(READINGS)
    pulls = FORMULAS["balance"].lhs
    assert FORMULAS["balance"].rhs == 0

    def pull(m: float) -> float:
        return of_samples(pulls, readings, [0.0] * 5, m=m, delta=delta).item()

    assert pull(constant) == pytest.approx(0, abs=1e-12)
    assert pull(constant - 0.1) > 0 > pull(constant + 0.1)
