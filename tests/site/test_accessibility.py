"""The site for readers who listen, who use a keyboard, or who want no motion.

axe-core judges pages that together hold every kind of element that the site has, and what opens
on them; `python -m tests.benchmarks.accessibility` asks it about every page. The names of all
that can be operated are collected by the tours.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.site.axe import violations
from tests.site.conftest import go_on_without_reload, wait_until
from tests.site.tours import DESKTOP, PALETTES, PHONE, pages_of

LOSS = "/terms/losses/huber-loss/"
ARITHMETIC = "/terms/convolution/transposed-convolution/"
LEAVES = {"br", "hr", "img", "input", "link", "meta"}


class Kinds(HTMLParser):
    """Collect the kinds of elements of a page: what they are, and what they stand in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[tuple] = set()
        self._open: list[tuple[str, bool]] = []  # tag, and whether it is a drawing or a formula
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        parent, is_drawn = self._open[-1] if self._open else ("", False)
        classes = (given.get("class") or "").split()
        if not is_drawn:
            kind = (parent, tag, *sorted(classes), given.get("role"), given.get("type"))
            self.found.add(kind)
        if tag not in LEAVES:
            self._open.append((tag, is_drawn or tag == "svg" or "katex" in classes))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass


def pages_with_every_kind(site: Path) -> list[str]:
    """Return few pages that together hold every kind of element of the site."""
    kinds = {}
    for path in pages_of(site):
        file = site / path.lstrip("/")
        text = (file / "index.html" if file.is_dir() else file).read_text(encoding="utf-8")
        kinds[path] = Kinds(text).found
    chosen, left = [], set().union(*kinds.values())
    while left:
        chosen.append(max(kinds, key=lambda path: len(kinds[path] & left)))
        left -= kinds[chosen[-1]]
    return chosen


# The scripts have done their work: the figures to play with are there, and boxes are judged.
READY = """() => document.querySelector("button[for=__drawer]")
  && [...document.querySelectorAll("[data-widget]")].every((e) => e.matches(":has(fieldset)"))
  && [...document.querySelectorAll(".md-typeset__scrollwrap, div.arithmatex")]
    .every((e) => (e.scrollWidth > e.clientWidth) === (e.tabIndex === 0))"""


def visit(page: Page, path: str) -> None:
    """Go to a page and wait until its scripts have done their work."""
    page.goto(path)
    wait_until(page, READY)


def set_up(page: Page, scheme: str, screen: dict[str, int]) -> None:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.set_viewport_size(screen)


@pytest.mark.parametrize(("scheme", "screen"), [("light", DESKTOP), ("dark", PHONE)])
def test_axe_finds_nothing_on_any_kind_of_page(
    page: Page, site: Path, scheme: str, screen: dict[str, int]
) -> None:
    set_up(page, scheme, screen)
    for path in pages_with_every_kind(site):
        visit(page, path)
        assert violations(page) == [], path


@pytest.mark.parametrize("scheme", PALETTES)
def test_axe_finds_nothing_in_what_opens(
    page: Page, site: Path, address: str, scheme: str
) -> None:
    go_on_without_reload(page, site, address)
    set_up(page, scheme, DESKTOP)
    visit(page, "/terms/")
    page.keyboard.press("/")
    assert violations(page) == [], "the search is open"
    page.keyboard.insert_text("层归一化")
    page.keyboard.press("End")
    page.locator(".md-search-result__item").first.wait_for()
    assert violations(page) == [], "there are results"
    page.keyboard.press("Enter")
    expect(page.locator(".md-content h1")).to_contain_text("层归一化")
    assert page.evaluate("'axe' in window"), "the page was loaded anew"
    assert violations(page) == [], "gone on without a reload"
    page.locator(".md-content a.mention").first.focus()
    expect(page.locator("#term-card")).to_be_visible()
    assert violations(page) == [], "the card of a term"
    set_up(page, scheme, PHONE)
    page.locator(".md-header__button[for=__drawer]").click()
    assert violations(page) == [], "the drawer is open"
    page.keyboard.press("Escape")
    page.locator("label[for^=__palette]:visible").click()
    assert violations(page) == [], "another palette"


