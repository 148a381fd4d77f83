"""Sums over several indices: the LaTeX by hand, the value against SymPy's own Sum.

Exact and of SymPy objects only, so there is no gradient and no input to reject.
"""

from sympy import Sum, latex, symbols

from snippets.nested_sum import NestedSum

A, B, N = symbols("a b n", integer=True)


def test_prints_one_sign_for_each_index_outermost_first() -> None:
    reading = NestedSum(A * B, (A, 0, N), (B, 1, 3))
    assert latex(reading) == r"\sum_{a=0}^{n} \sum_{b=1}^{3} a b"


def test_has_the_value_of_the_sum() -> None:
    limits = (A, 0, 2), (B, 1, 3)
    value = NestedSum(A * B + 5 * B, *limits).doit()
    assert value == Sum(A * B + 5 * B, *limits).doit() == (0 + 1 + 2 + 3 * 5) * (1 + 2 + 3)
