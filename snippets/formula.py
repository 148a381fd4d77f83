r"""Print a SymPy reading of a formula as the LaTeX that stands on the page.

A page's defining formula is kept once, as a SymPy object beside the snippet. A test checks that
the page shows exactly what `to_latex` prints and that the reading's values equal the code's.

SymPy prints what a program needs to be unambiguous; the printer below prints what a
mathematician writes: terms in the order in which they were written, |r| and y_i without
invisible braces, a coefficient before its sum, and cases as "value, & condition".
"""

import sympy
from sympy.core.function import AppliedUndef
from sympy.printing.latex import LatexPrinter


class Indicator(sympy.Function):
    r"""1 where its condition holds, else 0; printed as \mathbb{I}_{condition}."""

    nargs = 1

    @classmethod
    def eval(cls, condition: sympy.Basic) -> sympy.Integer | None:
        """Return 1 or 0 once the condition is decided."""
        if condition in (True, False):
            return sympy.Integer(1 if condition else 0)
        return None


class _PagePrinter(LatexPrinter):
    def _print_Indicator(self, expr: Indicator) -> str:
        return rf"\mathbb{{I}}_{{{self._print(expr.args[0])}}}"

    def _print_Indexed(self, expr: sympy.Indexed) -> str:
        indices = ",".join(self._print(index) for index in expr.indices)
        return rf"{self._print(expr.base)}_{{{indices}}}"

    def _print_Abs(self, expr: sympy.Abs, exp: str | None = None) -> str:
        bars = rf"\left|{self._print(expr.args[0])}\right|"
        return bars if exp is None else rf"{bars}^{{{exp}}}"

    def _print_AppliedUndef(self, expr: AppliedUndef, exp: str | None = None) -> str:
        name = self._print(sympy.Symbol(expr.func.__name__))
        power = "" if exp is None else rf"^{{{exp}}}"
        arguments = ", ".join(self._print(argument) for argument in expr.args)
        plain = all(argument.is_Atom for argument in expr.args)
        return name + power + (f"({arguments})" if plain else rf"\left({arguments}\right)")

    def _print_Piecewise(self, expr: sympy.Piecewise) -> str:
        rows = r" \\ ".join(
            rf"{self._print(value)}, & {self._condition(condition)}"
            for value, condition in expr.args
        )
        return rf"\begin{{cases}} {rows} \end{{cases}}"

    def _condition(self, condition: sympy.Basic) -> str:
        return r"\text{otherwise}" if condition is sympy.true else self._print(condition)

    def _print_Mul(self, expr: sympy.Mul) -> str:
        if not isinstance(expr.args[-1], sympy.Sum):
            return super()._print_Mul(expr)
        coefficient = sympy.Mul(*expr.args[:-1], evaluate=False)
        printed = "-" if coefficient == -1 else self._print(coefficient)
        return rf"{printed} {self._print(expr.args[-1])}"


def to_latex(reading: sympy.Basic) -> str:
    """Return the LaTeX of a reading, terms in the order in which they were written."""
    return _PagePrinter({"order": "none"}).doprint(reading)
