"""Render TeX with KaTeX while the site is built, so that pages need no script for it."""

import atexit
from functools import cache
from pathlib import Path

from py_mini_racer import MiniRacer

_SCRIPT = Path(__file__).parent / "vendor" / "katex" / "katex.min.js"


class FormulaError(ValueError):
    """KaTeX cannot read a formula; the message is KaTeX's own."""


@cache
def _engine() -> MiniRacer:
    engine = MiniRacer()
    # Left to the interpreter's shutdown, V8 can wait for a thread that is gone, for ever.
    atexit.register(engine.close)
    engine.eval(_SCRIPT.read_text(encoding="utf-8"))
    # A thrown error would lose its text on the way; hand it over as a value.
    engine.eval(
        """
        function renderFormula(tex, displayMode) {
            try {
                return ["html", katex.renderToString(tex, {
                    displayMode, output: "htmlAndMathml", strict: "error", throwOnError: true,
                })];
            } catch (error) {
                return ["error", error.message];
            }
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
        raise FormulaError(text.removeprefix("KaTeX parse error: "))
    return text
