"""SymPy readings of the formulas of the log-cosh loss; the page shows what they print."""

import sympy
from sympy import Abs, Add, Eq, Function, IndexedBase, Mul, Sum, cosh, exp, log, tanh

N = sympy.Symbol("N", integer=True, positive=True)
i = sympy.Symbol("i", integer=True)
r = sympy.Symbol("r", real=True)
y = IndexedBase("y", real=True)
y_hat = IndexedBase(r"\hat{y}", real=True)

loss = Function(r"\ell")
slope = Function(r"\ell'")


def _sum(*terms: sympy.Expr | int) -> sympy.Expr:
    return Add(*terms, evaluate=False)


FORMULAS = {
    "per_sample": Eq(loss(r), log(cosh(r)), evaluate=False),
    "stable": Eq(
        loss(r),
        _sum(Abs(r), log(_sum(1, exp(-2 * Abs(r)))), -log(2)),
        evaluate=False,
    ),
    "slope": Eq(slope(r), tanh(r), evaluate=False),
    "mean": Eq(
        sympy.Symbol("J"),
        Mul(1 / N, Sum(loss(_sum(y[i], Mul(-1, y_hat[i]))), (i, 1, N)), evaluate=False),
        evaluate=False,
    ),
}
