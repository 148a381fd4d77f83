"""SymPy readings of the formulas of the mean squared error page.

Symbols: y the N targets, y_hat the predictions, m one prediction for all of them, y_bar their
mean; sigma the standard deviation of normal noise, J the mean squared error.
"""

import sympy
from sympy import Add, Eq, IndexedBase, Mul, Pow, Sum, log, pi

N = sympy.Symbol("N", integer=True, positive=True)
i = sympy.Symbol("i", integer=True)
m = sympy.Symbol("m", real=True)
mean_target = sympy.Symbol(r"\bar{y}", real=True)
sigma = sympy.Symbol("sigma", positive=True)
J = sympy.Symbol(r"J_{\mathrm{MSE}}", nonnegative=True)
y = IndexedBase("y", real=True)
y_hat = IndexedBase(r"\hat{y}", real=True)


def _less(a: sympy.Expr, b: sympy.Expr) -> sympy.Expr:
    return Add(a, Mul(-1, b), evaluate=False)


def _mean_square(difference: sympy.Expr) -> sympy.Expr:
    square = Pow(difference, 2, evaluate=False)
    return Mul(1 / N, Sum(square, (i, 1, N)), evaluate=False)


FORMULAS = {
    "mean": Eq(J, _mean_square(_less(y[i], y_hat[i])), evaluate=False),
    "slope": Eq(
        sympy.Symbol(r"\frac{\partial J_{\mathrm{MSE}}}{\partial \hat{y}_{i}}"),
        Mul(2 / N, _less(y_hat[i], y[i]), evaluate=False),
        evaluate=False,
    ),
    "constant": Eq(
        _mean_square(_less(y[i], m)),
        Add(
            _mean_square(_less(y[i], mean_target)),
            Pow(_less(m, mean_target), 2, evaluate=False),
            evaluate=False,
        ),
        evaluate=False,
    ),
    "likelihood": Eq(
        sympy.Symbol(r"L_{\sigma}"),
        Add(J / (2 * sigma**2), log(sigma), log(2 * pi) / 2, evaluate=False),
        evaluate=False,
    ),
    "root": Eq(sympy.Symbol(r"\mathrm{RMSE}"), sympy.sqrt(J), evaluate=False),
}
