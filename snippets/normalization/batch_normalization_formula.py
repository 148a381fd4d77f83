"""SymPy readings of the formulas of the batch normalisation page."""

import sympy
from sympy import Add, Eq, IndexedBase, Mul, sqrt, symbols

from snippets.nested_sum import NestedSum

N, L = symbols("N L", integer=True, positive=True)
n, c, l = symbols("n c l", integer=True)  # noqa: E741
m, EPSILON = symbols(r"m \varepsilon", positive=True)
X, Y = IndexedBase("x"), IndexedBase("y")
MEAN, VARIANCE = IndexedBase(r"\mu"), IndexedBase(r"v")
WEIGHT, BIAS = IndexedBase(r"\gamma"), IndexedBase(r"\beta")
RUNNING_MEAN, RUNNING_VARIANCE = IndexedBase(r"\bar{\mu}"), IndexedBase(r"\bar{v}")
NEW_MEAN, NEW_VARIANCE = IndexedBase(r"\bar{\mu}'"), IndexedBase(r"\bar{v}'")


def _add(*terms: sympy.Expr | int) -> sympy.Expr:
    return Add(*terms, evaluate=False)


def _mul(*factors: sympy.Expr) -> sympy.Expr:
    return Mul(*factors, evaluate=False)


def _mean(term: sympy.Expr) -> sympy.Expr:
    return _mul(1 / (N * L), NestedSum(term, (n, 1, N), (l, 1, L)))


_OLD = _add(1, -m)

FORMULAS = {
    "mean": Eq(MEAN[c], _mean(X[n, c, l]), evaluate=False),
    "variance": Eq(VARIANCE[c], _mean(_add(X[n, c, l], -MEAN[c]) ** 2), evaluate=False),
    "normalized": Eq(
        Y[n, c, l],
        _add(
            _mul(WEIGHT[c], _add(X[n, c, l], -MEAN[c]) / sqrt(_add(VARIANCE[c], EPSILON))),
            BIAS[c],
        ),
        evaluate=False,
    ),
    "running_mean": Eq(
        NEW_MEAN[c], _add(_mul(_OLD, RUNNING_MEAN[c]), _mul(m, MEAN[c])), evaluate=False
    ),
    "running_variance": Eq(
        NEW_VARIANCE[c],
        _add(
            _mul(_OLD, RUNNING_VARIANCE[c]),
            _mul(m, N * L / _add(N * L, -1), VARIANCE[c]),
        ),
        evaluate=False,
    ),
}
