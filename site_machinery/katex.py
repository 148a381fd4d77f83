"""Render TeX with KaTeX while the site is built, so that pages need no script for it."""

import atexit
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from site_machinery.kept import Kept

if TYPE_CHECKING:
    from py_mini_racer import MiniRacer

_SCRIPT = Path(__file__).parent / "vendor" / "katex" / "katex.min.js"
MADE_BY = (_SCRIPT, Path(__file__))


class FormulaError(ValueError):
    """KaTeX cannot read a formula; the message is KaTeX's own."""


@cache
def _engine() -> "MiniRacer":
    from py_mini_racer import MiniRacer  # V8 is started only where a formula is new

    engine = MiniRacer()
    # Left to the interpreter's shutdown, V8 can wait for a thread that is gone, for ever.
    atexit.register(engine.close)
    engine.eval(_SCRIPT.read_text(encoding="utf-8"))
    # A thrown error would lose its text on the way; hand it over as a value.
    engine.eval(
        """
        const strictly = {output: "htmlAndMathml", strict: "error", throwOnError: true};
        function renderFormula(tex, displayMode) {
            try {
                return ["html", katex.renderToString(tex, {displayMode, ...strictly})];
            } catch (error) {
                return ["error", error.message];
            }
        }
        function faultsOfFormulas(formulas) {
            return formulas.map(([tex, displayMode]) => {
                try {
                    katex.__parse(tex, {displayMode, ...strictly});
                    return "";
                } catch (error) {
                    return error.message;
                }
            });
        }
        """
    )
    return engine


@cache
def render(tex: str, *, display: bool) -> str:
    """Return a formula as HTML with MathML beside it for screen readers.

    Raises:
        FormulaError: the TeX is malformed, or uses what LaTeX itself does not allow (KaTeX's
            strict mode, such as Chinese text outside of a text command).
    """
    kind, text = _engine().call("renderFormula", tex, display)
    if kind == "error":
        raise FormulaError(_plain(text))
    return text


def faults(formulas: Iterable[tuple[str, bool]], kept: Kept) -> dict[tuple[str, bool], str]:
    """Return what KaTeX has against formulas, each (TeX, display); "" if it can read it.

    They are only read, all in one call, which is ten times as fast as to render them one by
    one, and only those that are not kept from before.
    """
    keys = {(tex, display): f"{display:d} {tex}" for tex, display in formulas}
    new = [formula for formula, key in keys.items() if key not in kept]
    if new:
        found = _engine().call("faultsOfFormulas", [list(formula) for formula in new])
        for formula, message in zip(new, found, strict=True):
            kept[keys[formula]] = _plain(message)
    return {formula: kept[key] for formula, key in keys.items()}


def _plain(message: str) -> str:
    return message.removeprefix("KaTeX parse error: ")
