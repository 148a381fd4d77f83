"""The formulas of the pseudo-Huber page give the numbers that the code gives."""

import pytest
import torch

from snippets.losses import pseudo_huber_loss_formula as formula
from snippets.losses.pseudo_huber_loss import pseudo_huber_loss

FORMULAS = formula.FORMULAS


@pytest.mark.parametrize("delta", [0.5, 1.0, 2.5])
def test_formulas(delta: float) -> None:
    generator = torch.Generator().manual_seed(0)
    y_hat, y = 3 * torch.randn(2, 4, generator=generator, dtype=torch.float64)
    target = y.clone().requires_grad_()
    losses = pseudo_huber_loss(y_hat, target, reduction="none", delta=delta)
    (slopes,) = torch.autograd.grad(losses.sum(), target)
    for name, expected in (("per_sample", losses), ("slope", slopes)):
        reading = FORMULAS[name].rhs.subs(formula.delta, delta)
        for number, residual in enumerate((y - y_hat).tolist()):
            value = float(reading.subs(formula.r, residual))
            assert value == pytest.approx(expected[number].item()), name
    of_sample = FORMULAS["per_sample"].rhs.subs(formula.delta, delta)
    values = {formula.y[k + 1]: y[k].item() for k in range(4)}
    values |= {formula.y_hat[k + 1]: y_hat[k].item() for k in range(4)}
    mean = FORMULAS["mean"].rhs.subs(formula.N, 4).doit()
    mean = mean.replace(formula.loss, lambda at: of_sample.subs(formula.r, at)).subs(values)
    assert float(mean) == pytest.approx(losses.mean().item())
