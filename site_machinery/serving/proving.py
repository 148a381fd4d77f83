"""Run the tests of modules of `snippets` that were saved, and renew their evidence."""

import re
import subprocess
import sys
from pathlib import Path

from site_machinery.ledger import FILE, read_ledger

TESTS = "tests/snippets/"
_BLOCKS = "tests/site/test_blocks.py"
_FAILURE = re.compile(r"^(?:FAILED|ERROR) (.+)", re.M)


def in_question(root: Path, changed: set[str]) -> set[str]:
    """Return the modules, and notebooks, whose evidence files that have changed may outdate.

    Args:
        root: the repository.
        changed: files, relative to it; only modules of `snippets` and their tests count.
    """
    ledger = read_ledger(root)
    modules = {file for file in changed if file.startswith("snippets/")}
    for file in changed:
        if file.startswith(TESTS):
            modules |= ledger.modules_tested_by(file)
            modules.add(file.removeprefix("tests/").replace("/test_", "/"))
    modules = {file for file in modules if file.endswith(".py") and (root / file).is_file()}
    if modules:  # other programs may have parts of theirs in them
        modules |= {reference.partition(":")[0] for reference in ledger.unproved(root)}
    return modules


class Proof:
    """A run of the tests that vouch for some modules, which can be broken off.

    Args:
        root: the repository.
        modules: of `snippets`, relative to it; notebooks may be among them.
    """

    def __init__(self, root: Path, modules: set[str]) -> None:
        self.modules = modules
        ledger = read_ledger(root)
        files = {test for module in modules for test in ledger.tests_of(module)}
        for module in modules:
            folder, _, name = f"tests/{module}".rpartition("/")
            files.add(f"{folder}/test_{name}")
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "pytest", "-q", "--no-header", "-rfE", "--tb=short"),
                "--maxfail=5",
                *(f"--renew={module}" for module in sorted(modules)),
                *sorted(file for file in files if (root / file).is_file()),
                _BLOCKS,
            ],
            cwd=root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )

    def wait(self) -> tuple[list[str], str]:
        """Return the failures, and all that the run printed."""
        printed, _ = self._process.communicate()
        if self._process.returncode == 0:
            return [], printed
        failures = _FAILURE.findall(printed)
        return failures or [f"the tests did not run; {FILE} is left as it is"], printed

    def end(self) -> None:
        """Break it off."""
        self._process.kill()
        self._process.wait()
