"""The ledger: which tests vouch for the code that pages show.

`tests/ledger.json` is to evidence what a lock file is to dependencies: a test run writes it,
it is committed, and the build reads it. It binds the hash of each block's program to the tests
that ran its lines and passed. There is no time in it: one tree gives one ledger.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from site_machinery.programs import ProgramError, program_of, references
from site_machinery.sections import SectionError
from site_machinery.texts import text_of

FILE = "tests/ledger.json"
# The code of old notes. Running it proves nothing about it: its badge says 待验证 until a test
# of another name vouches for it.
IMPORTED = "snippets/imported/"
_ONLY_RUNS = frozenset({"test_only_runs", "test_a_program_runs_alone"})


def digest(text: str) -> str:
    """Return the SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_files(root: Path, files: Iterable[Path]) -> str:
    """Return one SHA-256 for the paths and texts of files below `root`."""
    parts = [f"{f.relative_to(root).as_posix()}\n{f.read_text('utf-8')}" for f in sorted(files)]
    return digest("\0".join(parts))


def evidence_files(root: Path) -> list[Path]:
    """Return the files that decide what the ledger says: the code, its tests, the pins."""
    return [
        *(root / "snippets").rglob("*.py"),
        *(root / "docs" / "lab").glob("*.ipynb"),
        *(root / "tests" / "snippets").rglob("*.py"),
        root / "tests" / "conftest.py",
        root / "tests" / "recorder.py",
        root / "constraints.txt",
    ]


@dataclass(frozen=True)
class Evidence:
    """What vouches for one block."""

    tests: dict[str, dict[str, int]]  # file -> test -> how many of its cases passed
    torch: str
    python: str

    @property
    def only_runs(self) -> bool:
        """Whether all that is known of the block is that it runs."""
        return {test for tests in self.tests.values() for test in tests} <= _ONLY_RUNS

    @property
    def cases(self) -> int:
        """How many test cases ran the block's lines and passed."""
        return sum(sum(tests.values()) for tests in self.tests.values())


class Ledger:
    """The committed ledger.

    Args:
        data: what stands in the file.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data

    def evidence(self, root: Path, reference: str) -> Evidence | None:
        """Return what vouches for a block, or None if its program is not the tested one."""
        block = self.data.get("blocks", {}).get(reference)
        if block is None or not block["tests"]:
            return None
        if block["program"] != digest(program_of(root, reference)):
            return None
        return Evidence(block["tests"], self.data["torch"], self.data["python"])

    def tests_of(self, module: str) -> list[str]:
        """Return the files of tests that ran lines of a module."""
        return self.data.get("modules", {}).get(module, {}).get("tests", [])

    def modules_tested_by(self, file: str) -> set[str]:
        """Return the modules of which a file's tests ran lines."""
        return {
            module for module in self.data.get("modules", {}) if file in self.tests_of(module)
        }

    def unproved(self, root: Path) -> list[str]:
        """Return the blocks for which no test vouches as they are now.

        Those of old notes are not among them: they never claimed to be verified.
        """
        found = []
        for reference in references(root):
            if reference.startswith(IMPORTED):
                continue
            try:
                if self.evidence(root, reference) is None:
                    found.append(reference)
            except (ProgramError, SectionError, SyntaxError):
                found.append(reference)
        return found


def read_ledger(root: Path) -> Ledger:
    """Return the ledger of a repository; an empty one where there is none."""
    try:
        return _parse(text_of(root / FILE))
    except FileNotFoundError:
        return Ledger({})


@cache
def _parse(text: str) -> Ledger:
    return Ledger(from_text(text))


def from_text(text: str) -> dict[str, Any]:
    """Return what a ledger's file holds.

    A merge that left its marks in it proves nothing; the next test run writes it anew.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return {}


def to_text(data: dict[str, Any]) -> str:
    """Return the ledger's file: sorted, a line each, so that a change shows as a change."""
    return json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
