r"""The formulas of docs/terms/convolution/pixel-shuffle.md as SymPy objects.

Symbols: x input, y output, r upscale factor; c output channel, (i, j) input pixel, (u, v) place
inside the square that the pixel becomes.
"""

from sympy import Add, Basic, Eq, IndexedBase, Mul, Pow, symbols

INPUT, OUTPUT = IndexedBase("x"), IndexedBase("y")
R, CHANNEL, ROW, COLUMN, DOWN, RIGHT = symbols("r c i j u v", integer=True)


def _add(*terms: Basic) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic) -> Mul:
    return Mul(*factors, evaluate=False)


FORMULAS = {
    "shuffle": Eq(
        OUTPUT[CHANNEL, _add(_mul(R, ROW), DOWN), _add(_mul(R, COLUMN), RIGHT)],
        INPUT[_add(_mul(CHANNEL, Pow(R, 2)), _mul(R, DOWN), RIGHT), ROW, COLUMN],
        evaluate=False,
    ),
}
