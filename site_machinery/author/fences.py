"""Find out which Python blocks of an old note run alone, and make a module of those.

A block that runs alone, with torch and the standard library and nothing else, becomes a section
of `snippets/imported/`, byte for byte. An import that the note takes for granted (`nn`) is put
above all sections, so the copied program has it and the page does not show it. What a block
prints is kept, if it prints the same twice.
"""

import ast
import re
import sys
import tempfile
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from site_machinery.author.body import OldFence
from site_machinery.ledger import IMPORTED
from site_machinery.programs import ProgramError, imported, program_of
from site_machinery.running import Ran, run_forked, run_fresh

_PYTHON = {"python", "py", "python3"}
_TAKEN_FOR_GRANTED = {
    "torch": "import torch",
    "nn": "from torch import nn",
    "F": "from torch.nn import functional as F",
    "Tensor": "from torch import Tensor",
    "math": "import math",
    "random": "import random",
    "os": "import os",
    "sys": "import sys",
    "time": "import time",
}
_UNBOUND = re.compile(r"nothing binds (.+)$")
# A warning of the code would end the tests, where warnings are errors.
_STRICTLY = "import warnings\nwarnings.simplefilter('error')\n"
# What shows that a bare block is a program and not a word or a number.
_STATEMENTS = (
    ast.Import,
    ast.ImportFrom,
    ast.FunctionDef,
    ast.ClassDef,
    ast.Assign,
    ast.For,
    ast.While,
    ast.With,
    ast.If,
)
_ADDRESS = re.compile("0x[0-9a-f]{8}")
_DRAWN_ANEW = {"set", "frozenset", "hash", "id"}
_LONGEST_OUTPUT = 60  # lines


@dataclass
class Code:
    """The module of a note, and what its blocks have become."""

    text: str = ""  # "" if no block runs alone
    sections: dict[OldFence, str] = field(default_factory=dict)
    printed: dict[OldFence, str] = field(default_factory=dict)
    reasons: dict[OldFence, str] = field(default_factory=dict)  # why a Python block is text


def module_of(
    fences: list[OldFence],
    name: str,
    page: str,
    run: Callable[[str], Ran] = run_forked,
) -> Code:
    """Return the module that shows the blocks of a note which run alone.

    Args:
        fences: all blocks of the note.
        name: of the module, without ".py".
        page: that shows it, below docs.
        run: runs a program.
    """
    code = Code()
    chosen = []
    for fence in fences:
        if reason := _no_candidate(fence):
            if fence.language.lower() in _PYTHON:
                code.reasons[fence] = reason
        else:
            chosen.append(fence)
    with tempfile.TemporaryDirectory() as folder:
        trial = _Trial(Path(folder), name, page, run)
        while chosen:
            failed = trial.first_that_fails(chosen)
            if failed is None:
                code.text, code.printed = trial.text, trial.printed
                code.sections = {fence: _section(n) for n, fence in enumerate(chosen, 1)}
                break
            fence, reason = failed
            chosen.remove(fence)
            if fence.language.lower() in _PYTHON:
                code.reasons[fence] = reason
    return code


def _section(number: int) -> str:
    return f"block_{number}"


def _no_candidate(fence: OldFence) -> str:
    """Say why a block cannot be a section; "" if it may be one."""
    language = fence.language.lower()
    if language and language not in _PYTHON:
        return f"it is {language}"
    try:
        statements = ast.parse(fence.body).body
    except (SyntaxError, ValueError) as error:
        return f"not Python: {getattr(error, 'msg', error)}"
    if not statements:
        return "no code"
    if not language and not any(isinstance(node, _STATEMENTS) for node in statements):
        return "no program"
    nodes = (node for statement in statements for node in ast.walk(statement))
    if any(isinstance(node, ast.Expr) and _is_dots(node.value) for node in nodes):
        return "it leaves something out (...)"
    return "it stands in a quotation" if fence.quoted else ""


