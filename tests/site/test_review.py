"""site_machinery.review: a page is due when its code or a formula changes, until confirmed."""

from pathlib import Path

import pytest

from site_machinery.pages import read_page
from site_machinery.review import confirm, is_due
from tests.site.sources import CATALOGUE, ROOT

PAGE = """---
title: 甲
---

文字。

$$
x^2
$$

```python
--8<-- "snippets/a.py:part"
```
"""
MODULE = "# --8<-- [start:part]\nx = 1\n# --8<-- [end:part]\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "snippets").mkdir()
    (tmp_path / "snippets" / "a.py").write_text(MODULE, encoding="utf-8")
    (tmp_path / "a.md").write_text(PAGE, encoding="utf-8")
    confirm(tmp_path, tmp_path / "a.md")
    return tmp_path / "a.md"


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_confirming_adds_one_line_and_nothing_else(page: Path) -> None:
    before, after = PAGE.splitlines(), page.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if not line.startswith("reviewed: ")] == before
    assert not is_due(page.parent, read_page(page))
    confirm(page.parent, page)
    assert page.read_text(encoding="utf-8").splitlines() == after


@pytest.mark.parametrize(
    ("file", "old", "new"), [("snippets/a.py", "x = 1", "x = 2"), ("a.md", "x^2", "-x^2")]
)
def test_a_change_of_code_or_formula_makes_it_due(page: Path, file, old, new) -> None:
    change(page.parent / file, old, new)
    assert is_due(page.parent, read_page(page))
    confirm(page.parent, page)
    assert not is_due(page.parent, read_page(page))


def test_a_change_of_prose_does_not(page: Path) -> None:
    change(page, "文字。", "别的文字。")
    assert not is_due(page.parent, read_page(page))


def test_a_page_without_front_matter_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# 甲\n", encoding="utf-8")
    with pytest.raises(ValueError, match="has no front matter"):
        confirm(tmp_path, tmp_path / "a.md")


def test_confirming_takes_the_mark_of_an_unchecked_page_out(page: Path) -> None:
    change(page, "title: 甲", "title: 甲\nunverified: import")
    assert read_page(page).is_unverified
    confirm(page.parent, page)
    assert not read_page(page).is_unverified
    assert "unverified" not in page.read_text(encoding="utf-8")


def test_no_page_is_due() -> None:
    assert [d.path for d in CATALOGUE.documents if is_due(ROOT, d.page)] == []
