"""The formulas of the total variation page give the numbers that the code gives."""

import pytest
import torch
from torch.nn.functional import pad

from snippets.gan import total_variation_loss_formula as formula
from snippets.gan.total_variation_loss import isotropic_total_variation, total_variation

FORMULAS = formula.FORMULAS


def entries(base, values: torch.Tensor) -> dict:
    return {
        base[i + 1, j + 1]: value
        for i, numbers in enumerate(values.tolist())
        for j, value in enumerate(numbers)
    }


def test_formulas() -> None:
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(1, 1, 2, 3, generator=generator, dtype=torch.float64)
    sizes = {formula.H: 2, formula.W: 3}
    straight = FORMULAS["anisotropic"].rhs.subs(sizes).doit().subs(entries(formula.X, x[0, 0]))
    assert float(straight) == pytest.approx(total_variation(x).item())
    steps = entries(formula.DOWN, pad(x.diff(dim=2), (0, 0, 0, 1))[0, 0])
    steps |= entries(formula.RIGHT, pad(x.diff(dim=3), (0, 1))[0, 0])
    steps[formula.EPSILON] = 0.1
    slanted = FORMULAS["isotropic"].rhs.subs(sizes).doit().subs(steps)
    assert float(slanted) == pytest.approx(isotropic_total_variation(x, eps=0.1).item())