def _is_dots(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is ...


class _Trial:
    def __init__(self, root: Path, name: str, page: str, run: Callable[[str], Ran]) -> None:
        self._root, self._page, self._run = root, page, run
        self._file = f"{IMPORTED}{name}.py"
        (root / IMPORTED).mkdir(parents=True)
        self.text = ""
        self.printed: dict[OldFence, str] = {}
        self._ran: dict[str, tuple[str, str]] = {}  # program -> (fault, what it prints)

    def first_that_fails(self, fences: list[OldFence]) -> tuple[OldFence, str] | None:
        """Return the first block that does not run alone in the module of these, and why."""
        self.printed = {}
        imports: set[str] = set()
        for number, fence in enumerate(fences, 1):
            fault, printed = self._try(fences, number, imports)
            if fault:
                return fence, fault
            if printed:
                self.printed[fence] = printed
        fault, _ = self._outcome(self.text)  # as when it is imported
        return (fences[-1], f"with the blocks above it: {fault}") if fault else None

    def _try(self, fences: list[OldFence], number: int, imports: set[str]) -> tuple[str, str]:
        while True:
            self.text = self._module(fences, imports)
            (self._root / self._file).write_text(self.text, encoding="utf-8")
            try:
                program = program_of(self._root, f"{self._file}:{_section(number)}")
            except (ProgramError, SyntaxError, ValueError) as error:
                unbound = _UNBOUND.search(str(error))
                names = unbound[1].split(", ") if unbound else []
                new = {_TAKEN_FOR_GRANTED.get(name, "") for name in names}
                if not new or "" in new or new <= imports:
                    return str(error).replace(f"{self._file}: ", ""), ""
                imports |= new
            else:
                foreign = imported(program) - sys.stdlib_module_names - {"torch"}
                if foreign:
                    return f"it imports {', '.join(sorted(foreign))}", ""
                return self._outcome(program)

    def _module(self, fences: list[OldFence], imports: set[str]) -> str:
        parts = [
            '"""Code of an old note, as its author wrote it; it runs, no more is known.\n\n'
            f'Shown on docs/{self._page}.\n"""\n'
        ]
        if imports:
            parts.append("\n".join(sorted(imports)) + "\n")
        for number, fence in enumerate(fences, 1):
            marks = (f"# --8<-- [{kind}:{_section(number)}]\n" for kind in ("start", "end"))
            parts.append(f"{next(marks)}{fence.body}{next(marks)}")
        return "\n".join(parts)

    def _outcome(self, program: str) -> tuple[str, str]:
        if program not in self._ran:
            self._ran[program] = self._judge(program)
        return self._ran[program]

    def _judge(self, program: str) -> tuple[str, str]:
        ran = self._run(_STRICTLY + program)
        if ran.code:
            last = (ran.errors.strip().splitlines() or [f"it ended with {ran.code}"])[-1]
            return textwrap.shorten(last, 120), ""
        printed = ran.printed
        lines = printed.split("\n")
        if printed and (lines[-1] or lines != [*printed.splitlines(), ""]):
            return "what it prints does not end with a line", ""
        if len(lines) > _LONGEST_OUTPUT or "```" in printed:
            return "it prints too much for a page", ""
        if printed and _prints_otherwise(program, printed, self._run):
            return "it prints something else each time", ""
        return "", printed


def _prints_otherwise(program: str, printed: str, run: Callable[[str], Ran]) -> bool:
    """Say whether a program prints something else when it is run again.

    Interpreters forked from one share what a fresh one draws anew: addresses, and the order of
    sets. A fresh one takes seconds, so it is asked only where there are such.
    """
    if _ADDRESS.search(printed):
        return True
    drawn_anew = any(
        isinstance(node, ast.Set | ast.SetComp)
        or (isinstance(node, ast.Name) and node.id in _DRAWN_ANEW)
        for node in ast.walk(ast.parse(program))
    )
    again = (run_fresh if drawn_anew else run)(_STRICTLY + program)
    return again.printed != printed
