r"""The formulas of docs/terms/gan/animegan-generator.md as SymPy objects."""

import sympy
from sympy import Add, Basic, Eq, Mul

CONV, SEPARABLE, RESIDUAL = sympy.symbols(
    r"P_{\mathrm{conv}} P_{\mathrm{sep}} P_{\mathrm{res}}"
)
K, BIAS = sympy.symbols("k b", integer=True, nonnegative=True)
C_IN, C_OUT, MIDDLE = sympy.symbols(
    r"C_{\mathrm{in}} C_{\mathrm{out}} E", integer=True, positive=True
)


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


FORMULAS = {
    "conv": Eq(CONV, _add(_mul(K**2, C_IN, C_OUT), _mul(2, C_OUT)), evaluate=False),
    "separable": Eq(
        SEPARABLE,
        _add(_mul(9, C_IN), _mul(C_IN, C_OUT), _mul(2, C_OUT)),
        evaluate=False,
    ),
    "residual": Eq(
        RESIDUAL,
        _add(
            _mul(C_IN, MIDDLE),
            _mul(2, MIDDLE),
            _mul(_add(9, BIAS), MIDDLE),
            _mul(2, MIDDLE),
            _mul(MIDDLE, C_OUT),
            _mul(2, C_OUT),
        ),
        evaluate=False,
    ),
}
