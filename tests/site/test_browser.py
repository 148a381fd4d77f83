"""The built site in a browser: its style, its search and its error page."""

import pytest
from playwright.sync_api import Browser, Page, expect

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
    # At one go: the list is drawn anew for each letter that is typed, some time after it.
    page.keyboard.insert_text(query)
    page.keyboard.press("End")  # a key that comes up has the box search
    first = page.locator(".md-search-result__item a").first
    first.wait_for()
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


def test_a_link_to_a_term_shows_a_card_to_a_pointer_and_to_the_keyboard(page: Page) -> None:
    page.goto("/week-post-2021-02-23/", wait_until="networkidle")
    link = page.locator("a.mention", has_text="1×1 卷积").first
    card = page.get_by_role("tooltip")
    link.hover()
    expect(card).to_contain_text("核为 1×1 的卷积")
    expect(card.locator(".katex-html")).to_be_visible()
    expect(link).to_have_attribute("aria-describedby", card.get_attribute("id"))
    box, window = card.bounding_box(), page.viewport_size
    assert 0 <= box["x"] <= window["width"] - box["width"]
    assert 0 <= box["y"] <= window["height"] - box["height"]
    card.hover()  # the pointer may go into it
    page.wait_for_timeout(400)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    assert link.get_attribute("aria-describedby") is None
    page.mouse.move(0, 0)
    written = page.locator("#huber-loss ~ p a", has_text="Huber 损失").first
    written.focus()
    expect(card).to_contain_text("从而限制离群点的影响")
    page.keyboard.press("Tab")
    expect(card).to_be_hidden()
    page.goto("/terms/losses/huber-loss/", wait_until="networkidle")
    node = page.locator(".neighbours a").first
    node.focus()
    expect(card).to_contain_text(node.get_attribute("aria-label").partition("：")[0])
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "huber-loss" not in url)


def test_a_finger_follows_a_link_to_a_term_and_sees_no_card(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(base_url=address, has_touch=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/week-post-2021-02-23/", wait_until="networkidle")
    page.locator("a.mention", has_text="1×1 卷积").first.tap()
    page.wait_for_url("**/pointwise-convolution/")
    assert not [url for url in asked if url.endswith("card.json")]
    context.close()
