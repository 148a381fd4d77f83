"""A page changed by hand no longer agrees with the code, and the tests say where.

What is changed in the code, the ledger or the tests is in test_build_failures.py,
test_recorder.py and test_mutation.py; what no test runs, in test_checks.py.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.sources import ROOT

PAGE = "docs/terms/losses/huber-loss.md"
FOLDERS = ("docs", "snippets", "site_machinery", "tests")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("broken")
    for folder in FOLDERS:
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, root / folder, ignore=ignore)
    for file in ("pyproject.toml", "constraints.txt", "requirements.txt", "mkdocs.yml"):
        shutil.copy(ROOT / file, root)
    return root


@pytest.mark.parametrize(
    ("old", "new", "tests", "named_above"),
    [
        ("总和 16.5，", "总和 16.4，", "tests/pages", 0),
        (r"\left(\sqrt{1 +", r"\left(\sqrt{1 -", "tests/site/test_formulas.py", 1),  # at the $$
        ("[0.5, 2.0, 4.0, 10.0]", "[0.5, 2.0]", "tests/site/test_blocks.py", 5),  # at the code
    ],
    ids=["a-number-in-prose", "a-sign-in-a-formula", "a-line-of-output"],
)
def test_the_tests_say_where_a_page_was_changed(
    copy: Path, old: str, new: str, tests: str, named_above: int
) -> None:
    page = copy / PAGE
    text = page.read_text(encoding="utf-8")
    assert text.count(old) == 1
    line = text.count("\n", 0, text.index(old)) + 1 - named_above
    page.write_text(text.replace(old, new), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-k", "huber or prints", tests],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    page.write_text(text, encoding="utf-8")
    assert done.returncode == 1
    assert f"{PAGE}:{line}" in done.stdout
