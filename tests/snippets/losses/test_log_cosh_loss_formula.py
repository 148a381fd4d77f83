"""The formulas of the log-cosh page give the numbers that the code gives."""

import pytest
import torch

from snippets.losses import log_cosh_loss_formula as formula
from snippets.losses.log_cosh_loss import log_cosh_loss

FORMULAS = formula.FORMULAS
GENERATOR = torch.Generator().manual_seed(0)
PAIRS = 3 * torch.randn(5, 2, 4, generator=GENERATOR, dtype=torch.float64)


@pytest.mark.parametrize("pair", PAIRS, ids=range(5))
def test_formulas(pair: torch.Tensor) -> None:
    y_hat, y = pair
    target = y.clone().requires_grad_()
    losses = log_cosh_loss(y_hat, target, reduction="none")
    (slopes,) = torch.autograd.grad(losses.sum(), target)
    for number, residual in enumerate((y - y_hat).tolist()):
        for name, expected in (("per_sample", losses), ("stable", losses), ("slope", slopes)):
            value = FORMULAS[name].rhs.subs(formula.r, residual)
            assert float(value) == pytest.approx(expected[number].item()), name
    values = {formula.y[k + 1]: y[k].item() for k in range(4)}
    values |= {formula.y_hat[k + 1]: y_hat[k].item() for k in range(4)}
    mean = FORMULAS["mean"].rhs.subs(formula.N, 4).doit()
    of_sample = FORMULAS["per_sample"].rhs
    mean = mean.replace(formula.loss, lambda at: of_sample.subs(formula.r, at)).subs(values)
    assert float(mean) == pytest.approx(losses.mean().item())
