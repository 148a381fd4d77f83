r"""The formulas of docs/terms/convolution/dilated-convolution.md in SymPy.

Symbols: \tilde{x} input with its padding, w kernel, \hat{w} kernel with zeros inserted, b bias,
y output; s stride, d dilation, p padding, k kernel size, k_{\mathrm{eff}} the pixels that the
kernel spans; R_L receptive field of L layers of stride 1.
"""

from sympy import Add, Basic, Eq, IndexedBase, Mul, Pow, Sum, floor, symbols

from snippets.nested_sum import NestedSum

C_IN, H_IN, H_OUT, EFFECTIVE, FIELD = symbols(
    r"C_{\mathrm{in}} H H_{\mathrm{out}} k_{\mathrm{eff}} R_{L}", integer=True, positive=True
)
K, K_H, K_W, S, D, P, L = symbols("k k_H k_W s d p L", integer=True, positive=True)
N, O, C, I, J, U, V, LAYER = symbols("n o c i j u v l", integer=True)  # noqa: E741
PADDED, SPREAD = IndexedBase(r"\tilde{x}"), IndexedBase(r"\hat{w}")
WEIGHT, BIAS, OUTPUT, SIZES, DILATIONS = map(IndexedBase, "wbykd")


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


_SOURCE = PADDED[N, C, _add(_mul(S, I), _mul(D, U)), _add(_mul(S, J), _mul(D, V))]

FORMULAS = {
    "convolution": Eq(
        OUTPUT[N, O, I, J],
        _add(
            BIAS[O],
            NestedSum(
                _mul(WEIGHT[O, C, U, V], _SOURCE),
                (C, 0, _add(C_IN, -1)),
                (U, 0, _add(K_H, -1)),
                (V, 0, _add(K_W, -1)),
            ),
        ),
        evaluate=False,
    ),
    "spread": Eq(SPREAD[O, C, _mul(D, U), _mul(D, V)], WEIGHT[O, C, U, V], evaluate=False),
    "effective": Eq(EFFECTIVE, _add(_mul(D, _add(K, -1)), 1), evaluate=False),
    "output_size": Eq(
        H_OUT,
        _add(
            floor(_mul(_add(H_IN, _mul(2, P), -EFFECTIVE), Pow(S, -1)), evaluate=False),
            1,
        ),
        evaluate=False,
    ),
    "stack": Eq(
        FIELD,
        _add(1, Sum(_mul(DILATIONS[LAYER], _add(SIZES[LAYER], -1)), (LAYER, 1, L))),
        evaluate=False,
    ),
}
