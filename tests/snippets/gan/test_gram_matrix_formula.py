"""The formulas of the Gram matrix page give the numbers that the code gives."""

import pytest
import torch

from snippets.gan import gram_matrix_formula as formula
from snippets.gan.gram_matrix import gram_matrix, style_loss

FORMULAS = formula.FORMULAS


def test_formulas() -> None:
    generator = torch.Generator().manual_seed(0)
    x, y = torch.randn(2, 1, 2, 1, 3, generator=generator, dtype=torch.float64)
    matrices = gram_matrix(x)[0], gram_matrix(y)[0]
    values = {formula.X[a + 1, p + 1]: x[0, a, 0, p].item() for a in range(2) for p in range(3)}
    sizes = {formula.C: 2, formula.P: 3}
    entries = {}
    for a in range(2):
        for b in range(2):
            at = sizes | {formula.a: a + 1, formula.b: b + 1}
            value = float(FORMULAS["gram"].rhs.subs(at).doit().subs(values))
            assert value == pytest.approx(matrices[0][a, b].item())
            entries[formula.GRAM[a + 1, b + 1]] = value
            entries[formula.TARGET[a + 1, b + 1]] = matrices[1][a, b].item()
    loss = FORMULAS["style"].rhs.subs(sizes).doit().subs(entries)
    assert float(loss) == pytest.approx(style_loss(x, y).item())
