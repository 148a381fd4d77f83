"""Record which tests run which lines of `snippets`, and keep tests/ledger.json true.

The ledger is written when every test of the snippets and of the blocks has run and passed, and
only then; where they are spread over several processes, each sends what it saw to the first.
A run with `--renew MODULE`, which `serve` makes when a module is saved, brings up to date only
what the ledger says about that module; the next whole run settles the rest.
A ledger that disagrees with the run although nothing that it depends on has changed was edited
by hand; it is written anew and the run fails.
"""

import json
import os
import platform
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import coverage
import pytest

from site_machinery.ledger import (
    FILE,
    IMPORTED,
    digest,
    digest_of_files,
    evidence_files,
    from_text,
    to_text,
)
from site_machinery.mutation import without_current_score
from site_machinery.pages import Fence
from site_machinery.programs import lines_of, program_of, references

ROOT = Path(__file__).parents[1]
_OF_SNIPPETS = "tests/snippets/"
_BLOCKS = "tests/site/test_blocks.py::"
_OF_BLOCKS = f"{_BLOCKS}test_a_program_runs_alone["


# A run on CUDA proves more, but only where there is such a device.
_ON_CUDA = re.compile(r"[\[-]cuda[]-]")


_SEEN = "what was seen of snippets"


def _shares_work(config: pytest.Config) -> bool:
    """Say whether the tests are spread over several processes, of which this is one."""
    return hasattr(config, "workeroutput") or bool(config.getoption("numprocesses", None))


def vouches(nodeid: str) -> bool:
    """Say whether a test's outcome goes into the ledger."""
    return nodeid.startswith((_OF_SNIPPETS, _OF_BLOCKS)) and not _ON_CUDA.search(nodeid)


