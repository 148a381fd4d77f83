r"""The formulas of docs/terms/convolution/grouped-convolution.md in SymPy.

Symbols: \tilde{x} input with its padding, w kernels, b bias, y output; g groups, C_g input
channels of a group; s stride, d dilation, k kernel size; Q_g multiply-adds with g groups; z
channels after the shuffle of y.
"""

from sympy import Add, Basic, Eq, IndexedBase, Mul, Pow, floor, symbols

from snippets.nested_sum import NestedSum

C_IN, C_OUT, C_GROUP, H_OUT, W_OUT, COST = symbols(
    r"C_{\mathrm{in}} C_{\mathrm{out}} C_{g} H_{\mathrm{out}} W_{\mathrm{out}} Q_{g}",
    integer=True,
    positive=True,
)
G, K, K_H, K_W, S, D = symbols("g k k_H k_W s d", integer=True, positive=True)
N, O, C, I, J, U, V, Q = symbols("n o c i j u v q", integer=True)  # noqa: E741
PADDED = IndexedBase(r"\tilde{x}")
WEIGHT, BIAS, OUTPUT, SHUFFLED = map(IndexedBase, "wbyz")


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


_GROUP_OUT = _mul(C_OUT, Pow(G, -1))
_GROUP = floor(_mul(G, O, Pow(C_OUT, -1)), evaluate=False)
_SOURCE = PADDED[
    N, _add(_mul(C_GROUP, Q), C), _add(_mul(S, I), _mul(D, U)), _add(_mul(S, J), _mul(D, V))
]

FORMULAS = {
    "group": Eq(Q, _GROUP, evaluate=False),
    "convolution": Eq(
        OUTPUT[N, O, I, J],
        _add(
            BIAS[O],
            NestedSum(
                _mul(WEIGHT[O, C, U, V], _SOURCE),
                (C, 0, _add(C_GROUP, -1)),
                (U, 0, _add(K_H, -1)),
                (V, 0, _add(K_W, -1)),
            ),
        ),
        evaluate=False,
    ),
    "cost": Eq(
        COST,
        _mul(C_IN, C_OUT, Pow(K, 2), H_OUT, W_OUT, Pow(G, -1)),
        evaluate=False,
    ),
    "shuffle": Eq(
        SHUFFLED[N, _add(_mul(G, C), Q), I, J],
        OUTPUT[N, _add(_mul(_GROUP_OUT, Q), C), I, J],
        evaluate=False,
    ),
}
