"""SymPy readings of the formulas of the smooth L1 loss; the page shows what they print."""

import sympy
from sympy import Abs, Add, Eq, Function, IndexedBase, Mul, Piecewise, Sum

N = sympy.Symbol("N", integer=True, positive=True)
i = sympy.Symbol("i", integer=True)
r = sympy.Symbol("r", real=True)
beta = sympy.Symbol("beta", positive=True)
y = IndexedBase("y", real=True)
y_hat = IndexedBase(r"\hat{y}", real=True)

loss = Function(r"s_{\beta}")
huber = Function(r"\ell_{\beta}")


def _less(a: sympy.Expr, b: sympy.Expr) -> sympy.Expr:
    return Add(a, Mul(-1, b), evaluate=False)


FORMULAS = {
    "per_sample": Eq(
        loss(r),
        Piecewise(
            (r**2 / (2 * beta), Abs(r) < beta),
            (_less(Abs(r), beta / 2), True),
            evaluate=False,
        ),
        evaluate=False,
    ),
    "of_huber": Eq(loss(r), Mul(1 / beta, huber(r), evaluate=False), evaluate=False),
    "mean": Eq(
        sympy.Symbol("J_beta"),
        Mul(1 / N, Sum(loss(_less(y[i], y_hat[i])), (i, 1, N)), evaluate=False),
        evaluate=False,
    ),
}
