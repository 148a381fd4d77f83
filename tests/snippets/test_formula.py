"""snippets.formula: what the printer writes, and that Indicator is a number once decided."""

import pytest
import sympy
from sympy import Abs, Add, Eq, Ge, IndexedBase, Le, Mul, Piecewise, Sum, floor

from snippets.formula import Indicator, to_latex

x, y = sympy.symbols("x y", real=True)
z = sympy.Symbol("z")
i, j, N = sympy.symbols("i j N", integer=True, positive=True)
f = sympy.Function(r"\phi_{k}")
a = IndexedBase("a")
y_hat = IndexedBase(r"\hat{y}")


@pytest.mark.parametrize(
    ("reading", "latex"),
    [
        (Add(y, -x, evaluate=False), "y - x"),
        (Abs(x), r"\left|x\right|"),
        (Abs(z) ** 2, r"\left|z\right|^{2}"),
        (y_hat[i], r"\hat{y}_{i}"),
        (a[i, 2 * j], "a_{i,2 j}"),
        (f(x), r"\phi_{k}(x)"),
        (f(x, y), r"\phi_{k}(x, y)"),
        (f(2 * x), r"\phi_{k}\left(2 x\right)"),
        (f(x) ** 2, r"\phi_{k}^{2}(x)"),
        (Indicator(Le(x, y)), r"\mathbb{I}_{x \leq y}"),
        (Mul(1 / N, Sum(a[i], (i, 1, N))), r"\frac{1}{N} \sum_{i=1}^{N} a_{i}"),
        (Mul(x, y, evaluate=False), "x y"),
        (
            Mul(y, x, Sum(a[i], (i, 1, N)), evaluate=False),
            r"y x \sum_{i=1}^{N} a_{i}",
        ),
        (
            Mul(2, Sum(Add(a[i], 1, evaluate=False), (i, 1, N)), evaluate=False),
            r"2 \sum_{i=1}^{N} \left(a_{i} + 1\right)",
        ),
        (-Sum(a[i], (i, 1, N)), r"- \sum_{i=1}^{N} a_{i}"),
        (
            Piecewise((x**2 / 2, Le(x, y)), (x, True), evaluate=False),
            r"\begin{cases} \frac{x^{2}}{2}, & x \leq y \\ x, & \text{otherwise} \end{cases}",
        ),
        (
            Piecewise((1, Ge(x, 0)), (-1, x < 0), evaluate=False),
            r"\begin{cases} 1, & x \geq 0 \\ -1, & x < 0 \end{cases}",
        ),
        (Eq(y, floor(x), evaluate=False), r"y = \left\lfloor{x}\right\rfloor"),
    ],
)
def test_prints_as_a_mathematician_writes(reading: sympy.Basic, latex: str) -> None:
    assert to_latex(reading) == latex


def test_terms_keep_the_order_in_which_they_were_written() -> None:
    assert to_latex(Add(y, x, 1, evaluate=False)) == "y + x + 1"
    assert to_latex(Add(1, x, y, evaluate=False)) == "1 + x + y"


def test_indicator_is_one_or_zero_once_its_condition_is_decided() -> None:
    indicator = Indicator(Le(x, 2))
    assert indicator.subs(x, 2) == 1
    assert indicator.subs(x, 3) == 0
    assert indicator.subs(x, y) == Indicator(Le(y, 2))
    assert isinstance(indicator, Indicator)
