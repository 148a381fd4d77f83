r"""The formulas of docs/terms/convolution/depthwise-separable-convolution.md in SymPy.

Symbols: \tilde{x} input with its padding, w^d depthwise and w^p pointwise kernels, z result of
the depthwise stage, b bias, y output; m depth multiplier, s stride, d dilation, k kernel size;
Q multiply-adds.
"""

from sympy import Add, Basic, Eq, IndexedBase, Mul, Pow, floor, symbols

from snippets.nested_sum import NestedSum

C_IN, C_OUT, H_OUT, W_OUT = symbols(
    r"C_{\mathrm{in}} C_{\mathrm{out}} H_{\mathrm{out}} W_{\mathrm{out}}",
    integer=True,
    positive=True,
)
M, K, K_H, K_W, S, D = symbols("m k k_H k_W s d", integer=True, positive=True)
N, E, O, I, J, U, V = symbols("n e o i j u v", integer=True)  # noqa: E741
PADDED = IndexedBase(r"\tilde{x}")
DEPTHWISE, POINTWISE, BIAS = (
    IndexedBase(name) for name in (r"w^{\mathrm{d}}", r"w^{\mathrm{p}}", "b")
)
FILTERED, OUTPUT = IndexedBase("z"), IndexedBase("y")
STANDARD_COST, SEPARABLE_COST = symbols(r"Q_{\mathrm{std}} Q_{\mathrm{sep}}", positive=True)


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


_SOURCE = PADDED[
    N,
    floor(_mul(E, Pow(M, -1)), evaluate=False),
    _add(_mul(S, I), _mul(D, U)),
    _add(_mul(S, J), _mul(D, V)),
]
_POSITIONS = (H_OUT, W_OUT)
_AREA = Pow(K, 2)

FORMULAS = {
    "depthwise": Eq(
        FILTERED[N, E, I, J],
        NestedSum(
            _mul(DEPTHWISE[E, U, V], _SOURCE),
            (U, 0, _add(K_H, -1)),
            (V, 0, _add(K_W, -1)),
        ),
        evaluate=False,
    ),
    "pointwise": Eq(
        OUTPUT[N, O, I, J],
        _add(
            BIAS[O],
            NestedSum(
                _mul(POINTWISE[O, E], FILTERED[N, E, I, J]),
                (E, 0, _add(_mul(M, C_IN), -1)),
            ),
        ),
        evaluate=False,
    ),
    "standard_cost": Eq(STANDARD_COST, _mul(C_IN, C_OUT, _AREA, *_POSITIONS), evaluate=False),
    "separable_cost": Eq(
        SEPARABLE_COST,
        _mul(_add(_mul(M, C_IN, _AREA), _mul(M, C_IN, C_OUT)), *_POSITIONS),
        evaluate=False,
    ),
    "ratio": Eq(
        _mul(SEPARABLE_COST, Pow(STANDARD_COST, -1)),
        _mul(M, _add(Pow(C_OUT, -1), Pow(_AREA, -1, evaluate=False))),
        evaluate=False,
    ),
}
