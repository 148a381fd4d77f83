"""SymPy readings of the formulas of the quantile loss; the page shows what they print."""

import sympy
from sympy import Add, Eq, Function, IndexedBase, Max, Mul, Sum

N = sympy.Symbol("N", integer=True, positive=True)
i = sympy.Symbol("i", integer=True)
r = sympy.Symbol("r", real=True)
q = sympy.Symbol("q", positive=True)
y = IndexedBase("y", real=True)
y_hat = IndexedBase(r"\hat{y}", real=True)

loss = Function(r"\rho_{q}")


def _less(a: sympy.Expr, b: sympy.Expr | int) -> sympy.Expr:
    return Add(a, Mul(-1, b), evaluate=False)


def _times(a: sympy.Expr, b: sympy.Expr) -> sympy.Expr:
    return Mul(a, b, evaluate=False)


FORMULAS = {
    "per_sample": Eq(
        loss(r), Max(_times(q, r), _times(_less(q, 1), r), evaluate=False), evaluate=False
    ),
    "mean": Eq(
        sympy.Symbol("J_q"),
        _times(1 / N, Sum(loss(_less(y[i], y_hat[i])), (i, 1, N))),
        evaluate=False,
    ),
}
