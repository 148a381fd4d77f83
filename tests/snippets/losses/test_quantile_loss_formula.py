"""The formulas of the quantile loss page give the numbers that the code gives."""

import pytest
import torch

from snippets.losses import quantile_loss_formula as formula
from snippets.losses.quantile_loss import quantile_loss

FORMULAS = formula.FORMULAS


@pytest.mark.parametrize("seed", range(10))
def test_formulas(seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    y_hat, y = 3 * torch.randn(2, 4, generator=generator, dtype=torch.float64)
    quantile = torch.rand((), generator=generator).item()
    expected = quantile_loss(y_hat, y, quantile, reduction="none").tolist()
    of_sample = FORMULAS["per_sample"].rhs.subs(formula.q, quantile)
    for number, residual in enumerate((y - y_hat).tolist()):
        assert float(of_sample.subs(formula.r, residual)) == pytest.approx(expected[number])
    mean = FORMULAS["mean"].rhs.subs(formula.N, 4).doit()
    values = {formula.y[k + 1]: y[k].item() for k in range(4)}
    values |= {formula.y_hat[k + 1]: y_hat[k].item() for k in range(4)}
    mean = mean.replace(formula.loss, lambda at: of_sample.subs(formula.r, at)).subs(values)
    assert float(mean) == pytest.approx(quantile_loss(y_hat, y, quantile).item())
