"""SymPy readings of the formulas of the spectral normalization page.

Symbols: W a matrix of H rows and K columns; v and u unit vectors, a = W v before its division.
"""

import sympy
from sympy import Eq, IndexedBase, Mul, Sum, sqrt, symbols

I, J, ROWS, COLUMNS = symbols("i j H K", integer=True, positive=True)  # noqa: E741
WEIGHT, SIGMA = IndexedBase("W", real=True), sympy.Symbol("\\sigma", positive=True)
LEFT, RIGHT = IndexedBase("u", real=True), IndexedBase("v", real=True)
IMAGE = IndexedBase("a", real=True)


FORMULAS = {
    "image": Eq(
        IMAGE[I],
        Sum(Mul(WEIGHT[I, J], RIGHT[J], evaluate=False), (J, 1, COLUMNS)),
        evaluate=False,
    ),
    "left": Eq(
        LEFT[I],
        Mul(IMAGE[I], 1 / sqrt(Sum(IMAGE[J] ** 2, (J, 1, ROWS))), evaluate=False),
        evaluate=False,
    ),
    "sigma": Eq(
        SIGMA,
        Sum(Mul(LEFT[I], IMAGE[I], evaluate=False), (I, 1, ROWS)),
        evaluate=False,
    ),
    "normalized": Eq(IndexedBase("\\bar{W}")[I, J], WEIGHT[I, J] / SIGMA, evaluate=False),
}
