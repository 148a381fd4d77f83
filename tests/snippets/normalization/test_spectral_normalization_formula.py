"""The formulas of the spectral normalization page give the numbers that the code gives."""

import pytest
import torch

from snippets.normalization import spectral_normalization_formula as formula
from snippets.normalization.spectral_normalization import spectral_norm

FORMULAS = formula.FORMULAS


def test_a_step() -> None:
    weight = torch.tensor([[3.0, 1, 2], [0, 1, -1]], dtype=torch.float64)
    start = torch.tensor([0.6, 0, 0.8], dtype=torch.float64)
    result = spectral_norm(weight, torch.ones(2, dtype=torch.float64), start)
    entries = {
        formula.WEIGHT[i, j]: weight[i - 1, j - 1].item() for i in (1, 2) for j in (1, 2, 3)
    }
    right = {formula.RIGHT[j]: start[j - 1].item() for j in (1, 2, 3)}
    size = {formula.ROWS: 2, formula.COLUMNS: 3}
    image = {
        formula.IMAGE[i]: FORMULAS["image"]
        .rhs.subs(formula.I, i)
        .subs(size)
        .doit()
        .subs(entries | right)
        for i in (1, 2)
    }
    left = {
        formula.LEFT[i]: FORMULAS["left"].rhs.subs(formula.I, i).subs(size).doit().subs(image)
        for i in (1, 2)
    }
    assert [float(value) for value in left.values()] == pytest.approx(result.u.tolist())
    after = {formula.RIGHT[j]: result.v[j - 1].item() for j in (1, 2, 3)}
    image = {
        formula.IMAGE[i]: FORMULAS["image"]
        .rhs.subs(formula.I, i)
        .subs(size)
        .doit()
        .subs(entries | after)
        for i in (1, 2)
    }
    sigma = FORMULAS["sigma"].rhs.subs(size).doit().subs(left | image)
    assert float(sigma) == pytest.approx(result.sigma.item())
    for (i, j), expected in {(1, 1): result.weight[0, 0], (2, 3): result.weight[1, 2]}.items():
        entry = FORMULAS["normalized"].rhs.subs({formula.I: i, formula.J: j})
        found = entry.subs(entries | {formula.SIGMA: sigma})
        assert float(found) == pytest.approx(expected.item())