# What shows where the keyboard is: an outline around the element or what stands for it.
STOP = """() => {
  const e = document.activeElement;
  const shown = e.matches(".md-nav__toggle") ? e.parentElement.querySelector(".md-nav__link")
    : e.matches(".md-option") ? e.nextElementSibling : e;
  const luminance = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const style = getComputedStyle(shown);
  let behind = parseFloat(style.outlineOffset) < 0 ? shown : shown.parentElement;
  const isClear = (colour) => colour === "rgba(0, 0, 0, 0)" || /, 0?\\.\\d+\\)$/.test(colour);
  while (behind.parentElement && isClear(getComputedStyle(behind).backgroundColor)) {
    behind = behind.parentElement;
  }
  const [dark, light] = [style.outlineColor, getComputedStyle(behind).backgroundColor]
    .map(luminance).sort((a, b) => a - b);
  const { left, top, right, bottom } = shown.getBoundingClientRect();
  return {
    what: [e.localName, e.type, e.className].join(" "),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    contrast: (light + 0.05) / (dark + 0.05),
    inSight: shown.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      && right > left && bottom > top && bottom > 0 && top < innerHeight && left < innerWidth,
    isFirstAgain: e === document.body || e.matches(".md-skip"),
  };
}"""


def stops(page: Page) -> Iterator[dict]:
    """Press Tab through the page, and tell of each stop."""
    for place in range(600):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.md-search__input')"):
            page.wait_for_selector("#__search:checked", state="attached")  # its colours change
        stop = page.evaluate(STOP)
        if place and stop["isFirstAgain"]:
            return
        yield stop
    raise AssertionError("the keyboard is caught on the page")


@pytest.mark.parametrize(
    ("scheme", "path", "reached"),
    [
        ("light", LOSS, ("range", "md-tag", "footnote-backref", "code", "evidence")),
        ("dark", ARITHMETIC, ("select-one", "md-nav__toggle", "footnote-ref")),
    ],
)
def test_tab_reaches_everything_and_shows_where_it_is(
    page: Page, scheme: str, path: str, reached: tuple[str, ...]
) -> None:
    set_up(page, scheme, DESKTOP)
    visit(page, path)
    page.evaluate(
        "document.querySelectorAll('.evidence *').forEach(e => e.classList.add('evidence'))"
    )
    found = list(stops(page))
    assert found[0]["what"].startswith("a  md-skip")
    for stop in found:
        assert stop["inSight"], stop
        assert stop["outlined"], stop
        assert stop["contrast"] >= 3, stop
    on_every_page = ("md-option", "md-search__input", "md-tabs__link", "md-nav__link")
    for kind in (*on_every_page, "headerlink", "md-code__button", *reached):
        assert any(kind in stop["what"] for stop in found), kind


def test_the_drawer_opens_and_closes_by_keyboard(page: Page) -> None:
    set_up(page, "light", PHONE)
    visit(page, LOSS)
    sidebar = page.locator(".md-sidebar--primary")
    expect(sidebar).to_be_hidden()
    button = page.get_by_role("button", name="导航栏")
    expect(button).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(sidebar).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    section = page.get_by_role("checkbox", name="展开：损失函数")
    expect(section).to_be_focused()  # the page stands in it
    expect(section).to_be_checked()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("checkbox", name="展开：归一化")).to_be_checked()
    page.keyboard.press("Tab")
    expect(
        page.get_by_role("link", name="批归一化（batch normalization）").first
    ).to_be_focused()
    page.keyboard.press("Escape")
    expect(sidebar).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(sidebar).to_be_visible()
    page.locator(".md-content a").first.focus()
    expect(sidebar).to_be_hidden()


