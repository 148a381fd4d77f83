"""Render TeX with KaTeX while the site is built, so that pages need no script for it.

KaTeX runs in a process of its own (`katex_engine`), which is started where a formula is new: a
process that runs V8 could not be forked.
"""

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from site_machinery import katex_engine
from site_machinery.katex_engine import BETWEEN, ERROR
from site_machinery.kept import Kept

MADE_BY = (katex_engine.SCRIPT, Path(__file__), Path(katex_engine.__file__))

Source = tuple[str, bool]  # of a formula: its TeX, and whether it is displayed

_rendered: dict[Source, str] = {}


class FormulaError(ValueError):
    """KaTeX cannot read a formula; the message is KaTeX's own."""


def render(tex: str, *, display: bool) -> str:
    """Return a formula as HTML with MathML beside it for screen readers.

    Raises:
        FormulaError: the TeX is malformed, or uses what LaTeX itself does not allow (KaTeX's
            strict mode, such as Chinese text outside of a text command).
    """
    return render_all([(tex, display)])[0]


def render_all(formulas: list[Source]) -> list[str]:
    """Return formulas as HTML, asked for all at once.

    Raises:
        FormulaError: as of `render`, for the first of them.
    """
    new = [formula for formula in dict.fromkeys(formulas) if formula not in _rendered]
    if new:
        for formula, (text, message) in zip(new, _ask("render", new), strict=True):
            if message:
                raise FormulaError(_plain(message))
            _rendered[formula] = text
    return [_rendered[formula] for formula in formulas]


def faults(formulas: Iterable[Source], kept: Kept) -> dict[Source, str]:
    """Return what KaTeX has against formulas; "" if it can read it.

    They are only read, all in one call, and only those that are not kept from before.
    """
    keys = {(tex, display): f"{display:d} {tex}" for tex, display in formulas}
    new = [formula for formula, key in keys.items() if key not in kept]
    if new:
        for formula, (_, message) in zip(new, _ask("read", new), strict=True):
            kept[keys[formula]] = _plain(message)
    return {formula: kept[key] for formula, key in keys.items()}


def _ask(wanted: str, formulas: list[Source]) -> list[tuple[str, str]]:
    """Return for each formula its HTML, and KaTeX's error; one of them is ""."""
    engine = _engine(os.getpid())
    engine.stdin.write(json.dumps([wanted, formulas]).encode() + b"\n")
    engine.stdin.flush()
    size = int(engine.stdout.readline() or -1)
    answer = engine.stdout.read(max(size, 0))
    if len(answer) != size:
        raise RuntimeError(f"KaTeX's process has ended with code {engine.wait()}")
    found = answer.decode().split(BETWEEN)
    return [("", text[1:]) if text.startswith(ERROR) else (text, "") for text in found]


@cache
def _engine(_: int) -> subprocess.Popen[bytes]:
    """Start the process that a process talks to: a fork needs its own."""
    engine = subprocess.Popen(
        [sys.executable, katex_engine.__file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    atexit.register(engine.__exit__, None, None, None)  # ends its input, and waits for it
    return engine


def _plain(message: str) -> str:
    return message.removeprefix("KaTeX parse error: ")
