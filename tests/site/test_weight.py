"""What a reader waits for stays small; `tests/benchmarks/transfer.py` weighs every page."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from site_machinery.formula_fonts import FOLDER
from tests.benchmarks.server import serving
from tests.benchmarks.transfer import first_visit, next_page

# A term with 35 formulas, 4 blocks of code and a figure to play with.
TERM = "/terms/losses/mse-loss/"


def test_a_term_and_the_page_after_it(browser: Browser, site: Path) -> None:
    with serving(site) as server:
        first = first_visit(browser, server, TERM)
        after = next_page(browser, server, "/terms/losses/l1-loss/")
    assert sum(first.values()) <= 150_000, first
    assert sum(after.values()) <= 30_000, after
    assert not any(path.endswith("engine.js") for path in first)  # it comes with a letter
    assert not any("/stylesheets/" in path or "bundle" in path for path in after)


@pytest.mark.parametrize("part", [".tabbed-set", ".md-version", "[dir=rtl]", "primary=indigo"])
def test_the_style_sheet_has_nothing_for_what_is_not_turned_on(site: Path, part: str) -> None:
    (sheet,) = (site / "assets/stylesheets").glob("all.*.css")
    assert part not in sheet.read_text(encoding="utf-8")


def test_the_style_sheet_names_the_fonts_that_are_shipped(site: Path) -> None:
    (sheet,) = (site / "assets/stylesheets").glob("all.*.css")
    named = re.findall(r"url\(\.\./katex/fonts/([^)]+)\)", sheet.read_text(encoding="utf-8"))
    assert sorted(named) == sorted(file.name for file in (site / FOLDER).iterdir())


def test_no_page_shows_what_the_style_sheet_has_nothing_for(site: Path) -> None:
    shown = re.compile(
        r'class="[^"]*\b(?:tabbed-|task-list|critic|twemoji|md-(?:annotation|author|consent'
        r"|feedback|path|progress|select|social|status|tooltip|version)\b)"
    )
    for page in site.rglob("*.html"):
        found = shown.search(page.read_text(encoding="utf-8"))
        assert not found, f"{page}: turn it on in mkdocs.yml: {found[0]}"
