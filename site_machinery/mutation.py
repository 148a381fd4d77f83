"""Measure how much the tests notice: change the snippets bit by bit and run their tests.

    python3 -m site_machinery mutate [FILE ...]

makes every small change (a mutant) that mutmut knows in the named files of `snippets`, or in
those whose score is out of date, and writes to tests/mutation.json how many of them make a test
fail. A mutant that no test can notice, because it does the same as the original, is listed with
the reason in tests/equivalent_mutants.toml. Any other survivor fails the command.
"""

import fnmatch
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from site_machinery.ledger import digest_of_files, from_text, read_ledger, to_text

FILE = "tests/mutation.json"
EQUIVALENTS = "tests/equivalent_mutants.toml"

_COPIED = ("snippets", "tests", "site_machinery", "docs")
_SURVIVED, _KILLED = 0, (1, 3)  # what pytest exits with: all passed; a test, or all, failed
_OUT_OF_TIME = (-24, 24, 152, 36)  # an endless loop is noticed as well


@dataclass(frozen=True)
class Mutant:
    """A change of a module: the lines that it takes out, and those it puts there."""

    was: str
    now: str


@dataclass(frozen=True)
class Score:
    """How many mutants a module has, and which of them no test notices."""

    total: int
    survivors: tuple[Mutant, ...]

    @property
    def killed(self) -> int:
        """How many make a test fail."""
        return self.total - len(self.survivors)


class MutationError(RuntimeError):
    """The mutants could not be judged; the message says why and what to do."""


def mutated_modules(root: Path) -> list[str]:
    """Return the modules that are mutated: those that pyproject.toml does not leave out."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    left_out = settings["tool"]["mutmut"]["do_not_mutate"]
    modules = (f.relative_to(root).as_posix() for f in sorted(root.glob("snippets/**/*.py")))
    return [
        module
        for module in modules
        if not module.endswith("__init__.py")
        and not any(fnmatch.fnmatch(module, pattern) for pattern in left_out)
    ]


def current_score(root: Path, module: str) -> Score | None:
    """Return a module's score, or None if it or its tests have changed since it was taken."""
    entry = _read(root).get(module)
    if entry is None or entry["inputs"] != _inputs(root, module):
        return None
    return Score(entry["total"], tuple(Mutant(*change) for change in entry["survivors"]))


def without_current_score(root: Path) -> list[str]:
    """Return the modules whose score is out of date, or was never taken."""
    return [module for module in mutated_modules(root) if current_score(root, module) is None]


def reasons(root: Path, module: str) -> dict[Mutant, str]:
    """Return the mutants that do the same as the original, with the reason why."""
    file = root / EQUIVALENTS
    listed = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return {Mutant(e["was"], e["now"]): e["reason"] for e in listed.get(module, ())}


def faults(root: Path, module: str, score: Score) -> Iterator[str]:
    """Yield the survivors that have no reason, and the reasons that have no survivor."""
    explained = reasons(root, module)
    for mutant in score.survivors:
        if not explained.get(mutant, "").strip():
            yield (
                f"No test notices this change. Write one that does; or, where it makes no "
                f"difference, copy this to {EQUIVALENTS} and say why:\n"
                f'[["{module}"]]\nwas = {mutant.was!r}\nnow = {mutant.now!r}\nreason = ""'
            )
    for mutant in explained:
        if mutant not in score.survivors:
            yield (
                f"{EQUIVALENTS}: no survivor of {module} turns {mutant.was!r} into "
                f"{mutant.now!r}; take the entry out"
            )


def measure(root: Path, modules: list[str]) -> dict[str, Score]:
    """Run the mutants of modules and return each module's score.

    Works on a copy: nothing of an earlier run is taken over, and nothing is left behind.

    Raises:
        MutationError: mutmut does not get through.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in _COPIED:
            shutil.copytree(
                root / name, copy / name, ignore=shutil.ignore_patterns("__pycache__")
            )
        shutil.copy(root / "pyproject.toml", copy)
        patterns = [module.removesuffix(".py").replace("/", ".") + ".*" for module in modules]
        done = _mutmut(copy, "run", *patterns, watched=True)
        if done.returncode:
            raise MutationError(f"mutmut failed:\n{done.stdout}")
        return {module: _score(copy, module) for module in modules}


def _score(copy: Path, module: str) -> Score:
    meta = copy / "mutants" / f"{module}.meta"
    outcomes = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
    for name, code in outcomes.items():
        if code not in (_SURVIVED, *_KILLED, *_OUT_OF_TIME):
            raise MutationError(f"{module}: the tests of mutant {name} did not run ({code})")
    survivors = [_shown(copy, name) for name, code in outcomes.items() if code == _SURVIVED]
    return Score(len(outcomes), tuple(survivors))


def _shown(copy: Path, name: str) -> Mutant:
    lines = _mutmut(copy, "show", name).stdout.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("@@"))
    was = (line[1:].strip() for line in lines[start:] if line.startswith("-"))
    now = (line[1:].strip() for line in lines[start:] if line.startswith("+"))
    return Mutant("\n".join(was), "\n".join(now))


def _mutmut(
    copy: Path, *arguments: str, watched: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run mutmut; show its progress if somebody watches on a terminal."""
    shown = watched and sys.stdout.isatty()
    return subprocess.run(
        [sys.executable, "-m", "mutmut", *arguments],
        cwd=copy,
        # A library's threads do not survive the fork that each mutant is tested in.
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        stdout=None if shown else subprocess.PIPE,
        stderr=None if shown else subprocess.STDOUT,
        text=True,
        check=False,
    )


def _inputs(root: Path, module: str) -> str:
    """Return the hash of what decides a module's score: its text, and the tests that run it."""
    tests = read_ledger(root).data.get("modules", {}).get(module, {}).get("tests", [])
    return digest_of_files(root, [root / module, *(root / test for test in tests)])


def _read(root: Path) -> dict[str, dict]:
    file = root / FILE
    return from_text(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _write(root: Path, scores: dict[str, Score]) -> None:
    known = mutated_modules(root)
    entries = {module: entry for module, entry in _read(root).items() if module in known}
    for module, score in scores.items():
        entries[module] = {"inputs": _inputs(root, module), **asdict(score)}
        entries[module]["survivors"] = [[m.was, m.now] for m in score.survivors]
    (root / FILE).write_text(to_text(entries), encoding="utf-8", newline="\n")


def main(root: Path, arguments: list[str]) -> int:
    """Measure the named modules, or those without a current score; return the exit code."""
    known = mutated_modules(root)
    modules = [Path(argument).as_posix() for argument in arguments]
    for module in modules:
        if module not in known:
            print(f"{module} is none of the mutated modules:", *known, sep="\n  ")
            return 2
    modules = modules or without_current_score(root)
    if modules:
        print("Changing bit by bit, with the tests run on each change:", *modules, sep="\n  ")
        try:
            _write(root, measure(root, modules))
        except MutationError as error:
            print(error)
            return 1
    found = []
    for module in known:
        score = current_score(root, module)
        if score is not None:
            print(f"{module}: {score.killed} of {score.total} changes make a test fail")
            found += faults(root, module, score)
    print(*found, sep="\n\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(Path(__file__).parents[1], sys.argv[1:]))
