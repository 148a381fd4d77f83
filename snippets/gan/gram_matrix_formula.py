"""SymPy readings of the formulas of the Gram matrix page."""

import sympy
from sympy import Add, Eq, IndexedBase, Mul, Rational, Sum, symbols

from snippets.nested_sum import NestedSum

C, P = symbols("C P", integer=True, positive=True)
a, b, p = symbols("a b p", integer=True)
X, GRAM, TARGET = IndexedBase("x"), IndexedBase("G"), IndexedBase("A")

FORMULAS = {
    "gram": Eq(
        GRAM[a, b],
        Mul(1 / (C * P), Sum(X[a, p] * X[b, p], (p, 1, P)), evaluate=False),
        evaluate=False,
    ),
    "style": Eq(
        sympy.Symbol("E"),
        Mul(
            Rational(1, 4),
            NestedSum(
                Add(GRAM[a, b], -TARGET[a, b], evaluate=False) ** 2, (a, 1, C), (b, 1, C)
            ),
            evaluate=False,
        ),
        evaluate=False,
    ),
}
