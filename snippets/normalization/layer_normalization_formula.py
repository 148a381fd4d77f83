"""SymPy readings of the formulas of the layer normalisation page."""

import sympy
from sympy import Add, Eq, IndexedBase, Mul, Sum, sqrt, symbols

K = sympy.Symbol("K", integer=True, positive=True)
n, i = symbols("n i", integer=True)
EPSILON = sympy.Symbol(r"\varepsilon", positive=True)
X, Y = IndexedBase("x"), IndexedBase("y")
MEAN, VARIANCE = IndexedBase(r"\mu"), IndexedBase(r"v")
WEIGHT, BIAS = IndexedBase(r"\gamma"), IndexedBase(r"\beta")


def _add(*terms: sympy.Expr) -> sympy.Expr:
    return Add(*terms, evaluate=False)


def _mul(*factors: sympy.Expr) -> sympy.Expr:
    return Mul(*factors, evaluate=False)


_CENTRED = _add(X[n, i], -MEAN[n])

FORMULAS = {
    "mean": Eq(MEAN[n], _mul(1 / K, Sum(X[n, i], (i, 1, K))), evaluate=False),
    "variance": Eq(VARIANCE[n], _mul(1 / K, Sum(_CENTRED**2, (i, 1, K))), evaluate=False),
    "normalized": Eq(
        Y[n, i],
        _add(_mul(WEIGHT[i], _CENTRED / sqrt(_add(VARIANCE[n], EPSILON))), BIAS[i]),
        evaluate=False,
    ),
}
