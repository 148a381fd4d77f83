"""SymPy readings of the formulas of the hinge loss page.

Symbols: s the scores, y the labels (-1 or 1), N samples, z = y s; as for the cross-entropy, K
classes, t the right one.
"""

import sympy
from sympy import Add, Eq, Function, IndexedBase, Max, Mul, Ne, Piecewise, Pow, Sum

from snippets.formula import Indicator

N, K = sympy.symbols("N K", integer=True, positive=True)
i, k, t = sympy.symbols("i k t", integer=True)
z = sympy.Symbol("z", real=True)
s, y = IndexedBase("s", real=True), IndexedBase("y", real=True)
loss = Function(r"\ell")


def _hinge(*terms: sympy.Expr) -> sympy.Expr:
    return Max(0, Add(1, *terms, evaluate=False), evaluate=False)


FORMULAS = {
    "binary": Eq(
        sympy.Symbol("J"),
        Mul(1 / N, Sum(_hinge(-(y[i] * s[i])), (i, 1, N)), evaluate=False),
        evaluate=False,
    ),
    "slope": Eq(
        sympy.Derivative(loss(z), z), Piecewise((-1, z < 1), (0, z >= 1)), evaluate=False
    ),
    "squared": Eq(Function(r"\ell_{2}")(z), Pow(_hinge(-z), 2, evaluate=False), evaluate=False),
    "classes": Eq(
        Function(r"\ell_{K}")(t),
        Mul(
            1 / K,
            Sum(
                Mul(Indicator(Ne(k, t)), _hinge(-s[t], s[k]), evaluate=False),
                (k, 1, K),
            ),
            evaluate=False,
        ),
        evaluate=False,
    ),
}
