"""SymPy readings of the formulas of the binary cross-entropy page."""

import sympy
from sympy import Abs, Add, Eq, Function, Max, Mul, exp, log, symbols

x, y = symbols("x y", real=True)
p = sympy.Symbol("p", positive=True)
loss, slope, sigmoid = Function(r"\ell"), Function(r"\ell'"), Function(r"\sigma")


def _add(*terms: sympy.Expr | int) -> sympy.Expr:
    return Add(*terms, evaluate=False)


def _mul(*factors: sympy.Expr | int) -> sympy.Expr:
    return Mul(*factors, evaluate=False)


FORMULAS = {
    "of_probability": Eq(
        sympy.Symbol(r"\ell"),
        _add(_mul(-1, y, log(p)), _mul(-1, _add(1, -y), log(_add(1, -p)))),
        evaluate=False,
    ),
    "of_logit": Eq(loss(x), _add(log(_add(1, exp(x))), _mul(-1, x, y)), evaluate=False),
    "stable": Eq(
        loss(x),
        _add(Max(x, 0, evaluate=False), _mul(-1, x, y), log(_add(1, exp(-Abs(x))))),
        evaluate=False,
    ),
    "slope": Eq(slope(x), _add(1 / _add(1, exp(-x)), -y), evaluate=False),
}
