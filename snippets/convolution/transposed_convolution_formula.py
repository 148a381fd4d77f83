r"""The formulas of docs/terms/convolution/transposed-convolution.md as SymPy objects.

Symbols: x input, w kernel, b bias, y output; s stride, p padding, p_{\mathrm{out}}
output_padding, d dilation, k kernel size along one axis; groups = 1.
"""

from sympy import (
    Add,
    Basic,
    Eq,
    ImmutableMatrix,
    IndexedBase,
    MatrixSymbol,
    Mod,
    Mul,
    Pow,
    floor,
    symbols,
)

from snippets.formula import Indicator
from snippets.nested_sum import NestedSum

H, W, H_OUT, C_IN = symbols(r"H W H_{\mathrm{out}} C_{\mathrm{in}}", integer=True)
K, K_H, K_W = symbols("k k_H k_W", integer=True)
S, P, P_OUT, D = symbols(r"s p p_{\mathrm{out}} d", integer=True)
INPUT, WEIGHT, BIAS, OUTPUT = (IndexedBase(name) for name in "xwby")


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


def _scatter() -> Eq:
    o, c, i, j, q, t, u, v = symbols("o c i j q t u v", integer=True)
    lands = [
        Indicator(Eq(_add(_mul(S, pixel), _mul(D, tap), _mul(-1, P)), place))
        for pixel, tap, place in [(q, u, i), (t, v, j)]
    ]
    product = _mul(INPUT[c, q, t], WEIGHT[c, o, u, v], *lands)
    ends = [(c, C_IN), (q, H), (t, W), (u, K_H), (v, K_W)]
    stamps = NestedSum(product, *((index, 0, _add(end, -1)) for index, end in ends))
    return Eq(OUTPUT[o, i, j], _add(BIAS[o], stamps), evaluate=False)


_SPAN = _mul(D, _add(K, -1))  # pixels from the first weight to the last
_SLACK = _add(H, _mul(2, P), _mul(-1, _SPAN), -1)  # room that the kernel has to slide

FORMULAS = {
    "conv_output_size": Eq(
        H_OUT, _add(floor(_mul(_SLACK, Pow(S, -1)), evaluate=False), 1), evaluate=False
    ),
    "transposed_output_size": Eq(
        H_OUT,
        _add(_mul(_add(H, -1), S), _mul(-2, P), _SPAN, P_OUT, 1),
        evaluate=False,
    ),
    # The output_padding that brings back the size H of the convolution's input.
    "output_padding": Eq(P_OUT, Mod(_SLACK, S, evaluate=False), evaluate=False),
    "scatter": _scatter(),
    # For the 3x3 kernel 1..9 on a 4x4 input: the products of C's rows.
    "gram": Eq(
        _mul(MatrixSymbol("C", 4, 16), MatrixSymbol("C", 4, 16).T),
        ImmutableMatrix(
            [
                [285, 186, 154, 94],
                [186, 285, 106, 154],
                [154, 106, 285, 186],
                [94, 154, 186, 285],
            ]
        ),
        evaluate=False,
    ),
}
