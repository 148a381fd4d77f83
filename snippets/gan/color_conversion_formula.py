r"""The formulas of docs/terms/gan/color-conversion.md as SymPy objects."""

import sympy
from sympy import Add, Basic, Eq, Mul, Pow

R, G, B, Y, U, V = sympy.symbols("R G B Y U V", real=True)
K_R, K_B, U_MAX, V_MAX = sympy.symbols(
    r"K_R K_B U_{\mathrm{max}} V_{\mathrm{max}}", positive=True
)


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


def _less(a: Basic | int, *others: Basic) -> Add:
    return _add(a, *(_mul(-1, other) for other in others))


def _over(a: Basic, b: Basic) -> Mul:
    return _mul(a, Pow(b, -1, evaluate=False))


_GREEN = _less(1, K_R, K_B)

FORMULAS = {
    "luma": Eq(Y, _add(_mul(K_R, R), _mul(_GREEN, G), _mul(K_B, B)), evaluate=False),
    "u": Eq(U, _mul(U_MAX, _over(_less(B, Y), _less(1, K_B))), evaluate=False),
    "v": Eq(V, _mul(V_MAX, _over(_less(R, Y), _less(1, K_R))), evaluate=False),
    "red": Eq(R, _add(Y, _mul(_over(_less(1, K_R), V_MAX), V)), evaluate=False),
    "blue": Eq(B, _add(Y, _mul(_over(_less(1, K_B), U_MAX), U)), evaluate=False),
    "green": Eq(G, _over(_less(Y, _mul(K_R, R), _mul(K_B, B)), _GREEN), evaluate=False),
}
