r"""Print a SymPy reading of a formula as the LaTeX that stands on the page.

A page's defining formula is kept once, as a SymPy object beside the snippet. A test checks that
the page shows exactly what `to_latex` prints and that the reading's values equal the code's.
"""

import sympy
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


def to_latex(reading: sympy.Basic) -> str:
    """Return the LaTeX of a reading, terms in the order in which they were written."""
    return _PagePrinter({"order": "none"}).doprint(reading)
