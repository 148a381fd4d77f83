"""The formulas of the page on choosing a loss hold at the best constant."""

import pytest
import sympy
import torch

from snippets.losses import choosing_a_loss_formula as formula
from snippets.losses.choosing_a_loss import best_constant
from snippets.losses.huber_loss import huber_loss
from snippets.losses.log_cosh_loss import log_cosh_loss
from snippets.losses.mse_loss import mse_loss

READINGS = torch.tensor([0, 1, 1, 3, 95], dtype=torch.float64)
r = sympy.Symbol("r", real=True)
LOSSES = {
    "MSE": (mse_loss, r**2),
    "log-cosh": (log_cosh_loss, sympy.log(sympy.cosh(r))),
    "Huber": (
        huber_loss,
        sympy.Piecewise((r**2 / 2, sympy.Abs(r) <= 1), (sympy.Abs(r) - 0.5, True)),
    ),
}


@pytest.mark.parametrize("name", LOSSES)
def test_formulas(name: str) -> None:
    loss, of_residual = LOSSES[name]
    constant = best_constant(loss, READINGS)

    def value(side: sympy.Expr) -> float:
        summed = side.subs({formula.m: constant, formula.N: len(READINGS)}).doit()
        known = summed.subs({formula.y[i]: y for i, y in enumerate(READINGS.tolist(), 1)})
        known = known.replace(formula.loss, lambda at: of_residual.subs(r, at))
        return float(known.replace(formula.slope, lambda at: of_residual.diff(r).subs(r, at)))

    expected = loss(torch.full_like(READINGS, constant), READINGS).item()
    assert value(formula.FORMULAS["cost"].rhs) == pytest.approx(expected)
    assert value(formula.FORMULAS["balance"].lhs) == pytest.approx(0, abs=1e-9)
