r"""The formulas of docs/terms/convolution/flattened-convolution.md in SymPy.

Symbols: x input, 0 outside; w kernels; \alpha, \beta, \gamma their weights for channels, rows
and columns; b bias; y output; s stride, p padding, d dilation; \rho ratio of the weights;
\kappa kernels of a depthwise convolution.
"""

from sympy import Add, Basic, Eq, IndexedBase, Mul, Sum, symbols

C, K_H, K_W, S, D, P = symbols("C k_H k_W s d p", integer=True, positive=True)
CH, FI, I, J, U, V = symbols("c f i j u v", integer=True)  # noqa: E741
INPUT, WEIGHT, BIAS, OUTPUT = map(IndexedBase, "xwby")
LATERAL, VERTICAL, HORIZONTAL = (IndexedBase(rf"\{n}") for n in ("alpha", "beta", "gamma"))
DEPTHWISE = IndexedBase(r"\kappa")
RATIO = symbols(r"\rho", positive=True)


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


_PLACE = (CH, _add(_mul(S, I), _mul(D, U), -P), _add(_mul(S, J), _mul(D, V), -P))
_MIXED = Sum(_mul(LATERAL[FI, CH], INPUT[_PLACE]), (CH, 0, _add(C, -1)))
_PASSED = Sum(_mul(VERTICAL[FI, U], _MIXED), (U, 0, _add(K_H, -1)))

FORMULAS = {
    "kernel": Eq(
        WEIGHT[FI, CH, U, V],
        _mul(LATERAL[FI, CH], VERTICAL[FI, U], HORIZONTAL[FI, V]),
        evaluate=False,
    ),
    "passes": Eq(
        OUTPUT[FI, I, J],
        _add(BIAS[FI], Sum(_mul(HORIZONTAL[FI, V], _PASSED), (V, 0, _add(K_W, -1)))),
        evaluate=False,
    ),
    "ratio": Eq(RATIO, (C + K_H + K_W) / (C * K_H * K_W), evaluate=False),
    "separable": Eq(
        WEIGHT[FI, CH, U, V],
        _mul(LATERAL[FI, CH], DEPTHWISE[CH, U, V]),
        evaluate=False,
    ),
}
