"""site_machinery.katex: formulas become HTML, and what cannot be read is told."""

from pathlib import Path

import pytest

from site_machinery import katex
from site_machinery.kept import Kept

GOOD = ("x^2", False), (r"\text{若 } x", True), ("a\nb", True), (r"\text{“é”}", False)
BAD = {
    r"\frac{1": "Unexpected end of input in a macro argument",
    "若": "LaTeX-incompatible input",
    "\0": "Unexpected character: '\ufffd'",  # is what keeps answers apart
    "\1": "Unexpected character: '\1'",  # is what tells errors
    "\ud800": "Unexpected character: '\ufffd'",  # is half a character, as JSON can have it
    r"\text{😀}": "LaTeX-incompatible input",  # is cut into halves by KaTeX's message
}


def test_formulas_are_html_with_mathml_each_in_its_place() -> None:
    rendered = katex.render_all([*GOOD, GOOD[0]])
    assert rendered == [katex.render(tex, display=display) for tex, display in (*GOOD, GOOD[0])]
    for (tex, display), text in zip((*GOOD, GOOD[0]), rendered, strict=True):
        assert text.startswith('<span class="katex-display">' if display else "<span class=")
        assert f'<annotation encoding="application/x-tex">{tex}</annotation>' in text


@pytest.mark.parametrize("tex", BAD)
def test_what_cannot_be_read_is_told_and_the_next_is_rendered(tex: str) -> None:
    with pytest.raises(katex.FormulaError) as told:
        katex.render_all([("x^2", True), (tex, True), ("y", True)])
    assert str(told.value).startswith(BAD[tex])
    assert "katex" in katex.render("z + z", display=True)


def test_formulas_are_judged_all_at_once_and_kept(tmp_path: Path) -> None:
    formulas = [*GOOD, *((tex, True) for tex in BAD)]
    kept = Kept(tmp_path, "formulas", katex.MADE_BY)
    faults = katex.faults(formulas, kept)
    assert [faults[formula] for formula in GOOD] == [""] * len(GOOD)
    # Characters are looked up only when a formula is rendered.
    told = {tex for tex in BAD if faults[tex, True]}
    assert {r"\frac{1", "\0", "\1", "\ud800"} <= told
    assert all(faults[tex, True].startswith(BAD[tex]) for tex in told)
