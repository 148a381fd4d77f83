"""SymPy readings of the formulas of the instance normalisation page."""

import sympy
from sympy import Add, Eq, IndexedBase, Mul, Sum, sqrt, symbols

L = sympy.Symbol("L", integer=True, positive=True)
n, c, l = symbols("n c l", integer=True)  # noqa: E741
EPSILON = sympy.Symbol(r"\varepsilon", positive=True)
X, Y = IndexedBase("x"), IndexedBase("y")
MEAN, VARIANCE = IndexedBase(r"\mu"), IndexedBase(r"v")
WEIGHT, BIAS = IndexedBase(r"\gamma"), IndexedBase(r"\beta")


def _add(*terms: sympy.Expr) -> sympy.Expr:
    return Add(*terms, evaluate=False)


def _mul(*factors: sympy.Expr) -> sympy.Expr:
    return Mul(*factors, evaluate=False)


_CENTRED = _add(X[n, c, l], -MEAN[n, c])

FORMULAS = {
    "mean": Eq(MEAN[n, c], _mul(1 / L, Sum(X[n, c, l], (l, 1, L))), evaluate=False),
    "variance": Eq(VARIANCE[n, c], _mul(1 / L, Sum(_CENTRED**2, (l, 1, L))), evaluate=False),
    "normalized": Eq(
        Y[n, c, l],
        _add(_mul(WEIGHT[c], _CENTRED / sqrt(_add(VARIANCE[n, c], EPSILON))), BIAS[c]),
        evaluate=False,
    ),
}
