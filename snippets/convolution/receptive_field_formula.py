r"""The formulas of docs/terms/convolution/receptive-field.md in SymPy.

Symbols, of layer l along one axis: k kernel size, s stride, p padding, d dilation; R size, J
jump and A start of the receptive field after it; \sigma_L the spread of L uniform layers.
"""

from sympy import Add, Basic, Eq, IndexedBase, Mul, Pow, Product, Rational, Sum, symbols

KERNELS, STRIDES, PADDINGS, DILATIONS = map(IndexedBase, "kspd")
SIZE, JUMP, START, SPREAD = map(IndexedBase, ("R", "J", "A", r"\sigma"))
LAYER, EARLIER, L = symbols("l i L", integer=True)


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


_BEFORE = _add(LAYER, -1)
_REACH = _mul(DILATIONS[LAYER], _add(KERNELS[LAYER], -1))

FORMULAS = {
    "size": Eq(
        SIZE[LAYER],
        _add(SIZE[_BEFORE], _mul(*_REACH.args, JUMP[_BEFORE])),
        evaluate=False,
    ),
    "jump": Eq(JUMP[LAYER], _mul(JUMP[_BEFORE], STRIDES[LAYER]), evaluate=False),
    "start": Eq(
        START[LAYER],
        _add(START[_BEFORE], _mul(-1, PADDINGS[LAYER], JUMP[_BEFORE])),
        evaluate=False,
    ),
    "closed": Eq(
        SIZE[L],
        _add(
            1,
            Sum(
                _mul(*_REACH.args, Product(STRIDES[EARLIER], (EARLIER, 1, _BEFORE))),
                (LAYER, 1, L),
            ),
        ),
        evaluate=False,
    ),
    "spread": Eq(
        Pow(SPREAD[L], 2),
        _mul(
            Rational(1, 12),
            Sum(
                _mul(
                    Pow(_mul(DILATIONS[LAYER], JUMP[_BEFORE]), 2, evaluate=False),
                    _add(Pow(KERNELS[LAYER], 2), -1),
                ),
                (LAYER, 1, L),
            ),
        ),
        evaluate=False,
    ),
}
