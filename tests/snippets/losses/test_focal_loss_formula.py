"""The formulas of the focal loss page give the numbers that the code gives."""

import pytest
import torch

from snippets.losses import focal_loss_formula as formula
from snippets.losses.focal_loss import focal_loss

FORMULAS = formula.FORMULAS


@pytest.mark.parametrize("gamma", [0, 0.5, 2, 5])
@pytest.mark.parametrize("logit", [-1.5, 0.4, 2])
def test_formulas(gamma: float, logit: float) -> None:
    weight = 0.25
    z = torch.tensor([logit], dtype=torch.float64, requires_grad=True)
    loss = focal_loss(z, torch.ones_like(z), gamma=gamma, alpha=weight)
    (slope,) = torch.autograd.grad(loss, z)
    share = FORMULAS["probability"].rhs.subs(formula.z, logit)
    at = {formula.p: share, formula.gamma: gamma, formula.w: weight}
    assert float(FORMULAS["focal"].rhs.subs(at)) == pytest.approx(loss.item())
    assert float(FORMULAS["slope"].rhs.subs(at)) == pytest.approx(slope.item())
