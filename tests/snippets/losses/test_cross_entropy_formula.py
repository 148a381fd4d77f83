"""The formulas of the cross-entropy page give the numbers that the code gives."""

import pytest
import torch

from snippets.losses import cross_entropy_formula as formula
from snippets.losses.cross_entropy import cross_entropy, soft_cross_entropy

FORMULAS = formula.FORMULAS


@pytest.mark.parametrize("right", [0, 2])
def test_formulas(right: int) -> None:
    generator = torch.Generator().manual_seed(right)
    logits = torch.randn(1, 3, generator=generator, dtype=torch.float64).requires_grad_()
    target = torch.tensor([right])
    sizes = {formula.K: 3, formula.t: right + 1}
    values = {formula.Z[k + 1]: logits[0, k].item() for k in range(3)}
    shares = logits.softmax(dim=1)[0].tolist()
    for k in range(3):
        found = FORMULAS["softmax"].rhs.subs(sizes).subs(formula.k, k + 1).doit().subs(values)
        assert float(found) == pytest.approx(shares[k])
        values[formula.P[k + 1]] = shares[k]
        values[formula.Q[k + 1]] = float(k == right)
    loss = cross_entropy(logits, target)
    found = FORMULAS["loss"].rhs.subs(sizes).doit().subs(values)
    assert float(found) == pytest.approx(loss.item())
    mixed = torch.tensor([[0.2, 0.7, 0.1]], dtype=torch.float64)
    of_mixed = {formula.Q[k + 1]: mixed[0, k].item() for k in range(3)}
    found = FORMULAS["shares"].rhs.subs(sizes).doit().subs(values | of_mixed)
    assert float(found) == pytest.approx(soft_cross_entropy(logits, mixed).item())
    smoothed = cross_entropy(logits, target, label_smoothing=0.3)
    found = FORMULAS["smoothed"].rhs.subs(sizes).subs(formula.EPSILON, 0.3).doit().subs(values)
    assert float(found) == pytest.approx(smoothed.item())
    (slopes,) = torch.autograd.grad(loss, logits)
    for k in range(3):
        found = FORMULAS["slope"].rhs.subs(formula.k, k + 1).subs(values)
        assert float(found) == pytest.approx(slopes[0, k].item())
