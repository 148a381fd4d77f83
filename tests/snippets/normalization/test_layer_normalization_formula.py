"""The formulas of the layer normalisation page give the numbers that the code gives."""

import pytest

from snippets.normalization import layer_normalization_formula as formula
from snippets.normalization.layer_normalization import layer_norm
from tests.snippets.normalization.samples import sample

FORMULAS = formula.FORMULAS


@pytest.mark.parametrize("number", [0, 1])
def test_formulas(number: int) -> None:
    x = sample(2, 4)
    weight, bias = sample(2, 4, seed=1)
    y = layer_norm(x, (4,), weight, bias, eps=0.1)
    at = {formula.K: 4, formula.n: number + 1}
    values = {formula.X[number + 1, k + 1]: x[number, k].item() for k in range(4)}
    values |= {formula.WEIGHT[k + 1]: weight[k].item() for k in range(4)}
    values |= {formula.BIAS[k + 1]: bias[k].item() for k in range(4)}
    values[formula.EPSILON] = 0.1
    for name, base in (("mean", formula.MEAN), ("variance", formula.VARIANCE)):
        values[base[number + 1]] = FORMULAS[name].rhs.subs(at).doit().subs(values)
    for k in range(4):
        normalized = FORMULAS["normalized"].rhs.subs(at).subs(formula.i, k + 1).subs(values)
        assert float(normalized) == pytest.approx(y[number, k].item())
