"""SymPy readings of the formulas of the mean absolute error page.

Symbols: y the N targets, y_hat the predictions, m one prediction for all of them; b the scale
of Laplace noise, J the mean absolute error.
"""

import sympy
from sympy import Abs, Add, Eq, IndexedBase, Mul, Sum, log, sign

N = sympy.Symbol("N", integer=True, positive=True)
i = sympy.Symbol("i", integer=True)
b = sympy.Symbol("b", positive=True)
m = sympy.Symbol("m", real=True)
J = sympy.Symbol(r"J_{\mathrm{MAE}}", nonnegative=True)
y = IndexedBase("y", real=True)
y_hat = IndexedBase(r"\hat{y}", real=True)


def _less(one: sympy.Expr, other: sympy.Expr) -> sympy.Expr:
    return Add(one, Mul(-1, other), evaluate=False)


def _mean(term: sympy.Expr) -> sympy.Expr:
    return Mul(1 / N, Sum(term, (i, 1, N)), evaluate=False)


FORMULAS = {
    "mean": Eq(J, _mean(Abs(_less(y[i], y_hat[i]), evaluate=False)), evaluate=False),
    "slope": Eq(
        sympy.Symbol(r"\frac{\partial J_{\mathrm{MAE}}}{\partial \hat{y}_{i}}"),
        Mul(1 / N, sign(_less(y_hat[i], y[i]), evaluate=False), evaluate=False),
        evaluate=False,
    ),
    "constant": Eq(
        sympy.Symbol(r"\frac{d J_{\mathrm{MAE}}}{d m}"),
        _mean(sign(_less(m, y[i]), evaluate=False)),
        evaluate=False,
    ),
    "likelihood": Eq(
        sympy.Symbol("L_{b}"), Add(J / b, log(2 * b), evaluate=False), evaluate=False
    ),
}
