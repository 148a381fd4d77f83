"""SymPy readings of the formulas of the Huber loss; the page shows what they print.

Terms stand in the order in which they are read, which is why nothing is evaluated on the way.
"""

import sympy
from sympy import (
    Abs,
    Add,
    Eq,
    Function,
    Gt,
    IndexedBase,
    Le,
    Max,
    Min,
    Mul,
    Piecewise,
    Pow,
    Sum,
)

from snippets.formula import Indicator

N = sympy.Symbol("N", integer=True, positive=True)
c = sympy.Symbol("c", real=True)
i = sympy.Symbol("i", integer=True)
m = sympy.Symbol("m", real=True)
r = sympy.Symbol("r", real=True)
delta = sympy.Symbol("delta", positive=True)
y = IndexedBase("y", real=True)
y_hat = IndexedBase(r"\hat{y}", real=True)

loss = Function(r"\ell_{\delta}")
smooth_l1_loss = Function(r"s_{\delta}")
pseudo_huber_loss = Function(r"p_{\delta}")


def _less(a: sympy.Expr, b: sympy.Expr) -> sympy.Expr:
    return Add(a, Mul(-1, b), evaluate=False)


def _times(*factors: sympy.Expr) -> sympy.Expr:
    return Mul(*factors, evaluate=False)


def _mean(term: sympy.Expr) -> sympy.Expr:
    return _times(1 / N, Sum(term, (i, 1, N)))


residual = _less(y[i], y_hat[i])
size = Abs(residual, evaluate=False)
square = Pow(residual, 2, evaluate=False)

FORMULAS = {
    "per_sample": Eq(
        loss(r),
        Piecewise(
            (r**2 / 2, Le(Abs(r), delta)),
            (_less(delta * Abs(r), delta**2 / 2), Gt(Abs(r), delta)),
            evaluate=False,
        ),
        evaluate=False,
    ),
    "mean": Eq(
        sympy.Symbol(r"J_{\mathrm{Huber}}"),
        _mean(
            Add(
                _times(Indicator(Le(size, delta, evaluate=False)), square / 2),
                _times(
                    Indicator(Gt(size, delta, evaluate=False)),
                    _less(_times(delta, size), delta**2 / 2),
                ),
                evaluate=False,
            )
        ),
        evaluate=False,
    ),
    "slope": Eq(sympy.Derivative(loss(r), r), Max(-delta, Min(r, delta)), evaluate=False),
    "compact": Eq(loss(r), _times(c, _less(r, c / 2)), evaluate=False),
    "mse": Eq(sympy.Symbol(r"J_{\mathrm{MSE}}"), _mean(square), evaluate=False),
    "mae": Eq(sympy.Symbol(r"J_{\mathrm{MAE}}"), _mean(size), evaluate=False),
    "smooth_l1": Eq(
        smooth_l1_loss(r),
        Piecewise(
            (r**2 / (2 * delta), Le(Abs(r), delta)),
            (_less(Abs(r), delta / 2), Gt(Abs(r), delta)),
            evaluate=False,
        ),
        evaluate=False,
    ),
    "smooth_l1_relation": Eq(loss(r), _times(delta, smooth_l1_loss(r)), evaluate=False),
    "pseudo_huber": Eq(
        pseudo_huber_loss(r),
        _times(
            delta**2,
            _less(
                sympy.sqrt(Add(1, Pow(r / delta, 2, evaluate=False), evaluate=False)),
                sympy.S(1),
            ),
        ),
        evaluate=False,
    ),
    "balance": Eq(Sum(Max(-delta, Min(_less(y[i], m), delta)), (i, 1, N)), 0, evaluate=False),
}
