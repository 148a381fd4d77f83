r"""A sum over several indices, printed as one \sum for each of them."""

from sympy import Sum
from sympy.printing.latex import LatexPrinter


class NestedSum(Sum):
    r"""Sum whose LaTeX is \sum_{c=..}^{..} \sum_{q=..}^{..} ..., outermost index first."""

    def _latex(self, printer: LatexPrinter) -> str:
        show = printer.doprint
        signs = [
            rf"\sum_{{{show(index)}={show(first)}}}^{{{show(last)}}}"
            for index, first, last in self.limits
        ]
        return " ".join([*signs, show(self.function)])
