"""Every display formula is what its SymPy reading prints, and every reading is shown."""

import importlib
import re
from functools import cache

import pytest

from site_machinery.pages import Formula
from snippets.formula import to_latex
from tests.site.sources import CATALOGUE, ROOT

BOUND = [
    pytest.param(formula, id=f"docs/{document.path}:{formula.line}")
    for document in CATALOGUE.documents
    for formula in document.page.formulas
    if formula.display and not (formula.reading or "").startswith("none")
]


@cache
def readings() -> dict[str, str]:
    """Return reference -> LaTeX for every reading in snippets."""
    found = {}
    for path in sorted((ROOT / "snippets").rglob("*_formula.py")):
        file = path.relative_to(ROOT).as_posix()
        module = importlib.import_module(file.removesuffix(".py").replace("/", "."))
        found |= {f"{file}:{name}": to_latex(r) for name, r in module.FORMULAS.items()}
    return found


def without_spaces(tex: str) -> str:
    """Drop the white space of a formula, but for the one that ends a command."""
    return re.sub(
        r"(\\[a-zA-Z]+)\s+(?=[a-zA-Z])|\s+", lambda m: f"{m[1]} " if m[1] else "", tex
    )


@pytest.mark.parametrize("formula", BOUND)
def test_a_formula_is_what_its_reading_prints(formula: Formula) -> None:
    assert formula.reading in readings(), f"{formula.reading} does not exist"
    expected = readings()[formula.reading]
    assert without_spaces(formula.tex) == without_spaces(expected), f"write:\n{expected}"


def test_every_reading_is_shown() -> None:
    shown = {
        formula.reading
        for document in CATALOGUE.documents
        for formula in document.page.formulas
        if formula.display
    }
    assert set(readings()) - shown == set()
    assert readings(), "no reading found: the pattern above no longer matches the modules"


def test_spaces_that_matter_are_kept() -> None:
    assert without_spaces(r"\delta x + y \le 1") == r"\delta x+y\le1"
    assert without_spaces(r"\delta  x") != without_spaces(r"\deltax")
