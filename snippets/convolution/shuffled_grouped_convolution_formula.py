r"""The formulas of docs/terms/convolution/shuffled-grouped-convolution.md in SymPy.

Symbols: \tilde{h} output of the first layer with its padding, w kernels of the second layer,
y output; g_1, g_2 groups of the layers; \pi the channel that a shuffle puts at position l,
r the remainder of l by g_1; q group of output o, which reads C_2 channels; k_1, k_2 kernel
sides; R input channels seen; R_L the same after L layers of C channels in g groups; Q
multiply-adds.
"""

from sympy import Add, Basic, Eq, Function, IndexedBase, Min, Mul, Pow, floor, symbols

from snippets.nested_sum import NestedSum

C_IN, C_MID, C_OUT = symbols(
    r"C_{\mathrm{in}} C_{\mathrm{mid}} C_{\mathrm{out}}", integer=True, positive=True
)
CHANNELS, HEIGHT, WIDTH, G, G1, G2, C_2, K1, K2, L = symbols(
    "C H W g g_1 g_2 C_2 k_1 k_2 L", integer=True, positive=True
)
REACH, STACKED, COST = symbols("R R_{L} Q", integer=True, positive=True)
N, O, I, J, T, U, V, PLACE, Q, R = symbols("n o i j t u v l q r", integer=True)  # noqa: E741
SOURCE = Function(r"\pi")
PADDED, WEIGHT, OUTPUT = map(IndexedBase, (r"\tilde{h}", "w", "y"))


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


def _over(top: Basic, bottom: Basic) -> Mul:
    return _mul(top, Pow(bottom, -1))


_READ = SOURCE(_add(_mul(C_2, Q), T))

FORMULAS = {
    "source": Eq(
        SOURCE(PLACE),
        _add(
            _mul(_over(C_MID, G1), R),
            floor(_over(PLACE, G1), evaluate=False),
        ),
        evaluate=False,
    ),
    "second": Eq(
        OUTPUT[N, O, I, J],
        NestedSum(
            _mul(WEIGHT[O, T, U, V], PADDED[N, _READ, _add(I, U), _add(J, V)]),
            (T, 0, _add(C_2, -1)),
            (U, 0, _add(K2, -1)),
            (V, 0, _add(K2, -1)),
        ),
        evaluate=False,
    ),
    "reach": Eq(
        REACH,
        _mul(_over(C_IN, G1), Min(G1, _over(C_MID, G2), evaluate=False)),
        evaluate=False,
    ),
    "stacked": Eq(
        STACKED, Min(CHANNELS, Pow(_over(CHANNELS, G), L), evaluate=False), evaluate=False
    ),
    "cost": Eq(
        COST,
        _mul(
            _add(
                _over(_mul(C_IN, C_MID, Pow(K1, 2)), G1),
                _over(_mul(C_MID, C_OUT, Pow(K2, 2)), G2),
            ),
            HEIGHT,
            WIDTH,
        ),
        evaluate=False,
    ),
}
