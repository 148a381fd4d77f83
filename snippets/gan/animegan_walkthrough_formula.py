r"""The formulas of docs/terms/gan/animegan-walkthrough.md as SymPy objects."""

import sympy
from sympy import Add, Eq, Mul, Pow, floor

COST, SIZE = sympy.symbols(r"Q H_{\mathrm{out}}")
K, GROUPS, C_IN, C_OUT, H, W, HEIGHT = sympy.symbols(
    r"k g C_{\mathrm{in}} C_{\mathrm{out}} H_{\mathrm{out}} W_{\mathrm{out}} H",
    integer=True,
    positive=True,
)


def _mul(*factors: sympy.Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


_INSIDE = _mul(Add(HEIGHT, 1, -3, evaluate=False), Pow(2, -1, evaluate=False))

FORMULAS = {
    "cost": Eq(
        COST,
        _mul(K**2, _mul(C_IN, Pow(GROUPS, -1)), C_OUT, H, W),
        evaluate=False,
    ),
    "half": Eq(SIZE, Add(floor(_INSIDE, evaluate=False), 1, evaluate=False), evaluate=False),
}
