"""The formulas of the instance normalisation page give the numbers that the code gives."""

import pytest

from snippets.normalization import instance_normalization_formula as formula
from snippets.normalization.instance_normalization import instance_norm
from tests.snippets.normalization.samples import sample

FORMULAS = formula.FORMULAS


@pytest.mark.parametrize(("number", "channel"), [(0, 0), (1, 2)])
def test_formulas(number: int, channel: int) -> None:
    x = sample(2, 3, 4)
    weight, bias = sample(2, 3, seed=1)
    y = instance_norm(x, weight, bias, eps=0.1)
    at = {formula.L: 4, formula.n: number + 1, formula.c: channel + 1}
    values = {
        formula.X[number + 1, channel + 1, p + 1]: x[number, channel, p].item()
        for p in range(4)
    }
    values |= {
        formula.WEIGHT[channel + 1]: weight[channel].item(),
        formula.BIAS[channel + 1]: bias[channel].item(),
        formula.EPSILON: 0.1,
    }
    for name, base in (("mean", formula.MEAN), ("variance", formula.VARIANCE)):
        values[base[number + 1, channel + 1]] = FORMULAS[name].rhs.subs(at).doit().subs(values)
    normalized = FORMULAS["normalized"].rhs.subs(at).subs(formula.l, 3).subs(values)
    assert float(normalized) == pytest.approx(y[number, channel, 2].item())
