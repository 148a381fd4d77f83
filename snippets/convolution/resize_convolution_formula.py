r"""The formulas of docs/terms/convolution/resize-convolution.md in SymPy.

Symbols: x image, z the enlarged image, s scale and stride; w kernel of size k, 0 outside, K the
kernel of the transposed convolution; n how often a pixel is stamped.
"""

from sympy import Add, Basic, Eq, IndexedBase, Mul, Pow, floor, symbols

from snippets.nested_sum import NestedSum

S, SIZE = symbols("s k", integer=True, positive=True)
Q, T, A, B, E, F = symbols("q t a b e f", integer=True)
IMAGE, LARGE, WEIGHT, KERNEL, COUNT = map(IndexedBase, "xzwKn")


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


def _down(place: Basic) -> Basic:
    return floor(_mul(place, Pow(S, -1)), evaluate=False)


FORMULAS = {
    "nearest": Eq(LARGE[Q, T], IMAGE[_down(Q), _down(T)], evaluate=False),
    "kernel": Eq(
        KERNEL[A, B],
        NestedSum(
            WEIGHT[_add(SIZE, -1, -A, E), _add(SIZE, -1, -B, F)],
            (E, 0, _add(S, -1)),
            (F, 0, _add(S, -1)),
        ),
        evaluate=False,
    ),
    "count": Eq(COUNT[Q], _add(_down(Q), _mul(-1, _down(_add(Q, -SIZE)))), evaluate=False),
}
