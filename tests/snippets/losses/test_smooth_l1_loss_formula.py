"""The formulas of the smooth L1 page give the numbers that the code gives."""

import pytest
import torch

from snippets.losses import smooth_l1_loss_formula as formula
from snippets.losses.huber_loss import huber_loss
from snippets.losses.smooth_l1_loss import smooth_l1_loss

FORMULAS = formula.FORMULAS


@pytest.mark.parametrize("beta", [0.5, 1.0, 2.5])
def test_formulas(beta: float) -> None:
    generator = torch.Generator().manual_seed(0)
    y_hat, y = 3 * torch.randn(2, 4, generator=generator, dtype=torch.float64)
    expected = smooth_l1_loss(y_hat, y, reduction="none", beta=beta).tolist()
    huber = huber_loss(y_hat, y, reduction="none", delta=beta).tolist()
    of_sample = FORMULAS["per_sample"].rhs.subs(formula.beta, beta)
    of_huber = FORMULAS["of_huber"].rhs
    for number, residual in enumerate((y - y_hat).tolist()):
        assert float(of_sample.subs(formula.r, residual)) == pytest.approx(expected[number])
        with_huber = of_huber.subs(formula.huber(formula.r), huber[number])
        assert float(with_huber.subs(formula.beta, beta)) == pytest.approx(expected[number])
    values = {formula.y[k + 1]: y[k].item() for k in range(4)}
    values |= {formula.y_hat[k + 1]: y_hat[k].item() for k in range(4)}
    mean = FORMULAS["mean"].rhs.subs(formula.N, 4).doit()
    mean = mean.replace(formula.loss, lambda at: of_sample.subs(formula.r, at)).subs(values)
    assert float(mean) == pytest.approx(sum(expected) / 4)
