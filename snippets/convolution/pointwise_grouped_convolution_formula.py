r"""The formulas of docs/terms/convolution/pointwise-grouped-convolution.md in SymPy.

Symbols: x input, w weights, b bias, y output, s stride; g groups, q group of output channel o,
C_g input channels of a group; M the block-diagonal matrix, a an input channel of all; P
parameters, Q_g multiply-adds. Of a bottleneck: C channels outside, C_{\mathrm{mid}} inside, g_1
groups of the 1x1 layers, g_2 of the k x k layer, Q multiply-adds, \eta share of the 1x1 layers.
C_{\mathrm{eq}} channels that cost with g groups what C cost without.
"""

from sympy import Add, Basic, Eq, IndexedBase, Mul, Piecewise, Pow, floor, sqrt, symbols

from snippets.nested_sum import NestedSum

C_IN, C_OUT, H_OUT, W_OUT = symbols(
    r"C_{\mathrm{in}} C_{\mathrm{out}} H_{\mathrm{out}} W_{\mathrm{out}}",
    integer=True,
    positive=True,
)
C_GROUP, C_MID = symbols(r"C_{g} C_{\mathrm{mid}}", integer=True, positive=True)
CHANNELS, HEIGHT, WIDTH, G, G1, G2, K, S = symbols(
    "C H W g g_1 g_2 k s", integer=True, positive=True
)
PARAMETERS, COST, UNIT, SHARE, WIDER = symbols(r"P Q_{g} Q \eta C_{\mathrm{eq}}", positive=True)
N, O, C, I, J, A, Q = symbols("n o c i j a q", integer=True)  # noqa: E741
INPUT, WEIGHT, BIAS, OUTPUT, MATRIX = map(IndexedBase, "xwbyM")


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


def _over(top: Basic, bottom: Basic) -> Mul:
    return _mul(top, Pow(bottom, -1, evaluate=False))


_SOURCE = INPUT[N, _add(_mul(C_GROUP, Q), C), _mul(S, I), _mul(S, J)]
_INSIDE = WEIGHT[O, _add(A, _mul(-1, C_GROUP, Q))]
_OUTER = _mul(2, CHANNELS, G2)

FORMULAS = {
    "pointwise": Eq(
        OUTPUT[N, O, I, J],
        _add(
            BIAS[O],
            NestedSum(_mul(WEIGHT[O, C], _SOURCE), (C, 0, _add(C_GROUP, -1))),
        ),
        evaluate=False,
    ),
    "matrix": Eq(
        MATRIX[O, A],
        Piecewise(
            (_INSIDE, Eq(floor(_over(A, C_GROUP), evaluate=False), Q, evaluate=False)),
            (0, True),
            evaluate=False,
        ),
        evaluate=False,
    ),
    "parameters": Eq(PARAMETERS, _mul(C_OUT, _add(_over(C_IN, G), 1)), evaluate=False),
    "cost": Eq(COST, _over(_mul(C_IN, C_OUT, H_OUT, W_OUT), G), evaluate=False),
    "unit": Eq(
        UNIT,
        _mul(
            _add(
                _over(_mul(2, CHANNELS, C_MID), G1),
                _over(_mul(Pow(K, 2), Pow(C_MID, 2)), G2),
            ),
            HEIGHT,
            WIDTH,
        ),
        evaluate=False,
    ),
    "share": Eq(
        SHARE,
        _over(_OUTER, _add(_OUTER, _mul(Pow(K, 2), C_MID, G1))),
        evaluate=False,
    ),
    "wider": Eq(WIDER, _mul(sqrt(G), CHANNELS), evaluate=False),
}
