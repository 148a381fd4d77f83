"""The built site in a browser: nothing from elsewhere, nothing broken, copy and search work."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from site_machinery.ledger import digest, read_ledger
from site_machinery.programs import program_of, shown
from site_machinery.rendered import RAW_MARKUP
from tests.site.conftest import opened
from tests.site.sources import CATALOGUE, ROOT, run_alone

DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
PALETTES = {"light": "default", "dark": "slate"}


def pages_of(site: Path) -> list[str]:
    """Return the address of every page, the error page among them."""
    files = sorted(
        file.relative_to(site).as_posix()
        for file in site.rglob("*.html")
        if b'http-equiv="refresh"' not in file.read_bytes()  # leads from an old address
    )
    return ["/" + file.removesuffix("index.html") for file in files]


@dataclass(frozen=True)
class Copy:
    """What a copy button gives, and what stands around it."""

    reference: str
    shown: str
    copied: str
    output: str | None


@dataclass(frozen=True)
class Visit:
    """What a browser finds on a page."""

    title: str
    too_wide: dict[str, int]
    text: str
    buttons: int
    copies: list[Copy]


@dataclass(frozen=True)
class Tour:
    """The visits to all pages, by address, and everything that the browser asked for."""

    visits: dict[str, Visit]
    requested: set[str]


def copied_by(page: Page, button: Locator) -> str:
    """Press a button and return what is on the clipboard then."""
    page.evaluate("navigator.clipboard.writeText('')")
    button.click()
    return page.wait_for_function("navigator.clipboard.readText()").json_value()


def visit(page: Page, path: str) -> Visit:
    """Look at a page, wide and narrow, by day and by night, and press its copy buttons."""
    page.set_viewport_size(DESKTOP)
    page.goto(path)
    copies = []
    for block in page.locator(".highlight[data-copy]").all():
        # The badge stands between a block and its output.
        output = block.locator("xpath=following-sibling::*[2][contains(@class, 'output')]")
        copies.append(
            Copy(
                block.get_attribute("data-section"),
                block.locator("code").inner_text(),
                copied_by(page, block.locator("button")),
                output.locator("code").inner_text() if output.count() else None,
            )
        )
    too_wide = {}
    for name, screen in (("desktop", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(screen)
        too_wide[name] = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    # All pages of evidence are of one template, and the change takes a while to show.
    for scheme in ("dark", "light") if not path.startswith("/evidence/") else ():
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(
            "p => document.body.dataset.mdColorScheme === p", arg=PALETTES[scheme]
        )
    text = page.evaluate(
        """() => {
            const copy = document.querySelector("article").cloneNode(true);
            copy.querySelectorAll("pre, code, annotation").forEach(e => e.remove());
            return copy.textContent;
        }"""
    )
    buttons = page.locator(".highlight button").count()
    return Visit(page.title(), too_wide, text, buttons, copies)


@pytest.fixture(scope="module")
def tour(site: Path, browser: Browser, address: str) -> Tour:
    """One visit to every page: loading them is what takes the time."""
    requested: set[str] = set()
    with opened(browser, address) as page:
        page.on("request", lambda request: requested.add(request.url))
        visits = {path: visit(page, path) for path in pages_of(site)}
        page.wait_for_load_state("networkidle")
    return Tour(visits, requested)


def test_every_page_fits_the_screen_and_shows_no_markup(tour: Tour) -> None:
    for path, found in tour.visits.items():
        assert found.title
        assert max(found.too_wide.values()) <= 0, f"{path} is too wide: {found.too_wide}"
        assert not RAW_MARKUP.search(found.text), f"{path}: {RAW_MARKUP.search(found.text)}"


def test_no_page_loads_anything_from_elsewhere(tour: Tour, address: str) -> None:
    assert tour.requested
    assert [url for url in tour.requested if not url.startswith(f"{address}/")] == []


def test_every_copy_button_gives_a_program_that_runs(tour: Tour) -> None:
    """The program is the tested one, and what it prints is what the page shows under it."""
    tested = read_ledger(ROOT).data["blocks"]
    for path, found in tour.visits.items():
        assert found.buttons == len(found.copies), path
        for copy in found.copies:
            head, _, program = copy.copied.partition("\n")
            if ":" in copy.reference:  # else a whole module, on its page of evidence
                assert copy.shown.rstrip() == shown(ROOT, copy.reference).rstrip(), path
                assert digest(f"{program}\n") == tested[copy.reference]["program"], path
            assert head == f"# https://example.org{path}, torch 2.13.0, MIT licence"
            assert program == program_of(ROOT, copy.reference).rstrip(), path
            printed = run_alone(program)
            if copy.output is not None:
                assert printed == copy.output, path
    copied = sum(len(found.copies) for found in tour.visits.values())
    fences = [f for document in CATALOGUE.documents for f in document.page.fences]
    assert copied >= sum(not fence.is_output for fence in fences) > 0


def test_the_part_as_shown_can_be_copied_too(page: Page) -> None:
    page.goto("/terms/losses/huber-loss/")
    blocks = page.locator(".highlight[data-copy]:has(+ .evidence button)")
    assert blocks.count() > 5
    for number in range(blocks.count()):
        block = blocks.nth(number)
        button = block.locator("xpath=following-sibling::*[1]").get_by_role("button")
        assert button.inner_text() == "只复制显示的部分"
        reference = block.get_attribute("data-section")
        assert copied_by(page, button) == shown(ROOT, reference).rstrip()


QUERIES = {
    "转置卷积": "terms/convolution/transposed-convolution/",
    "反卷积": "terms/convolution/transposed-convolution/",
    "去卷积": "terms/convolution/transposed-convolution/",
    "transposed convolution": "terms/convolution/transposed-convolution/",
    "ConvTranspose2d": "terms/convolution/transposed-convolution/",
    "深度可分离卷积": "terms/convolution/depthwise-separable-convolution/",
    "depthwise": "terms/convolution/depthwise-separable-convolution/",
    "Huber": "terms/losses/huber-loss/",
    "huber_loss": "terms/losses/huber-loss/",
    "离群点": "terms/losses/huber-loss/",
}


@pytest.mark.parametrize(("query", "expected"), QUERIES.items())
def test_a_search_puts_the_right_page_first(page: Page, query: str, expected: str) -> None:
    page.goto("/", wait_until="networkidle")
    page.keyboard.press("/")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.type(query)
    page.keyboard.press("End")  # typed Chinese lacks the keyup that an input method sends
    first = page.locator(".md-search-result__item a").first
    first.wait_for()
    page.wait_for_timeout(300)  # the list is drawn anew while the last letters arrive
    assert expected in first.get_attribute("href")


def test_the_style_sheets_are_in_force(page: Page) -> None:
    page.goto("/terms/losses/huber-loss/")
    hidden = page.locator(".katex-mathml").first
    assert hidden.evaluate("e => getComputedStyle(e).position") == "absolute"  # KaTeX's sheet
    ink = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.reload()  # as a reader who comes back in the evening
        label = page.locator(".figure .ink.label").first
        ink[scheme] = label.evaluate("e => getComputedStyle(e).fill")
    assert ink == {"light": "rgb(31, 36, 48)", "dark": "rgb(227, 230, 238)"}


def test_a_missing_page_offers_the_search(page: Page) -> None:
    page.goto("/no/such/page/")
    assert page.locator("h1").inner_text() == "没有这个页面（404）"
    page.get_by_label("搜索全站").fill("Huber")
    page.get_by_role("button", name="搜索").click()
    first = page.locator(".md-search-result__item a").first
    first.wait_for()
    assert "huber-loss" in first.get_attribute("href")
