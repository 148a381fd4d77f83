"""What a reader copies of a text with formulas is the text, with the formulas as LaTeX."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.site.conftest import go_on_without_reload, opened, wait_until
from tests.site.sources import ROOT

TERM = "terms/losses/huber-loss"
# The paragraph below is on the page as it stands in its source: no links, nothing emphasised.
BEGINS = "两段在"


@pytest.fixture(scope="module")
def term(site: Path, browser: Browser, address: str) -> Iterator[Page]:
    """The page of a term, come to by the theme's instant navigation."""
    with opened(browser, address) as page:
        go_on_without_reload(page, site, address)
        page.goto("/terms/losses/l1-loss/", wait_until="networkidle")
        page.evaluate("window.isTheSameWindow = true")
        page.locator("article a[href$='/huber-loss/']").first.click()
        page.locator("article > p", has_text=BEGINS).wait_for()
        assert page.evaluate("window.isTheSameWindow")
        yield page


def copied(page: Page, select: str) -> str:
    """Have a script select a range, from a displayed formula and a paragraph; copy it."""
    page.evaluate("navigator.clipboard.writeText('')")
    page.evaluate(
        """([begins, select]) => {
            const displayed = document.querySelector("article > div.arithmatex");
            const paragraphs = [...document.querySelectorAll("article > p")];
            const paragraph = paragraphs.find((p) => p.textContent.startsWith(begins));
            const range = document.createRange();
            const selecting = new Function("range", "displayed", "paragraph", select);
            selecting(range, displayed, paragraph);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        [BEGINS, select],
    )
    page.keyboard.press("ControlOrMeta+c")
    return wait_until(page, "navigator.clipboard.readText()")


def source() -> str:
    return (ROOT / f"docs/{TERM}.md").read_text(encoding="utf-8")


def test_a_paragraph_is_copied_as_it_was_written(term: Page) -> None:
    text = copied(term, "range.selectNodeContents(paragraph)")
    assert text.startswith(BEGINS)
    assert text.count("$") > 2
    assert text in source().splitlines()


def test_a_part_of_a_formula_stands_for_all_of_it(term: Page) -> None:
    within = """
        const letters = document.createTreeWalker(
            paragraph.querySelector(".katex-html"), NodeFilter.SHOW_TEXT);
        range.selectNodeContents(letters.nextNode());
    """
    assert copied(term, within) == r"$r = \pm\delta$"
    until = f"{within} range.setStartBefore(paragraph.firstChild);"
    assert copied(term, until) == r"两段在 $r = \pm\delta$"


def test_a_displayed_formula_has_lines_of_its_own(term: Page) -> None:
    select = """
        range.setStart(displayed.querySelector(".katex-html"), 0);
        range.setEndAfter(paragraph.firstChild);
    """
    text = copied(term, select)
    head, formula, rest = text.split("$$\n", 2)
    assert head == ""
    assert " ".join(source().split("$$")[1].split()) == " ".join(formula.split())
    assert rest.endswith(f"\n\n{BEGINS}")


def test_a_text_without_formulas_is_left_to_the_browser(term: Page) -> None:
    term.evaluate(
        "addEventListener('copy', (event) => (window.isOurs = event.defaultPrevented))"
    )
    copied(term, "range.selectNodeContents(document.querySelector('article h2').firstChild)")
    assert term.evaluate("window.isOurs") is False
