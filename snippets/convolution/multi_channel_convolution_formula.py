r"""The formulas of docs/terms/convolution/multi-channel-convolution.md in SymPy.

Symbols: x input, 0 outside; w kernels, b bias, y output; s stride, d dilation, p padding;
r row of the matrix of windows U; P parameters, Q multiply-adds.
"""

from sympy import Add, Basic, Eq, IndexedBase, Mul, Sum, symbols

from snippets.nested_sum import NestedSum

C_IN, C_OUT, H_OUT, W_OUT = symbols(
    r"C_{\mathrm{in}} C_{\mathrm{out}} H_{\mathrm{out}} W_{\mathrm{out}}",
    integer=True,
    positive=True,
)
K_H, K_W, S, D, P, ROWS = symbols("k_H k_W s d p R", integer=True, positive=True)
N, O, C, I, J, U, V, L, R = symbols("n o c i j u v l r", integer=True)  # noqa: E741
INPUT, WEIGHT, BIAS, OUTPUT = map(IndexedBase, "xwby")
KERNELS, WINDOWS, FLAT = map(IndexedBase, "WUY")
PARAMETERS, COST = symbols("P Q", integer=True, positive=True)


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


_PLACE = (_add(_mul(S, I), _mul(D, U), -P), _add(_mul(S, J), _mul(D, V), -P))

FORMULAS = {
    "convolution": Eq(
        OUTPUT[N, O, I, J],
        _add(
            BIAS[O],
            NestedSum(
                _mul(WEIGHT[O, C, U, V], INPUT[(N, C, *_PLACE)]),
                (C, 0, _add(C_IN, -1)),
                (U, 0, _add(K_H, -1)),
                (V, 0, _add(K_W, -1)),
            ),
        ),
        evaluate=False,
    ),
    "matrix": Eq(
        FLAT[N, O, L],
        _add(BIAS[O], Sum(_mul(KERNELS[O, R], WINDOWS[N, R, L]), (R, 0, _add(ROWS, -1)))),
        evaluate=False,
    ),
    "parameters": Eq(PARAMETERS, _mul(C_OUT, _add(_mul(C_IN, K_H, K_W), 1)), evaluate=False),
    "cost": Eq(COST, _mul(C_OUT, C_IN, K_H, K_W, H_OUT, W_OUT), evaluate=False),
}
