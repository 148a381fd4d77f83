"""site_machinery.theme_script: the page is styled once when it starts, and all else goes on."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from site_machinery.theme_script import mended
from tests.site.conftest import go_on_without_reload, opened, wait_until

TERM = "/terms/losses/pseudo-huber-loss/"


@pytest.mark.parametrize("script", ["", "twice " * 2])
def test_a_script_of_another_version_is_refused(script: str, theme_script: str) -> None:
    other = script.replace("twice ", theme_script)
    times = script.count("twice")
    with pytest.raises(ValueError, match=f"{times} times and not once; see site_machinery"):
        mended(other)


@pytest.fixture(scope="module")
def theme_script() -> str:
    """The script as the theme has it."""
    import material

    (script,) = (Path(material.__file__).parent / "templates").glob(
        "assets/javascripts/bundle.*.min.js"
    )
    return script.read_text(encoding="utf-8")


def test_a_page_is_styled_once_when_it_starts(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    """The theme's own script has it done three times."""
    with opened(browser, address) as page:
        page.goto("/")  # what is the same for all pages has come
        browser.start_tracing(
            page=page, path=tmp_path / "trace.json", categories=["devtools.timeline"]
        )
        page.goto(TERM)
        expect(page.locator(".md-code__button").first).to_be_attached()  # the theme has started
        elements = page.locator("*").count()
        browser.stop_tracing()
    events = json.loads((tmp_path / "trace.json").read_bytes())["traceEvents"]
    styled = [e["args"]["elementCount"] for e in events if e["name"] == "UpdateLayoutTree"]
    assert elements > 1000
    assert elements < sum(styled) < 2 * elements


def scheme(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.documentElement).colorScheme")


def test_the_browser_is_told_the_scheme_of_the_palette(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(TERM)
    assert scheme(page) == "dark"
    page.locator("label[title^='现在随系统']").click()
    wait_until(page, "() => document.body.dataset.mdColorScheme === 'default'")
    assert scheme(page) == "light"
    page.emulate_media(color_scheme="light")
    page.locator("label[title^='现在是浅色']").click()
    wait_until(page, "() => document.body.dataset.mdColorScheme === 'slate'")
    assert scheme(page) == "dark"


def test_a_first_visit_has_the_systems_colours_before_the_theme_has_started(page: Page) -> None:
    script = "**/bundle.*.js"
    page.route(script, lambda _: None)  # no answer before the route is taken away
    page.emulate_media(color_scheme="dark")
    page.goto(TERM, wait_until="domcontentloaded")
    assert scheme(page) == "dark"
    assert page.evaluate("!window.document$"), "the theme has started"
    page.unroute(script)
    expect(page.locator(".md-code__button").first).to_be_attached()
    assert scheme(page) == "dark"


def test_the_style_sheet_stays_from_page_to_page(page: Page, site: Path, address: str) -> None:
    """Though pages name it in different ways: the second lies less deep."""
    go_on_without_reload(page, site, address)
    page.goto(TERM)
    page.evaluate("document.querySelector('link[rel=stylesheet]').isTheSame = true")
    page.get_by_role("link", name="首页").first.click()
    page.wait_for_url(f"{address}/")
    sheets = "e => e.map(sheet => [sheet.isTheSame, sheet.sheet.cssRules.length > 100])"
    assert page.eval_on_selector_all("link[rel=stylesheet]", sheets) == [[True, True]]
    page.go_back()
    page.wait_for_url(f"**{TERM}")
    assert page.eval_on_selector_all("link[rel=stylesheet]", sheets) == [[True, True]]
