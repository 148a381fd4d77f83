"""SymPy readings of the formulas of the cross-entropy page."""

import sympy
from sympy import Add, Eq, IndexedBase, Mul, Sum, exp, log, symbols

K = sympy.Symbol("K", integer=True, positive=True)
t, k, j = symbols("t k j", integer=True)
EPSILON = sympy.Symbol(r"\varepsilon", positive=True)
Z, P, Q, SLOPE = IndexedBase("z"), IndexedBase("p"), IndexedBase("q"), IndexedBase("g")
SAME = sympy.Function(r"\delta")


def _add(*terms: sympy.Expr | int) -> sympy.Expr:
    return Add(*terms, evaluate=False)


def _mul(*factors: sympy.Expr | int) -> sympy.Expr:
    return Mul(*factors, evaluate=False)


FORMULAS = {
    "softmax": Eq(P[k], exp(Z[k]) / Sum(exp(Z[j]), (j, 1, K)), evaluate=False),
    "loss": Eq(
        sympy.Symbol(r"\ell"),
        _add(log(Sum(exp(Z[j]), (j, 1, K))), -Z[t]),
        evaluate=False,
    ),
    "shares": Eq(
        sympy.Symbol(r"\ell_{q}"),
        -Sum(_mul(Q[k], log(P[k])), (k, 1, K)),
        evaluate=False,
    ),
    "smoothed": Eq(
        sympy.Symbol(r"\ell_{\varepsilon}"),
        _add(
            _mul(-1, _add(1, -EPSILON), log(P[t])),
            _mul(-1, EPSILON / K, Sum(log(P[k]), (k, 1, K))),
        ),
        evaluate=False,
    ),
    "slope": Eq(SLOPE[k], _add(P[k], -Q[k]), evaluate=False),
}
