r"""The formulas of docs/terms/convolution/depthwise-convolution.md in SymPy.

Symbols: \tilde{x} input with its padding, w kernels, b bias, y output; m filters for each
channel, C channels; s stride, d dilation, k kernel size; Q multiply-adds; I multiply-adds for
each number moved.
"""

from sympy import Add, Basic, Eq, IndexedBase, Mul, Pow, floor, symbols

from snippets.nested_sum import NestedSum

CHANNELS, H_OUT, W_OUT = symbols(
    r"C H_{\mathrm{out}} W_{\mathrm{out}}", integer=True, positive=True
)
M, K, K_H, K_W, S, D = symbols("m k k_H k_W s d", integer=True, positive=True)
COST, DEPTHWISE, STANDARD = symbols(
    r"Q_{\mathrm{dw}} I_{\mathrm{dw}} I_{\mathrm{std}}", positive=True
)
N, E, I, J, U, V = symbols("n e i j u v", integer=True)  # noqa: E741
PADDED = IndexedBase(r"\tilde{x}")
WEIGHT, BIAS, OUTPUT = map(IndexedBase, "wby")


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


def _over(top: Basic, bottom: Basic) -> Mul:
    return _mul(top, Pow(bottom, -1))


_AREA = Pow(K, 2)
_CHANNEL = floor(_over(E, M), evaluate=False)
_SOURCE = PADDED[N, _CHANNEL, _add(_mul(S, I), _mul(D, U)), _add(_mul(S, J), _mul(D, V))]

FORMULAS = {
    "depthwise": Eq(
        OUTPUT[N, E, I, J],
        _add(
            BIAS[E],
            NestedSum(
                _mul(WEIGHT[E, U, V], _SOURCE),
                (U, 0, _add(K_H, -1)),
                (V, 0, _add(K_W, -1)),
            ),
        ),
        evaluate=False,
    ),
    "cost": Eq(COST, _mul(M, CHANNELS, _AREA, H_OUT, W_OUT), evaluate=False),
    "intensity": Eq(
        DEPTHWISE,
        _over(
            _mul(M, _AREA, H_OUT, W_OUT),
            _add(_mul(_add(1, M), H_OUT, W_OUT), _mul(M, _AREA)),
        ),
        evaluate=False,
    ),
    "standard": Eq(
        STANDARD,
        _over(
            _mul(CHANNELS, _AREA, H_OUT, W_OUT),
            _add(_mul(2, H_OUT, W_OUT), _mul(CHANNELS, _AREA)),
        ),
        evaluate=False,
    ),
}
