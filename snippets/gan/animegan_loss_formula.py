r"""The formulas of docs/terms/gan/animegan-loss.md as SymPy objects.

Symbols: x features of C channels at P positions, A and B two Gram matrices; y, u and v the
differences of the three channels of n pixels; a, g, s and f the discriminator's mean squares.
"""

import sympy
from sympy import Abs, Add, Basic, Eq, Function, IndexedBase, Mul, Sum

from snippets.nested_sum import NestedSum

C, P, N = sympy.symbols("C P n", integer=True, positive=True)
I, J, K = sympy.symbols("i j p", integer=True)  # noqa: E741
X, A, B, LUMA, U, V = (IndexedBase(name) for name in ("x", "A", "B", "y", "u", "v"))
FAKE, ANIME, GRAY, SMOOTH = (IndexedBase(name, real=True) for name in "fags")
huber = Function(r"\ell_{1}")
LOSSES = {
    name: sympy.Symbol(rf"L_{{\mathrm{{{name}}}}}")
    for name in ("adv", "con", "sty", "col", "tv")
}
WEIGHTS = {name: sympy.Symbol(rf"\omega_{{\mathrm{{{name}}}}}") for name in LOSSES}
SMOOTH_WEIGHT = sympy.Symbol("r")


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


def _mean_square(base: IndexedBase, target: int = 0) -> Basic:
    term = base[I] if target == 0 else _add(base[I], -target)
    return sympy.Pow(term, 2, evaluate=False)


FORMULAS = {
    "gram": Eq(
        A[I, J], _mul(1 / (C * P), Sum(_mul(X[I, K], X[J, K]), (K, 1, P))), evaluate=False
    ),
    "style": Eq(
        LOSSES["sty"],
        _mul(
            1 / C**2,
            NestedSum(Abs(_add(A[I, J], -B[I, J]), evaluate=False), (I, 1, C), (J, 1, C)),
        ),
        evaluate=False,
    ),
    "color": Eq(
        LOSSES["col"],
        _mul(
            1 / N,
            Sum(_add(Abs(LUMA[I], evaluate=False), huber(U[I]), huber(V[I])), (I, 1, N)),
        ),
        evaluate=False,
    ),
    "discriminator": Eq(
        sympy.Symbol("L_{D}"),
        _mul(
            1 / N,
            Sum(
                _add(
                    _mean_square(ANIME, 1),
                    _mean_square(GRAY),
                    _mean_square(FAKE),
                    _mul(SMOOTH_WEIGHT, _mean_square(SMOOTH)),
                ),
                (I, 1, N),
            ),
        ),
        evaluate=False,
    ),
    "adversarial": Eq(
        LOSSES["adv"], _mul(1 / N, Sum(_mean_square(FAKE, 1), (I, 1, N))), evaluate=False
    ),
    "total": Eq(
        sympy.Symbol("L_{G}"),
        _add(*(_mul(WEIGHTS[name], loss) for name, loss in LOSSES.items())),
        evaluate=False,
    ),
}
