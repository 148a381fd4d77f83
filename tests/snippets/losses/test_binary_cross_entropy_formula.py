"""The formulas of the binary cross-entropy page give the numbers that the code gives."""

import pytest
import torch

from snippets.losses import binary_cross_entropy_formula as formula
from snippets.losses.binary_cross_entropy import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
)

FORMULAS = formula.FORMULAS


@pytest.mark.parametrize("seed", range(4))
def test_formulas(seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    logit = 3 * torch.randn(1, generator=generator, dtype=torch.float64)
    target = torch.rand(1, generator=generator, dtype=torch.float64)
    at = {formula.x: logit.item(), formula.y: target.item()}
    logit.requires_grad_()
    loss = binary_cross_entropy_with_logits(logit, target)
    (slope,) = torch.autograd.grad(loss, logit)
    for name, expected in (("of_logit", loss), ("stable", loss), ("slope", slope)):
        assert float(FORMULAS[name].rhs.subs(at)) == pytest.approx(expected.item()), name
    share = logit.detach().sigmoid()
    of_share = FORMULAS["of_probability"].rhs.subs(at).subs(formula.p, share.item())
    assert float(of_share) == pytest.approx(binary_cross_entropy(share, target).item())
