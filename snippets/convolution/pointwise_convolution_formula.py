r"""The formulas of docs/terms/convolution/pointwise-convolution.md in SymPy.

Symbols: x input, w weights, b bias, y output, s stride; Q multiply-adds, C_{\mathrm{mid}}
channels between the 1x1 convolution and the larger one, C^{*} where the detour stops saving.
"""

from sympy import Add, Basic, Eq, IndexedBase, Mul, Pow, symbols

from snippets.nested_sum import NestedSum

C_IN, C_OUT, C_MID, H_OUT, W_OUT = symbols(
    r"C_{\mathrm{in}} C_{\mathrm{out}} C_{\mathrm{mid}} H_{\mathrm{out}} W_{\mathrm{out}}",
    integer=True,
    positive=True,
)
K, S = symbols("k s", integer=True, positive=True)
N, O, C, I, J = symbols("n o c i j", integer=True)  # noqa: E741
INPUT, WEIGHT, BIAS, OUTPUT = map(IndexedBase, "xwby")
PARAMETERS, DIRECT, REDUCED, BREAK_EVEN = symbols(
    r"P Q_{\mathrm{dir}} Q_{\mathrm{red}} C^{*}", positive=True
)


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


_AREA = Pow(K, 2)

FORMULAS = {
    "pointwise": Eq(
        OUTPUT[N, O, I, J],
        _add(
            BIAS[O],
            NestedSum(
                _mul(WEIGHT[O, C], INPUT[N, C, _mul(S, I), _mul(S, J)]),
                (C, 0, _add(C_IN, -1)),
            ),
        ),
        evaluate=False,
    ),
    "parameters": Eq(PARAMETERS, _mul(C_OUT, _add(C_IN, 1)), evaluate=False),
    "direct": Eq(DIRECT, _mul(C_IN, C_OUT, _AREA, H_OUT, W_OUT), evaluate=False),
    "reduced": Eq(
        REDUCED,
        _mul(_add(_mul(C_IN, C_MID), _mul(C_MID, C_OUT, _AREA)), H_OUT, W_OUT),
        evaluate=False,
    ),
    "break_even": Eq(
        BREAK_EVEN,
        _mul(_mul(C_IN, C_OUT, _AREA), Pow(_add(C_IN, _mul(C_OUT, _AREA)), -1)),
        evaluate=False,
    ),
}
