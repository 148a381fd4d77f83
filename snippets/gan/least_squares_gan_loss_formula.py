"""SymPy readings of the formulas of the least-squares GAN page.

Symbols: x scores of N real samples, z of M generated ones; p real and q generated distribution
on n points, d the discriminator's score of each; a, b and c the labels.
"""

import sympy
from sympy import Add, Basic, Eq, IndexedBase, Mul, Rational, Sum, symbols

I, J, POINTS, REAL, FAKE = symbols("i j n N M", integer=True, positive=True)  # noqa: E741
P, Q = IndexedBase("p"), IndexedBase("q")
REAL_SCORE, FAKE_SCORE = IndexedBase("x"), IndexedBase("z")
BEST = IndexedBase("d^{*}")
OF_FAKE, OF_REAL, WANTED = symbols("a b c")
_HALF = Rational(1, 2)


def _less(a: Basic, b: Basic) -> Add:
    return Add(a, Mul(-1, b), evaluate=False)


def _half_mean_square(score: IndexedBase, index: Basic, count: Basic, label: Basic) -> Mul:
    total = Sum(_less(score[index], label) ** 2, (index, 1, count))
    return Mul(1 / (2 * count), total, evaluate=False)


FORMULAS = {
    "discriminator": Eq(
        sympy.Symbol("J_D"),
        Add(
            _half_mean_square(REAL_SCORE, I, REAL, OF_REAL),
            _half_mean_square(FAKE_SCORE, J, FAKE, OF_FAKE),
            evaluate=False,
        ),
        evaluate=False,
    ),
    "generator": Eq(
        sympy.Symbol("J_G"), _half_mean_square(FAKE_SCORE, J, FAKE, WANTED), evaluate=False
    ),
    "optimum": Eq(
        BEST[I],
        Mul(
            Add(OF_REAL * P[I], OF_FAKE * Q[I], evaluate=False),
            1 / (P[I] + Q[I]),
            evaluate=False,
        ),
        evaluate=False,
    ),
    "divergence": Eq(
        sympy.Symbol(r"\chi^{2}"),
        Sum(_less(P[I], Q[I]) ** 2 / (P[I] + Q[I]), (I, 1, POINTS)),
        evaluate=False,
    ),
}
