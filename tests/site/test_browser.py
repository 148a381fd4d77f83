"""The built site in a browser: nothing from elsewhere, nothing broken, copy and search work."""

from pathlib import Path

import pytest
from playwright.sync_api import (
    Locator,
    Page,
    expect,
)

from site_machinery.ledger import digest, read_ledger
from site_machinery.programs import program_of, shown
from site_machinery.rendered import RAW_MARKUP
from tests.site.sources import CATALOGUE, ROOT, run_alone

SCREENS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 800}}


def pages_of(site: Path) -> list[str]:
    """Return the address of every page, the error page among them."""
    files = sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    return ["/" + file.removesuffix("index.html") for file in files]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
def test_every_page_fits_and_loads_nothing_from_elsewhere(
    site: Path, address: str, page: Page, screen: str, scheme: str
) -> None:
    requested: set[str] = set()
    page.on("request", lambda request: requested.add(request.url))
    page.set_viewport_size(SCREENS[screen])
    page.emulate_media(color_scheme=scheme)
    for path in pages_of(site):
        if path.startswith("/evidence/") and (screen, scheme) != ("phone", "light"):
            continue  # all of one template; the narrow screen is the hard one
        page.goto(path)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{path} is {wide} pixels too wide"
        expected = "slate" if scheme == "dark" else "default"
        assert page.locator("body").get_attribute("data-md-color-scheme") == expected
        text = page.evaluate(
            """() => {
                const copy = document.querySelector("article").cloneNode(true);
                copy.querySelectorAll("pre, code, annotation").forEach(e => e.remove());
                return copy.textContent;
            }"""
        )
        assert not RAW_MARKUP.search(text), f"{path}: {RAW_MARKUP.search(text)}"
        assert page.title()
    page.wait_for_load_state("networkidle")
    assert requested
    assert [url for url in requested if not url.startswith(f"{address}/")] == []


def copied_by(page: Page, button: Locator) -> str:
    """Press a button and return what is on the clipboard then."""
    page.evaluate("navigator.clipboard.writeText('')")
    button.click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text !== '')")
    return page.evaluate("navigator.clipboard.readText()")


def test_every_copy_button_gives_a_program_that_runs(site: Path, page: Page) -> None:
    """The program is the tested one, and what it prints is what the page shows under it."""
    tested = read_ledger(ROOT).data["blocks"]
    copied = 0
    for path in pages_of(site):
        page.goto(path)
        blocks = page.locator(".highlight[data-copy]")
        for number in range(blocks.count()):
            block = blocks.nth(number)
            text = copied_by(page, block.locator("button"))
            seen = block.locator("code").inner_text()
            reference = block.get_attribute("data-section")
            if is_section := ":" in reference:
                assert seen.rstrip() == shown(ROOT, reference).rstrip(), path
            head, _, program = text.partition("\n")
            if is_section:  # a module as a whole stands on an evidence page
                assert digest(f"{program}\n") == tested[reference]["program"], path
            assert head == f"# https://example.org{path}, torch 2.13.0, MIT licence"
            assert program == program_of(ROOT, reference).rstrip(), path
            printed = run_alone(program)
            # The badge stands between a block and its output.
            output = block.locator("xpath=following-sibling::*[2][contains(@class, 'output')]")
            if output.count():
                assert printed == output.locator("code").inner_text(), path
            copied += 1
        assert page.locator(".highlight button").count() == blocks.count(), path
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
    page.keyboard.press(
        "End"
    )  # typed Chinese comes without the keyup that an input method sends
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
