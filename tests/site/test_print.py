"""A page on paper: only what is read, in the colours of day, whatever the screen shows."""

from playwright.sync_api import Page

from site_machinery.catalogue import Term
from tests.site.conftest import wait_until
from tests.site.sources import CATALOGUE

TERM: Term = next(term for term in CATALOGUE.terms if term.key == "losses/huber-loss")
# The figures' own: the others are the theme's, which knows paper.
INK, LINK = "rgb(31, 36, 48)", "rgb(28, 95, 196)"


def style(page: Page, selector: str, name: str, part: str = "") -> str:
    script = "(e, [name, part]) => getComputedStyle(e, part)[name]"
    return page.locator(selector).first.evaluate(script, [name, part])


def test_a_page_prints_what_is_read_in_the_colours_of_day(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(TERM.address)
    wait_until(page, "document.body.dataset.mdColorScheme === 'slate'")
    assert style(page, ".figure .ink.label", "fill") != INK
    page.emulate_media(media="print", color_scheme="dark")
    assert style(page, ".figure .ink.label", "fill") == INK
    wait_until(page, "!document.getAnimations().length")  # a link takes a while
    assert style(page, "article p a:not(.mention)", "color") == LINK
    for hidden in (
        ".md-header",
        ".md-tabs",
        ".md-sidebar",
        ".md-footer",
        ".md-top",
        "article button",
        ".headerlink",
        "[rel=edit]",
        "[data-widget]",
    ):
        found = page.locator(hidden)
        assert found.count() > 0, hidden
        assert not any(one.is_visible() for one in found.all()), hidden
    for shown in ("h1", ".byline time", ".highlight pre", ".katex-display", "figure", ".names"):
        assert page.locator(shown).first.is_visible(), shown


def test_on_paper_code_and_formulas_fit_and_sources_have_addresses(page: Page) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1000})  # A4 without its margins
    page.goto(TERM.address)
    cut_off = page.evaluate(
        """[...document.querySelectorAll("pre > code, .arithmatex, figure, table")]
            .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"""
    )
    assert cut_off == []
    address = style(page, "#references + ul a", "content", "::after")
    assert '" attr(href) "' in address or "https://" in address
    assert style(page, "article p a", "content", "::after") in ("none", "normal")


def test_what_is_folded_up_is_open_on_paper(page: Page) -> None:
    page.goto(TERM.address)
    page.evaluate(
        """document.querySelector("article").insertAdjacentHTML("beforeend",
            "<details><summary>问</summary><p id='folded'>答</p></details>")"""
    )
    is_open = "document.querySelector('#folded').checkVisibility()"
    assert not page.evaluate(is_open)
    page.emulate_media(media="print")
    assert page.evaluate(is_open)
