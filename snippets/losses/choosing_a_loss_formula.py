"""SymPy readings of the formulas of the page on choosing a loss."""

import sympy
from sympy import Add, Eq, Function, IndexedBase, Mul, Sum

N = sympy.Symbol("N", integer=True, positive=True)
i = sympy.Symbol("i", integer=True)
m = sympy.Symbol("m", real=True)
y = IndexedBase("y", real=True)

cost, loss, slope = Function("J"), Function(r"\ell"), Function(r"\ell'")


def _less(a: sympy.Expr, b: sympy.Expr) -> sympy.Expr:
    return Add(a, Mul(-1, b), evaluate=False)


FORMULAS = {
    "cost": Eq(
        cost(m),
        Mul(1 / N, Sum(loss(_less(y[i], m)), (i, 1, N)), evaluate=False),
        evaluate=False,
    ),
    "balance": Eq(Sum(slope(_less(y[i], m)), (i, 1, N)), 0, evaluate=False),
}
