"""SymPy readings of the formulas of the hinge GAN page.

Symbols: x scores of N real samples, z of M generated ones; p real and q generated distribution
on n points, d the discriminator's score of each.
"""

import sympy
from sympy import Add, Basic, Eq, IndexedBase, Max, Min, Mul, Sum, sign, symbols

I, J, POINTS, REAL, FAKE = symbols("i j n N M", integer=True, positive=True)  # noqa: E741
P, Q = IndexedBase("p", real=True), IndexedBase("q", real=True)
REAL_SCORE, FAKE_SCORE = IndexedBase("x", real=True), IndexedBase("z", real=True)
BEST = IndexedBase("d^{*}")


def _mean(term: Basic, index: Basic, count: Basic) -> Mul:
    return Mul(1 / count, Sum(term, (index, 1, count)), evaluate=False)


def _hinge(score: Basic) -> Basic:
    return Max(0, Add(1, score, evaluate=False), evaluate=False)


FORMULAS = {
    "discriminator": Eq(
        sympy.Symbol("J_D"),
        Add(
            _mean(_hinge(-REAL_SCORE[I]), I, REAL),
            _mean(_hinge(FAKE_SCORE[J]), J, FAKE),
            evaluate=False,
        ),
        evaluate=False,
    ),
    "generator": Eq(
        sympy.Symbol("J_G"),
        Mul(-1 / FAKE, Sum(FAKE_SCORE[J], (J, 1, FAKE)), evaluate=False),
        evaluate=False,
    ),
    "optimum": Eq(
        BEST[I], sign(Add(P[I], -Q[I], evaluate=False), evaluate=False), evaluate=False
    ),
    "at_optimum": Eq(
        sympy.Symbol("J_D^{*}"),
        Mul(2, Sum(Min(P[I], Q[I]), (I, 1, POINTS)), evaluate=False),
        evaluate=False,
    ),
}
