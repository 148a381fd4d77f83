"""The formulas of the mean squared error page give the numbers that the code gives."""

import pytest
import torch
from torch.nn import functional as F

from snippets.losses import mse_loss_formula as formula
from snippets.losses.mse_loss import mse_loss

FORMULAS = formula.FORMULAS
Y = torch.tensor([3, 1, 6], dtype=torch.float64)
Y_HAT = torch.tensor([2.5, 3, -3], dtype=torch.float64)
VALUES = {formula.y[k + 1]: Y[k].item() for k in range(3)}
VALUES |= {formula.y_hat[k + 1]: Y_HAT[k].item() for k in range(3)}


def test_mean_and_its_root() -> None:
    mean = float(FORMULAS["mean"].rhs.subs(formula.N, 3).doit().subs(VALUES))
    assert mean == pytest.approx(mse_loss(Y_HAT, Y).item())
    root = float(FORMULAS["root"].rhs.subs(formula.J, mean))
    assert root == pytest.approx((Y_HAT - Y).norm().item() / 3**0.5)


def test_slope() -> None:
    input = Y_HAT.clone().requires_grad_()
    mse_loss(input, Y).backward()
    of_one = FORMULAS["slope"].rhs.subs(formula.N, 3)
    slopes = [float(of_one.subs(formula.i, k).subs(VALUES)) for k in (1, 2, 3)]
    assert slopes == pytest.approx(input.grad.tolist())


@pytest.mark.parametrize("m", [-1.5, 0, 4])
def test_a_constant_loses_the_variance_and_its_squared_distance_to_the_mean(m: float) -> None:
    given = {formula.m: m, formula.mean_target: Y.mean().item()} | VALUES
    for side in FORMULAS["constant"].args:
        value = float(side.subs(formula.N, 3).doit().subs(given))
        assert value == pytest.approx(mse_loss(torch.full_like(Y, m), Y).item())


@pytest.mark.parametrize("sigma", [0.5, 1, 3])
def test_likelihood(sigma: float) -> None:
    given = {formula.J: mse_loss(Y_HAT, Y).item(), formula.sigma: sigma}
    expected = F.gaussian_nll_loss(Y_HAT, Y, torch.full_like(Y, sigma**2), full=True)
    assert float(FORMULAS["likelihood"].rhs.subs(given)) == pytest.approx(expected.item())
