"""SymPy readings of the formulas of the focal loss page; the page shows what they print."""

import sympy
from sympy import Add, Eq, Function, Mul, Pow, exp, log

p = sympy.Symbol("p", positive=True)
w, z = sympy.Symbol("w", positive=True), sympy.Symbol("z", real=True)
gamma = sympy.Symbol("gamma", nonnegative=True)

loss, slope = Function(r"\ell"), Function(r"\ell'")


def _add(*terms: sympy.Expr | int) -> sympy.Expr:
    return Add(*terms, evaluate=False)


def _mul(*factors: sympy.Expr | int) -> sympy.Expr:
    return Mul(*factors, evaluate=False)


_focus = Pow(_add(1, -p), gamma, evaluate=False)

FORMULAS = {
    "focal": Eq(loss(p), _mul(-1, w, _focus, log(p)), evaluate=False),
    "probability": Eq(p, 1 / _add(1, exp(-z)), evaluate=False),
    "slope": Eq(slope(z), _mul(w, _focus, _add(_mul(gamma, p, log(p)), p, -1)), evaluate=False),
}
