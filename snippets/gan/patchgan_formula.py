r"""SymPy readings of the formulas of docs/terms/gan/patchgan.md.

Symbols: t layers of stride 2; H height of the image; R_t height of a patch and h_i its first
pixel, of logit i out of M_H; z logits of N images, \ell the loss of one logit; C_l channels
after layer l of L, b parameters of a channel between the first and the last layer.
"""

import sympy
from sympy import Add, Basic, Eq, Function, IndexedBase, Integer, Mul, Pow, Sum, floor, symbols

from snippets.nested_sum import NestedSum

STRIDED, HEIGHT, LAST, N, M_H, M_W, BIAS = symbols(
    "t H L N M_H M_W b", integer=True, positive=True
)
LAYER, SAMPLE, ROW, COLUMN = symbols("l n i j", integer=True)
CHANNELS, LOGITS, FIRST, SIZE = map(IndexedBase, "CzhR")
LOSS = Function(r"\ell")


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


_JUMP = Pow(2, STRIDED, evaluate=False)

FORMULAS = {
    "size": Eq(SIZE[STRIDED], _add(_mul(9, _JUMP), -2), evaluate=False),
    "count": Eq(
        M_H, _add(floor(_mul(HEIGHT, Pow(_JUMP, -1, evaluate=False))), -2), evaluate=False
    ),
    "first": Eq(FIRST[ROW], _add(_mul(_JUMP, _add(ROW, -3)), 1), evaluate=False),
    "mean": Eq(
        sympy.Symbol("J"),
        _mul(
            Pow(_mul(N, M_H, M_W), -1, evaluate=False),
            NestedSum(
                LOSS(LOGITS[SAMPLE, ROW, COLUMN]),
                *(
                    (index, 0, _add(count, -1))
                    for index, count in ((SAMPLE, N), (ROW, M_H), (COLUMN, M_W))
                ),
            ),
        ),
        evaluate=False,
    ),
    "parameters": Eq(
        sympy.Symbol("P"),
        _add(
            _mul(16, Sum(_mul(CHANNELS[_add(LAYER, -1)], CHANNELS[LAYER]), (LAYER, 1, LAST))),
            CHANNELS[Integer(1)],
            _mul(BIAS, Sum(CHANNELS[LAYER], (LAYER, 2, _add(LAST, -1)))),
            1,
        ),
        evaluate=False,
    ),
}
