"""check: what it says, to whom, and that nothing it keeps is ever out of date."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from site_machinery.author.__main__ import main
from site_machinery.author.reports import FORMATS, report
from site_machinery.checks import Problem, check
from site_machinery.kept import Kept

PROBLEM = Problem.at("docs/a.md", ["甲 [b](c.md) 丁"], 1, "gone: c.md, 100%; mend it", "c.md")


def test_a_problem_knows_its_column_its_words_and_its_mend() -> None:
    assert (PROBLEM.column, PROBLEM.text) == (7, "c.md")
    assert (PROBLEM.what, PROBLEM.mend) == ("gone: c.md, 100%", "mend it")
    whole = Problem.at("a", ["", "  all of it "], 2, "wrong; mend it")
    assert (whole.column, whole.text) == (3, "all of it")
    nowhere = Problem.at("a", [], 1, "wrong; mend it", "x")
    assert (nowhere.column, nowhere.text) == (1, "")


def test_the_text_is_what_compilers_write() -> None:
    assert report([PROBLEM], "text") == (
        "docs/a.md:1:7: gone: c.md, 100%; mend it\n    c.md\n1 problem\n"
    )
    assert report([], "text") == "no problem\n"


def test_github_gets_a_command_whose_marks_are_escaped() -> None:
    assert report([PROBLEM], "github") == (
        "::error file=docs/a.md,line=1,col=7,title=gone%3A c.md%2C 100%25"
        "::gone: c.md, 100%25; mend it\n"
    )
    assert report([], "github") == ""


def test_programs_get_objects() -> None:
    (found,) = json.loads(report([PROBLEM], "json"))
    assert found == {
        "file": "docs/a.md",
        "line": 1,
        "column": 7,
        "text": "c.md",
        "message": "gone: c.md, 100%; mend it",
        "what": "gone: c.md, 100%",
        "mend": "mend it",
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository of one page and one module."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "snippets").mkdir()
    write(tmp_path, "docs/a.md", '# 甲\n\n$x$\n\n```python\n--8<-- "snippets/a.py:a"\n```\n')
    write(tmp_path, "snippets/a.py", "# --8<-- [start:a]\nx = 1\n# --8<-- [end:a]\n")
    return tmp_path


def write(root: Path, file: str, text: str) -> None:
    (root / file).write_text(text, encoding="utf-8")


def run(root: Path, *options: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["--root", str(root), "check", *options])
    return result.exit_code, result.output


@pytest.mark.parametrize("format_", FORMATS)
def test_the_exit_code_says_whether_there_is_a_problem(root: Path, format_: str) -> None:
    assert run(root, "--format", format_)[0] == 0
    write(root, "docs/a.md", "# 甲\n\n[乙](b.md)\n")
    code, output = run(root, "--format", format_)
    assert code == 1
    assert "docs/a.md" in output


def test_a_wrong_option_is_another_exit_code(root: Path) -> None:
    assert run(root, "--format", "xml")[0] == 2


def messages(root: Path) -> list[str]:
    return [problem.message for problem in check(root)]


def test_what_is_kept_is_never_out_of_date(root: Path) -> None:
    assert messages(root) == []
    page = (root / "docs/a.md").read_text(encoding="utf-8")
    write(root, "docs/a.md", page.replace("$x$", r"$\frac{x$"))
    assert "KaTeX cannot read" in messages(root)[0]
    write(root, "docs/a.md", page)
    assert messages(root) == []

    module = (root / "snippets/a.py").read_text(encoding="utf-8")
    write(root, "snippets/a.py", module.replace("1", "y"))
    assert "nothing binds y" in messages(root)[0]
    write(root, "snippets/b.py", "y = 2\n")
    write(root, "snippets/a.py", "from snippets.b import y\n" + module.replace("1", "y"))
    assert messages(root) == []
    write(root, "snippets/b.py", "z = 2\n")  # the module itself is as it was
    assert "snippets/b.py does not define y" in messages(root)[0]
    (root / "snippets/b.py").unlink()
    assert "snippets/b.py does not exist" in messages(root)[0]


@pytest.mark.parametrize("damage", ["", "{", "[1]", '{"a": 1}'])
def test_what_is_kept_may_be_damaged_or_deleted(root: Path, damage: str) -> None:
    write(root, "docs/a.md", "# 甲\n\n$\\frac{x$\n")
    expected = messages(root)
    kept = list((root / ".cache").rglob("*.json"))
    assert kept
    for file in kept:
        file.write_text(damage, encoding="utf-8")
    assert messages(root) == expected
    for file in kept:
        file.unlink()
    assert messages(root) == expected


def test_what_is_no_longer_asked_for_is_forgotten(tmp_path: Path) -> None:
    made_by = tmp_path / "code.py"
    made_by.write_text("1")
    first = Kept(tmp_path, "x", [made_by])
    first["a"], first["b"] = 1, 2
    first.save()
    second = Kept(tmp_path, "x", [made_by])
    assert ("a" in second, "c" in second, second["a"]) == (True, False, 1)
    second.save()
    assert "b" not in Kept(tmp_path, "x", [made_by])
    made_by.write_text("2")  # the code that found it out has changed
    third = Kept(tmp_path, "x", [made_by])
    assert "a" not in third
    third["d"] = 4
    third.save()
    assert len(list((tmp_path / ".cache").rglob("x-*.json"))) == 1
