"""Every code block of every page runs alone and prints what the page says it prints."""

import re
import sys

import pytest

from site_machinery.checks import check
from site_machinery.pages import Fence
from site_machinery.programs import imported, program_of, references
from tests.site.sources import CATALOGUE, ROOT, python_blocks, run_alone, run_fresh

WITH_OUTPUT = [
    pytest.param(fence, output, id=where) for where, fence, output in python_blocks() if output
]


def test_the_sources_have_no_problem() -> None:
    assert [str(problem) for problem in check(ROOT)] == []


@pytest.mark.parametrize("reference", references(ROOT))
def test_a_program_runs_alone(reference: str) -> None:
    program = program_of(ROOT, reference)
    assert imported(program) - sys.stdlib_module_names <= {"torch"}
    run_alone(program)


@pytest.mark.parametrize("reference", references(ROOT)[::24])
def test_a_fresh_interpreter_gives_what_the_fork_gives(reference: str) -> None:
    program = program_of(ROOT, reference)
    assert run_fresh(program) == run_alone(program)


def test_a_program_that_fails_fails_the_test() -> None:
    for run in (run_alone, run_fresh):
        with pytest.raises(AssertionError, match="ZeroDivisionError"):
            run("import torch\n1 / 0\n")
        with pytest.raises(AssertionError, match="No module named 'snippets'"):
            run("import snippets\n")


@pytest.mark.parametrize(("fence", "output"), WITH_OUTPUT)
def test_a_block_prints_what_the_page_shows(fence: Fence, output: Fence) -> None:
    assert run_alone(program_of(ROOT, fence.include)) == output.body


@pytest.mark.parametrize(
    "module", sorted({r.partition(":")[0] for r in references(ROOT) if "_example.py:" in r})
)
def test_the_parts_of_an_example_print_what_the_whole_prints(module: str) -> None:
    """A part that lost an effect of an earlier part would print something else."""
    parts = [r for r in references(ROOT) if r.startswith(f"{module}:")]
    whole = run_alone(program_of(ROOT, module))
    assert "".join(run_alone(program_of(ROOT, part)) for part in parts) == whole


def test_a_block_that_prints_shows_its_output() -> None:
    for where, fence, output in python_blocks():
        if output is None:
            assert run_alone(program_of(ROOT, fence.include)) == "", f"{where} hides its output"


def test_a_test_that_a_page_names_exists() -> None:
    tests = "".join(path.read_text(encoding="utf-8") for path in ROOT.glob("tests/**/*.py"))
    defined = set(re.findall(r"^def (test_\w+)", tests, re.M))
    named = {
        name
        for document in CATALOGUE.documents
        for name in re.findall(
            r"`(test_\w+)`", (ROOT / "docs" / document.path).read_text("utf-8")
        )
    }
    assert named - defined == set()
    assert named, "no page names a test: the pattern above no longer matches"