class Recorder:
    """A pytest plugin, registered by conftest.py."""

    def __init__(self) -> None:
        self._coverage = coverage.Coverage(
            data_file=None,
            branch=True,
            source=[str(ROOT / "snippets")],
            # Scripts: tests run them as programs of their own and compare what they print.
            omit=["*_example.py"],
            config_file=False,
        )
        self._waiting: set[str] = set()
        self._failed: set[str] = set()
        self._skipped: set[str] = set()
        self._passed: set[str] = set()
        self._complete = True
        self._renewed: frozenset[str] = frozenset()  # the modules of --renew
        self.message = ""
        self.fault = ""

    def start(self, config: pytest.Config) -> None:
        """Begin to watch, unless workers do; must come before the first import of snippets."""
        self._renewed = frozenset(config.getoption("renew"))
        if hasattr(config, "workeroutput") or not _shares_work(config):
            self._coverage.start()

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """Learn from a worker which tests there are: this process collects none."""
        self._expect(ids)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over what a worker saw; without it the run is a part only."""
        seen = getattr(node, "workeroutput", {}).get(_SEEN)
        if seen is None:
            self._complete = False
            return
        self._complete = self._complete and seen["complete"]
        lines = coverage.CoverageData(no_disk=True)
        lines.loads(seen["lines"])
        self._coverage.get_data().update(lines)

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        """Note that this run is a part only."""
        self._complete = self._complete and not any(vouches(item.nodeid) for item in items)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Run the tests that vouch first: the build, which others need, reads the ledger."""
        items.sort(key=lambda item: not vouches(item.nodeid))
        if self._renewed:
            items[:] = [item for item in items if self._is_of_renewed(item)]
        self._expect([item.nodeid for item in items])

    def _is_of_renewed(self, item: pytest.Item) -> bool:
        """Tell the tests of the blocks of --renew, and all that are no tests of blocks."""
        if not item.nodeid.startswith(_BLOCKS):
            return True
        given = item.callspec.params.values() if hasattr(item, "callspec") else ()
        references = (value.include if isinstance(value, Fence) else value for value in given)
        return any((r or "").partition(":")[0] in self._renewed for r in references)

    def _expect(self, nodeids: list[str]) -> None:
        self._waiting = set(filter(vouches, nodeids))
        files = {nodeid.partition("::")[0] for nodeid in self._waiting}
        wanted = {
            f.relative_to(ROOT).as_posix() for f in ROOT.glob("tests/snippets/**/test_*.py")
        }
        wanted.add(_OF_BLOCKS.partition("::")[0])
        self._complete = self._complete and wanted <= files

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Book the lines that a test runs on its name."""
        if item.nodeid not in self._waiting:
            return (yield)
        self._coverage.switch_context(item.nodeid)
        result = yield
        self._coverage.switch_context("")
        self._waiting.discard(item.nodeid)
        # Of the tests that several processes share, none sees the end of all.
        if not self._waiting and not _shares_work(item.config):
            self._coverage.stop()
            if self._complete:
                self._settle()
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a test as evidence only if it was called and passed, set up and torn down."""
        if not vouches(report.nodeid):
            return
        if report.skipped:
            self._skipped.add(report.nodeid)
        elif report.failed:
            self._failed.add(report.nodeid)
        elif report.when == "call":
            self._passed.add(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hand over or put together what was seen; fail if ledger or coverage are at fault."""
        if hasattr(session.config, "workeroutput"):
            self._coverage.stop()
            lines = self._coverage.get_data().dumps()
            session.config.workeroutput[_SEEN] = {"complete": self._complete, "lines": lines}
        elif _shares_work(session.config) and self._waiting and self._complete:
            self._settle()
        elif self._renewed and session.exitstatus == pytest.ExitCode.OK and not self._skipped:
            self._renew()
        if self.fault:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what became of the ledger, and which mutation scores it outdates."""
        if self._complete and (modules := without_current_score(ROOT)):
            listed = ", ".join(modules)
            terminalreporter.line(f"run `python3 -m site_machinery mutate` anew for {listed}")
        if self.message:
            terminalreporter.line(self.message)
        if self.fault:
            terminalreporter.line(self.fault, red=True)

    def _settle(self) -> None:
        """Compare what this run proves with the ledger, and write it if that differs."""
        if self._skipped:
            self.fault = f"{min(self._skipped)} vouches for code and must not be skipped"
        if self._failed or self._skipped:
            self.message = f"{FILE}: left as it is, because tests that vouch did not pass"
            return
        proved = json.loads(to_text(self._proved()))
        self._gate(proved)
        file = ROOT / FILE
        old = from_text(file.read_text(encoding="utf-8")) if file.is_file() else {}
        same_python = old.get("python") == proved["python"]
        if old | {"python": proved["python"]} == proved:
            return  # another minor version of Python proves the same
        if old.get("inputs") == proved["inputs"] and same_python:
            keys = sorted(_differences(old, proved))
            self.fault = (
                f"{FILE}: {keys[0]} was not what the tests prove; was it edited by hand?"
            )
        elif os.environ.get("CI"):
            self.fault = f"{FILE}: is out of date; run the tests and commit it"
        file.write_text(to_text(proved), encoding="utf-8", newline="\n")
        lost = sorted(_vouching(old) - _vouching(proved))
        self.message = "\n".join(
            [
                f"{FILE}: written anew; commit it",
                *(f"no longer vouches: {test}" for test in lost),
            ]
        )

    def _renew(self) -> None:
        """Write what this run proves about the modules of --renew into the ledger."""
        file = ROOT / FILE
        data = from_text(file.read_text(encoding="utf-8")) if file.is_file() else {}
        proved = self._proved()
        for kind in ("blocks", "modules"):
            others = {
                key: value
                for key, value in data.get(kind, {}).items()
                if key.partition(":")[0] not in self._renewed
            }
            data[kind] = others | {
                key: value
                for key, value in proved[kind].items()
                if key.partition(":")[0] in self._renewed
            }
        # Without inputs, the next whole run takes what differs for out of date, not for edited.
        data |= {"inputs": "", "torch": proved["torch"], "python": proved["python"]}
        file.write_text(to_text(data), encoding="utf-8", newline="\n")
        self.message = f"{FILE}: renewed for {', '.join(sorted(self._renewed))}"

    def _gate(self, proved: dict) -> None:
        for module, part in proved["modules"].items():
            if module.startswith(IMPORTED) and not part["tests"]:
                continue  # nobody claims that it is tested
            if part["lines"][0] < part["lines"][1] or part["branches"][0] < part["branches"][1]:
                self.fault = f"{module}: lines {part['lines']}, branches {part['branches']} run"

    def _proved(self) -> dict:
        data = self._coverage.get_data()
        tests_by_line: dict[tuple[str, int], set[str]] = defaultdict(set)
        for path in data.measured_files():
            file = Path(path).relative_to(ROOT).as_posix()
            for line, contexts in data.contexts_by_lineno(path).items():
                tests_by_line[file, line] = set(contexts) & self._passed
        blocks = {}
        for reference in references(ROOT):
            file, lines = lines_of(ROOT, reference)
            nodeids = {test for line in lines for test in tests_by_line[file, line]}
            nodeids |= {f"{_OF_BLOCKS}{reference}]"} & self._passed
            blocks[reference] = {
                "program": digest(program_of(ROOT, reference)),
                "tests": _count(nodeids),
            }
        return {
            "inputs": digest_of_files(ROOT, evidence_files(ROOT)),
            "torch": metadata.version("torch").partition("+")[0],
            "python": ".".join(platform.python_version_tuple()[:2]),
            "blocks": blocks,
            "modules": self._modules(tests_by_line),
        }

    def _modules(self, tests_by_line: dict[tuple[str, int], set[str]]) -> dict:
        tests: dict[str, set[str]] = defaultdict(set)
        for (module, _), nodeids in tests_by_line.items():
            tests[module] |= {nodeid.partition("::")[0] for nodeid in nodeids}
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder, "coverage.json")
            self._coverage.json_report(outfile=str(report))
            files = json.loads(report.read_text(encoding="utf-8"))["files"]
        parts = {Path(ROOT, p).relative_to(ROOT).as_posix(): part for p, part in files.items()}
        return {
            file: {
                "lines": [part["summary"]["covered_lines"], part["summary"]["num_statements"]],
                "branches": [
                    part["summary"]["covered_branches"],
                    part["summary"]["num_branches"],
                ],
                "tests": sorted(test for test in tests[file] if test.startswith(_OF_SNIPPETS)),
            }
            for file, part in sorted(parts.items())
        }


def _count(nodeids: set[str]) -> dict[str, dict[str, int]]:
    """Return file -> test -> how many of its cases are among the ids."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for nodeid in nodeids:
        file, _, test = nodeid.partition("[")[0].partition("::")
        counts[file][test] += 1
    return counts


def _vouching(ledger: dict) -> set[str]:
    """Return the tests that vouch for anything."""
    return {
        f"{file}::{test}"
        for block in ledger.get("blocks", {}).values()
        for file, tests in block["tests"].items()
        for test in tests
    }


def _differences(old: object, new: object, path: str = "") -> Iterator[str]:
    """Yield the paths at which two ledgers differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            yield from _differences(
                old.get(key), new.get(key), f"{path} > {key}" if path else key
            )
    elif old != new:
        yield path
