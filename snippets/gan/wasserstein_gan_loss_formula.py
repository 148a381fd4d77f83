"""SymPy readings of the formulas of the Wasserstein GAN page.

Symbols: x scores of N real samples, z of M generated ones; r and s numbers in ascending order;
a real and b generated sample with K entries, alpha the real one's share; g gradients.
"""

import sympy
from sympy import Abs, Add, Eq, IndexedBase, Mul, Pow, Sum, sqrt, symbols

I, J, K, REAL, FAKE, ENTRIES = symbols("i j k N M K", integer=True, positive=True)  # noqa: E741
REAL_SCORE, FAKE_SCORE = IndexedBase("x", real=True), IndexedBase("z", real=True)
REAL_SORTED, FAKE_SORTED = IndexedBase("r", real=True), IndexedBase("s", real=True)
REAL_SAMPLE, FAKE_SAMPLE = IndexedBase("a", real=True), IndexedBase("b", real=True)
ALPHA, GRADIENT = IndexedBase("\\alpha", real=True), IndexedBase("g", real=True)


def _mean(term: sympy.Basic, index: sympy.Basic, count: sympy.Basic) -> Mul:
    return Mul(1 / count, Sum(term, (index, 1, count)), evaluate=False)


FORMULAS = {
    "discriminator": Eq(
        sympy.Symbol("J_D"),
        Add(
            _mean(FAKE_SCORE[J], J, FAKE),
            Mul(-1, 1 / REAL, Sum(REAL_SCORE[I], (I, 1, REAL)), evaluate=False),
            evaluate=False,
        ),
        evaluate=False,
    ),
    "generator": Eq(
        sympy.Symbol("J_G"),
        Mul(-1 / FAKE, Sum(FAKE_SCORE[J], (J, 1, FAKE)), evaluate=False),
        evaluate=False,
    ),
    "on_a_line": Eq(
        sympy.Symbol("W"),
        _mean(Abs(Add(REAL_SORTED[I], -FAKE_SORTED[I], evaluate=False)), I, REAL),
        evaluate=False,
    ),
    "between": Eq(
        IndexedBase("\\hat{x}")[I, K],
        Add(
            Mul(ALPHA[I], REAL_SAMPLE[I, K], evaluate=False),
            Mul(Add(1, -ALPHA[I], evaluate=False), FAKE_SAMPLE[I, K], evaluate=False),
            evaluate=False,
        ),
        evaluate=False,
    ),
    "penalty": Eq(
        sympy.Symbol("P"),
        _mean(
            Pow(
                Add(sqrt(Sum(GRADIENT[I, K] ** 2, (K, 1, ENTRIES))), -1, evaluate=False),
                2,
                evaluate=False,
            ),
            I,
            REAL,
        ),
        evaluate=False,
    ),
}
