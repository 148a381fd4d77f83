"""SymPy readings of the formulas of the pseudo-Huber loss; the page shows what they print."""

import sympy
from sympy import Add, Eq, Function, IndexedBase, Mul, Pow, Sum, sqrt

N = sympy.Symbol("N", integer=True, positive=True)
i = sympy.Symbol("i", integer=True)
r = sympy.Symbol("r", real=True)
delta = sympy.Symbol("delta", positive=True)
y = IndexedBase("y", real=True)
y_hat = IndexedBase(r"\hat{y}", real=True)

loss = Function(r"p_{\delta}")
slope = Function(r"p_{\delta}'")


def _sum(*terms: sympy.Expr | int) -> sympy.Expr:
    return Add(*terms, evaluate=False)


_ROOT = sqrt(_sum(1, Pow(Mul(r, 1 / delta, evaluate=False), 2, evaluate=False)))

FORMULAS = {
    "per_sample": Eq(loss(r), Mul(delta**2, _sum(_ROOT, -1), evaluate=False), evaluate=False),
    "slope": Eq(slope(r), Mul(r, Pow(_ROOT, -1), evaluate=False), evaluate=False),
    "mean": Eq(
        sympy.Symbol("J_delta"),
        Mul(1 / N, Sum(loss(_sum(y[i], Mul(-1, y_hat[i]))), (i, 1, N)), evaluate=False),
        evaluate=False,
    ),
}
