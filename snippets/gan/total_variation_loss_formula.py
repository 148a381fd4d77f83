"""SymPy readings of the formulas of the total variation page; x is one channel of one image."""

import sympy
from sympy import Abs, Add, Eq, IndexedBase, sqrt, symbols

from snippets.nested_sum import NestedSum

H, W = symbols("H W", integer=True, positive=True)
i, j = symbols("i j", integer=True)
EPSILON = sympy.Symbol(r"\varepsilon", positive=True)
X = IndexedBase("x", real=True)
DOWN, RIGHT = IndexedBase("d", real=True), IndexedBase("e", real=True)


def _add(*terms: sympy.Expr | int) -> sympy.Expr:
    return Add(*terms, evaluate=False)


def _sum(term: sympy.Expr, rows: sympy.Expr, columns: sympy.Expr) -> sympy.Expr:
    return NestedSum(term, (i, 1, rows), (j, 1, columns))


FORMULAS = {
    "anisotropic": Eq(
        sympy.Symbol("T"),
        _add(
            _sum(Abs(_add(X[_add(i, 1), j], -X[i, j])), _add(H, -1), W),
            _sum(Abs(_add(X[i, _add(j, 1)], -X[i, j])), H, _add(W, -1)),
        ),
        evaluate=False,
    ),
    "isotropic": Eq(
        sympy.Symbol("T_2"),
        _sum(sqrt(_add(DOWN[i, j] ** 2, RIGHT[i, j] ** 2, EPSILON**2)), H, W),
        evaluate=False,
    ),
}
