"""new note, new term: what they make passes at once, and nothing is ever written over."""

import datetime
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from site_machinery.author.__main__ import main
from site_machinery.author.files import Refused
from site_machinery.author.scaffold import (
    NewNote,
    NewTerm,
    new_note,
    new_term,
    title_of_week,
    with_navigation,
)
from site_machinery.checks import check
from site_machinery.ledger import read_ledger
from site_machinery.pages import read_page
from tests.site.sources import ROOT

INDEX = "---\nfields:\n  losses: 损失函数\n---\n\n# 术语索引\n"
MKDOCS = """\
nav: # explicit
  - 首页: index.md
  - 术语:
      - terms/index.md
      - 损失函数:
          - terms/losses/mse-loss.md # the first
          - terms/losses/l1-loss.md
  - 标签: tags.md
plugins:
  - search: !ENV [A, "b"]
"""
# What the tests of snippets, pages, formulas and figures need, and nothing that they test.
NEEDED = [
    "pyproject.toml",
    "constraints.txt",
    "snippets/__init__.py",
    "snippets/formula.py",
    "snippets/svg.py",
    "tests/conftest.py",
    "tests/recorder.py",
    "tests/snippets/conftest.py",
    "tests/snippets/rejections.py",
    "tests/snippets/test_formula.py",
    "tests/snippets/test_svg.py",
    "tests/pages/claims.py",
    "tests/pages/test_numbers.py",
    "tests/site/sources.py",
    "tests/site/test_blocks.py",
    "tests/site/test_figures.py",
    "tests/site/test_formulas.py",
]
DAY = datetime.date(2026, 11, 26)
NOTE = NewNote(DAY, "一周", "这一周做了 3 次实验。", terms=("losses/kl-divergence",))
TERM = NewTerm(
    *("losses", "KL 散度", "KL divergence", "两个分布相差多少，以 1 为底的说法不算。"),
    abbr="KL",
    also=("相对熵",),
    code=("kl_div",),
)
# In a field of its own, with names as long as they get.
LONG = NewTerm(
    *("attention", "缩放点积注意力", "scaled dot-product attention", "按相似程度取平均。" * 6),
    field_name="注意力机制",
)


def small(root: Path) -> Path:
    (root / "docs/terms").mkdir(parents=True)
    (root / "docs/terms/index.md").write_text(INDEX, encoding="utf-8")
    (root / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository without a page."""
    return small(tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of two new terms and a new note, and what tests need."""
    root = small(tmp_path_factory.mktemp("made"))
    for file in NEEDED:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / file, root / file)
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "site_machinery", root / "site_machinery", ignore=ignore)
    (root / "docs/lab").mkdir()
    for term in (TERM, LONG):
        assert new_term(root, term).to_do == []
    new_note(root, NOTE)
    return root


def test_what_is_made_has_no_problem_and_is_in_style(made: Path) -> None:
    # The two modules of the test bench itself stand on no page.
    assert [p for p in check(made) if not p.file.startswith("snippets/s")] == []
    for step in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *step, "snippets", "tests"],
            cwd=made,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout


