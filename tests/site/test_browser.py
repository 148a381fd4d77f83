"""The built site in a browser: its style, its search and its error page."""

import pytest
from playwright.sync_api import Page, expect

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
