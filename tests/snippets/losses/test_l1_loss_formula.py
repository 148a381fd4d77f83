"""The formulas of the mean absolute error page give the numbers that the code gives."""

import pytest
import torch

from snippets.losses import l1_loss_formula as formula
from snippets.losses.l1_loss import l1_loss

FORMULAS = formula.FORMULAS
Y = torch.tensor([3, 1, 6], dtype=torch.float64)
Y_HAT = torch.tensor([2.5, 3, -3], dtype=torch.float64)
VALUES = {formula.y[k + 1]: Y[k].item() for k in range(3)}
VALUES |= {formula.y_hat[k + 1]: Y_HAT[k].item() for k in range(3)}


def test_mean() -> None:
    mean = FORMULAS["mean"].rhs.subs(formula.N, 3).doit().subs(VALUES)
    assert float(mean) == pytest.approx(l1_loss(Y_HAT, Y).item())


def test_slope() -> None:
    input = torch.tensor([2.5, 3, 6], dtype=torch.float64, requires_grad=True)
    l1_loss(input, Y).backward()
    of_one = FORMULAS["slope"].rhs.subs(formula.N, 3)
    given = VALUES | {formula.y_hat[3]: 6.0}  # the residual 0 among them
    slopes = [float(of_one.subs(formula.i, k).subs(given).doit()) for k in (1, 2, 3)]
    assert slopes == pytest.approx(input.grad.tolist())


@pytest.mark.parametrize("m", [-1.5, 2, 3, 4])
def test_slope_of_a_constant(m: float) -> None:
    constant = torch.tensor(m, dtype=torch.float64, requires_grad=True)
    l1_loss(constant.expand(3), Y).backward()
    reading = FORMULAS["constant"].rhs.subs(formula.N, 3).doit().subs(VALUES)
    assert float(reading.subs(formula.m, m).doit()) == pytest.approx(constant.grad.item())


@pytest.mark.parametrize("scale", [0.5, 1, 3])
def test_likelihood(scale: float) -> None:
    given = {formula.J: l1_loss(Y_HAT, Y).item(), formula.b: scale}
    expected = -torch.distributions.Laplace(Y_HAT, scale).log_prob(Y).mean()
    assert float(FORMULAS["likelihood"].rhs.subs(given)) == pytest.approx(expected.item())