def test_what_is_made_passes_every_test_and_is_verified_then(made: Path) -> None:
    """Runs the new tests, those of numbers, formulas, figures and blocks, in the small site."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"),
            # The small site names no test.
            *("--deselect", "tests/site/test_blocks.py::test_a_test_that_a_page_names_exists"),
        ],
        cwd=made,
        env={k: v for k, v in os.environ.items() if not k.startswith(("CI", "PYTEST"))},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    ledger = read_ledger(made)
    assert [r for r in ledger.unproved(made) if not r.startswith("snippets/s")] == []
    evidence = ledger.evidence(made, "snippets/losses/kl_divergence.py:mean_square")
    assert evidence.cases > 5


def test_a_new_term_says_that_its_example_is_the_templates(made: Path) -> None:
    page = read_page(made / "docs/terms/losses/kl-divergence.md")
    assert page.meta["unverified"] == "template"
    assert page.meta["names"] == {
        "zh": "KL 散度",
        "en": "KL divergence",
        "abbr": "KL",
        "also": ["相对熵"],
        "code": ["kl_div"],
    }
    assert page.title == "KL 散度（KL divergence）"


def test_a_new_note_has_the_address_the_week_and_the_links(made: Path) -> None:
    file = made / "docs/notes/posts/2026-11-26.md"
    page = read_page(file)
    assert page.meta["slug"] == "week-post-2026-11-26"
    assert [link.target for link in page.links] == ["../../terms/losses/kl-divergence.md"]
    assert [fence.include for fence in page.fences] == [
        "snippets/notes/week_post_2026_11_26.py:spread"
    ]
    assert title_of_week(DAY) == "2026 年第 48 周的学习记录"
    assert title_of_week(datetime.date(2027, 1, 1)) == "2026 年第 53 周的学习记录"


def test_the_navigation_gets_lines_and_keeps_its_comments(made: Path) -> None:
    assert (made / "mkdocs.yml").read_text(encoding="utf-8") == MKDOCS.replace(
        "          - terms/losses/l1-loss.md\n",
        "          - terms/losses/l1-loss.md\n"
        "          - terms/losses/kl-divergence.md\n"
        "      - 注意力机制:\n"
        "          - terms/attention/scaled-dot-product-attention.md\n",
    )
    index = (made / "docs/terms/index.md").read_text(encoding="utf-8")
    assert "  losses: 损失函数\n  attention: 注意力机制\n---\n" in index


def test_the_navigation_of_this_site_takes_a_page_of_every_field() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for page in ("terms/losses/new.md", "terms/gan/new.md", "terms/vision/new.md"):
        changed = with_navigation(text, page, "视觉")
        assert f"- {page}\n" in changed
        added = set(changed.splitlines()) - set(text.splitlines())
        assert len(changed.splitlines()) - len(text.splitlines()) == len(added) <= 2


def test_where_the_navigation_has_no_place_the_line_is_named(root: Path) -> None:
    (root / "mkdocs.yml").write_text("nav:\n  - index.md\n", encoding="utf-8")
    made = new_term(root, TERM)
    assert made.to_do == [
        "mkdocs.yml: add under 'nav:', in 损失函数: - terms/losses/kl-divergence.md"
    ]


def files(root: Path) -> dict[str, bytes]:
    return {str(f): f.read_bytes() for f in root.rglob("*") if f.is_file()}


def test_a_second_note_of_a_day_gets_an_address_that_is_free(root: Path) -> None:
    first = new_note(root, NewNote(DAY, "甲", "乙"))
    before = files(root)
    second = new_note(root, NewNote(DAY, "甲", "乙"))
    assert (first.address, second.address) == (
        "/week-post-2026-11-26/",
        "/week-post-2026-11-26-2/",
    )
    after = files(root)
    assert {name: after[name] for name in before} == before
    assert check(root) == []


@pytest.mark.parametrize(
    ("term", "message"),
    [
        (TERM, "the name 'KL 散度' is that of docs/terms/losses/kl-divergence.md"),
        (NewTerm("losses", "甲", "kl DIVERGENCE", "乙"), "the name 'kl DIVERGENCE' is that of"),
        (
            NewTerm("losses", "甲", "x", "乙", slug="kl-divergence"),
            "docs/terms/losses/kl-divergence.md is there already; nothing was written",
        ),
        (
            NewTerm("vision", "甲", "x", "乙"),
            "'vision' is a new field (there are: losses)",
        ),
        (NewTerm("losses", "甲", "1x", "乙"), "the slug '1x' is no name of a-z"),
        (NewTerm("Losses", "甲", "x", "乙"), "the field 'Losses' is no name of a-z"),
        (NewTerm("losses", "", "x", "乙"), "zh must be one line of text, got ''"),
        (NewTerm("losses", "甲", "x", "乙\n丙"), "description must be one line of text"),
    ],
)
def test_a_term_that_cannot_be_is_refused_and_nothing_is_written(
    root: Path, term: NewTerm, message: str
) -> None:
    new_term(root, TERM)
    before = files(root)
    with pytest.raises(Refused, match=re.escape(message)):
        new_term(root, term)
    assert files(root) == before


def test_a_note_that_cannot_be_is_refused(root: Path) -> None:
    with pytest.raises(Refused, match="there is no term 'losses/x'"):
        new_note(root, NewNote(DAY, "甲", "乙", terms=("losses/x",)))
    with pytest.raises(Refused, match="title must be one line of text"):
        new_note(root, NewNote(DAY, " ", "乙"))
    assert not (root / "docs/notes").exists()


def run(root: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["--root", str(root), "new", *arguments])
    return result.exit_code, result.output


def test_the_command_says_what_it_made_and_what_comes_next(root: Path) -> None:
    arguments = ["--date", "2026-11-26", "--description", "一句话。", "--no-code"]
    code, output = run(root, "note", *arguments)
    assert code == 0, output
    assert output == (
        "wrote docs/notes/posts/2026-11-26.md\nno problem\n"
        "docs/notes/posts/2026-11-26.md will be at /week-post-2026-11-26/; now run the tests:\n"
        "python3 -m site_machinery test\n"
    )


def test_without_a_terminal_what_is_missing_is_named(root: Path) -> None:
    code, output = run(root, "note")
    assert code == 2
    assert "--description is missing, and there is no terminal to ask on." in output
    code, output = run(root, "term", "--field", "losses")
    assert (code, "--zh is missing" in output) == (2, True)


def test_on_a_terminal_what_is_missing_is_asked_for(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_machinery.author.__main__.on_terminal", lambda: True)
    result = CliRunner().invoke(
        main,
        ["--root", str(root), "new", "note", "--date", "2026-11-26", "--no-code"],
        input="\n一句话。\n",
    )
    assert result.exit_code == 0, result.output
    meta = read_page(root / "docs/notes/posts/2026-11-26.md").meta
    assert (meta["title"], meta["description"]) == ("2026 年第 48 周的学习记录", "一句话。")