def test_the_keyboard_walks_through_what_the_search_found(page: Page) -> None:
    set_up(page, "light", DESKTOP)
    visit(page, "/")
    page.keyboard.press("/")
    page.keyboard.type("huber")
    # Each letter is searched for, and what is found last takes the place of what was before.
    results = page.locator(".md-search-result__item a[href*='h=huber']")
    results.first.wait_for()
    expect(page.get_by_role("status").filter(has_text="结果")).to_be_visible()
    names = []
    for _ in range(3):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert names == ["复制这次搜索的链接", "清空当前内容", "搜索结果"]
    page.keyboard.press("ArrowDown")
    expect(results.first).to_be_focused()
    page.locator(".md-tabs a").first.focus()
    expect(results.first).to_be_hidden()
    page.keyboard.press("Shift+Tab")
    assert not page.evaluate("document.activeElement.matches('.md-search__output *')")


def test_a_box_is_a_stop_only_while_it_scrolls(page: Page) -> None:
    visit(page, LOSS)
    counts = {}
    for name, screen in (("phone", PHONE), ("desktop", DESKTOP)):
        page.set_viewport_size(screen)
        wait_until(page, READY)
        counts[name] = page.get_by_role("group", name="可左右滚动").count()
    assert counts["phone"] > counts["desktop"] == 0


def test_arrow_keys_move_a_slider_and_what_follows_is_said(page: Page) -> None:
    visit(page, LOSS)
    place = page.get_by_role("group", name="Huber 损失的曲线")
    slider = place.get_by_role("slider", name="阈值 δ", exact=True)
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_value("1.1")
    said = place.locator("[aria-live=polite]")
    expect(said).to_have_text("δ = 1.1，r = 2：损失 1.595，斜率 1.1")


def movements(page: Page) -> list[int]:
    """Open the drawer and the search, and return how many movements each begins."""
    found = []
    for screen, button in ((PHONE, "[for=__drawer]"), (DESKTOP, "[name=query]")):
        page.set_viewport_size(screen)
        visit(page, LOSS)
        page.locator(f".md-header {button}").first.click()
        found.append(page.evaluate("document.getAnimations().length"))
    return found


def test_nothing_moves_for_those_who_want_no_motion(page: Page) -> None:
    page.emulate_media(reduced_motion="no-preference")
    assert all(movements(page))
    page.emulate_media(reduced_motion="reduce")
    assert movements(page) == [0, 0]
    style = "getComputedStyle(document.documentElement).scrollBehavior"
    assert page.evaluate(style) == "auto"


def test_paper_keeps_what_is_read_aloud(page: Page) -> None:
    visit(page, LOSS)
    page.emulate_media(media="print")
    for selector in ("figure svg[role=img]", "math", ".highlight code", "[lang=en]"):
        parts = page.locator(f"article {selector}")
        assert parts.count() > 0
        for part in parts.all():
            assert part.evaluate("e => e.checkVisibility()"), selector


def test_the_gap_between_chinese_and_latin_is_not_copied(page: Page) -> None:
    text = "卷积conv与3×3核，步长stride为2。"
    visit(page, LOSS)
    page.evaluate(
        """(text) => {
            const added = document.createElement("p");
            added.innerHTML = `<span id="probe">${text}</span>`;
            document.querySelector("article").prepend(added);
        }""",
        text,
    )
    probe = page.locator("#probe")
    spaced = probe.bounding_box()["width"]
    probe.evaluate("e => { e.style.textAutospace = 'no-autospace'; }")
    if probe.evaluate("() => CSS.supports('text-autospace', 'normal')"):
        assert spaced > probe.bounding_box()["width"]
    probe.evaluate("e => { e.style.textAutospace = ''; getSelection().selectAllChildren(e); }")
    page.keyboard.press("Control+c")
    wait_until(page, "text => navigator.clipboard.readText().then(t => t === text)", text)
    assert re.search("[\u4e00-\u9fff][A-Za-z0-9]", text)
