"""SymPy readings of the formulas of the hinge loss page.

Symbols: s the scores, y the labels (-1 or 1, or for C classes the class), N samples, C classes,
k the right class, z = y s.
"""

import sympy
from sympy import Add, Eq, Function, IndexedBase, Max, Mul, Ne, Piecewise, Pow, Sum

from snippets.formula import Indicator

N, C = sympy.symbols("N C", integer=True, positive=True)
i, c, k = sympy.symbols("i c k", integer=True)
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
        Function(r"\ell_{C}")(k),
        Mul(
            1 / C,
            Sum(
                Mul(Indicator(Ne(c, k)), _hinge(-s[k], s[c]), evaluate=False),
                (c, 1, C),
            ),
            evaluate=False,
        ),
        evaluate=False,
    ),
}
