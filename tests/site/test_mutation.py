"""site_machinery.mutation: the score says what the tests notice, and is not taken on trust.

A small repository stands in a temporary folder, and its snippets are mutated in earnest.
"""

import shutil
from functools import cache
from pathlib import Path

import pytest

from site_machinery.evidence_pages import evidence_page, evidence_pages
from site_machinery.mutation import (
    EQUIVALENTS,
    FILE,
    Mutant,
    Score,
    current_score,
    faults,
    main,
    mutated_modules,
    reasons,
    without_current_score,
)
from site_machinery.programs import references
from tests.site.sources import ROOT

HALVES = "snippets/halves.py"
MODULE = """# --8<-- [start:half]
def half(x):
    return x / 2


# --8<-- [end:half]
"""
TESTS = """from snippets.halves import half


def test_half():
    assert abs(half(3) - 1.5) < 1e-9
"""
# x * 2 and x / 3; both are noticed by a sharp test.
WEAK_TESTS = TESTS.replace("1e-9", "1")
LEDGER = '{"modules": {"snippets/halves.py": {"tests": ["tests/snippets/test_halves.py"]}}}'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for file, text in {
        HALVES: MODULE,
        "snippets/halves_example.py": "print(1)\n",
        "tests/snippets/test_halves.py": TESTS,
        "tests/ledger.json": LEDGER,
        "docs/index.md": "# 首页\n",
    }.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    for file in ("tests/conftest.py", "tests/recorder.py", "pyproject.toml"):
        shutil.copy(ROOT / file, tmp_path / file)
    ignore = shutil.ignore_patterns("__pycache__", "vendor", "theme")
    shutil.copytree(ROOT / "site_machinery", tmp_path / "site_machinery", ignore=ignore)
    return tmp_path


def write(root: Path, file: str, text: str) -> None:
    (root / file).write_text(text, encoding="utf-8")


def test_a_loosened_tolerance_lowers_the_score(root: Path, capsys) -> None:
    assert without_current_score(root) == [HALVES]  # an example is compared whole
    assert main(root, []) == 0
    assert current_score(root, HALVES) == Score(total=2, survivors=())
    taken = (root / FILE).read_bytes()
    assert main(root, []) == 0  # nothing to do
    assert (root / FILE).read_bytes() == taken

    write(root, "tests/snippets/test_halves.py", WEAK_TESTS)
    assert current_score(root, HALVES) is None
    assert main(root, [HALVES]) == 1
    score = current_score(root, HALVES)
    assert score == Score(total=2, survivors=(Mutant("return x / 2", "return x / 3"),))
    assert score.killed == 1
    report = capsys.readouterr().out
    assert f"{HALVES}: 1 of 2 changes make a test fail\n" in report
    assert "was = 'return x / 2'\nnow = 'return x / 3'\nreason = \"\"\n" in report


def test_a_survivor_needs_a_reason_and_a_reason_a_survivor(root: Path) -> None:
    survived = Score(2, (Mutant("a", "b"),))
    (fault,) = faults(root, HALVES, survived)
    assert "No test notices this change" in fault
    entry = fault[fault.index("[[") :]
    write(root, EQUIVALENTS, entry)
    assert list(faults(root, HALVES, survived)) == [fault]  # the reason is still empty
    write(root, EQUIVALENTS, entry.replace('""', '"一个理由"'))
    assert list(faults(root, HALVES, survived)) == []
    (fault,) = faults(root, HALVES, Score(2, ()))
    assert "no survivor of snippets/halves.py turns 'a' into 'b'; take the entry out" in fault


def test_tests_that_fail_before_any_change_give_no_score(root: Path, capsys) -> None:
    write(root, "tests/snippets/test_halves.py", TESTS.replace("1.5", "9"))
    assert main(root, []) == 1
    assert "mutmut failed" in capsys.readouterr().out
    assert not (root / FILE).exists()


def test_a_file_that_is_not_mutated_is_refused(root: Path, capsys) -> None:
    assert main(root, ["snippets/halves_example.py"]) == 2
    assert "is none of the mutated modules:\n  snippets/halves.py" in capsys.readouterr().out


def test_a_changed_module_has_no_score(root: Path) -> None:
    main(root, [])
    write(root, HALVES, MODULE.replace("x / 2", "x / 2.0"))
    assert without_current_score(root) == [HALVES]


def test_every_survivor_of_this_repository_has_a_reason() -> None:
    modules = mutated_modules(ROOT)
    assert len(modules) > 10
    for module in modules:
        score = current_score(ROOT, module)
        if score is not None:  # else the run of the tests says so
            assert list(faults(ROOT, module, score)) == []


@cache
def pages_of_evidence() -> dict[str, str]:
    return evidence_pages(ROOT)


@pytest.mark.parametrize("module", mutated_modules(ROOT))
def test_an_evidence_page_gives_the_score_and_the_reasons(module: str) -> None:
    page = pages_of_evidence().get(evidence_page(f"{module}:any"))
    score = current_score(ROOT, module)
    if page is None:
        assert not any(r.startswith(f"{module}:") for r in references(ROOT))
    elif score is None:
        assert "变异测试：代码或测试改动过，还没有重新测。" in page
    else:
        assert f"变异测试：逐处改动代码 {score.total} 次，{score.killed} 次有测试失败。" in page
        for mutant in score.survivors:
            assert f"| {reasons(ROOT, module)[mutant]} |" in page
