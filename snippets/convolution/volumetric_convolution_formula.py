r"""The formulas of docs/terms/convolution/volumetric-convolution.md in SymPy.

Symbols: x input, 0 outside; w kernels, b bias, y output; s stride, d dilation, p padding;
D depth or frames; P parameters, Q multiply-adds.
"""

from sympy import Add, Basic, Eq, IndexedBase, Mul, Pow, floor, symbols

from snippets.nested_sum import NestedSum

C_IN, C_OUT, D_OUT, H_OUT, W_OUT = symbols(
    r"C_{\mathrm{in}} C_{\mathrm{out}} D_{\mathrm{out}} H_{\mathrm{out}} W_{\mathrm{out}}",
    integer=True,
    positive=True,
)
K_D, K_H, K_W, S, G, P, D = symbols("k_D k_H k_W s d p D", integer=True, positive=True)
N, O, C, L, I, J, T, U, V = symbols("n o c l i j t u v", integer=True)  # noqa: E741
INPUT, WEIGHT, BIAS, OUTPUT = map(IndexedBase, "xwby")
PARAMETERS, COST = symbols("P Q", integer=True, positive=True)


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


_PLACE = tuple(_add(_mul(S, i), _mul(G, u), -P) for i, u in ((L, T), (I, U), (J, V)))

FORMULAS = {
    "convolution": Eq(
        OUTPUT[N, O, L, I, J],
        _add(
            BIAS[O],
            NestedSum(
                _mul(WEIGHT[O, C, T, U, V], INPUT[(N, C, *_PLACE)]),
                (C, 0, _add(C_IN, -1)),
                (T, 0, _add(K_D, -1)),
                (U, 0, _add(K_H, -1)),
                (V, 0, _add(K_W, -1)),
            ),
        ),
        evaluate=False,
    ),
    "size": Eq(
        D_OUT,
        _add(
            floor(
                _mul(_add(D, _mul(2, P), _mul(-1, G, _add(K_D, -1)), -1), Pow(S, -1)),
                evaluate=False,
            ),
            1,
        ),
        evaluate=False,
    ),
    "parameters": Eq(
        PARAMETERS, _mul(C_OUT, _add(_mul(C_IN, K_D, K_H, K_W), 1)), evaluate=False
    ),
    "cost": Eq(COST, _mul(C_OUT, C_IN, K_D, K_H, K_W, D_OUT, H_OUT, W_OUT), evaluate=False),
}
