"""The site wherever it lies: below a prefix, in another folder, on a disk, and without scripts.

In each place a reader visits the same pages. What cannot work there is said, nothing is dead.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from site_machinery.without_scripts import dark_colours
from tests.site.conftest import build, opened, served, wait_until
from tests.site.sources import ROOT
from tests.site.tours import DESKTOP, PHONE, copied_by

INDEX, NOTE, TERM = "terms/", "week-post-2021-02-23/", "terms/losses/huber-loss/"
PAGES = ["", INDEX, "notes/", NOTE, TERM, "lab/toy-gan/", "tags/", "verification/"]
PREFIX = "prefix/"


@dataclass(frozen=True)
class Place:
    """A browser at a site that lies somewhere."""

    page: Page
    site: Path
    start: str  # the address of the start page, up to its last slash
    has_scripts: bool = True
    has_server: bool = True

    def open(self, path: str) -> Page:
        """Go to a page as a reader does who has its address."""
        self.page.set_viewport_size(DESKTOP)
        end = "" if self.has_server else "index.html"
        self.page.goto(f"{self.start}{path}{end}")
        return self.page


@pytest.fixture(scope="module")
def site_below_prefix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as a project's pages have it: built for an address that has a path."""
    target = tmp_path_factory.mktemp("below") / "site"
    done = build(ROOT, target, variables={"SITE_URL": f"https://example.org/{PREFIX}"})
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@contextmanager
def served_below(site: Path, folder: Path, path: str) -> Iterator[str]:
    """Serve a site below a path; give the address of its start page."""
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(site, target_is_directory=True)
    (folder / "404.html").symlink_to(site / "404.html")
    with served(folder) as address:
        yield f"{address}/{path}"


@pytest.fixture(scope="module", params=["prefix", "folder", "disk", "no-scripts"])
def place(
    request: pytest.FixtureRequest, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    kind = request.param
    site = request.getfixturevalue("site_below_prefix" if kind == "prefix" else "site")
    with ExitStack() as stack:
        if kind in ("prefix", "folder"):
            path = PREFIX if kind == "prefix" else "some/where/else/"
            below = served_below(site, tmp_path_factory.mktemp(kind), path)
            start = stack.enter_context(below)
            yield Place(stack.enter_context(opened(browser, start)), site, start)
        elif kind == "disk":
            start = f"{site.as_uri()}/"
            # Browsers refuse modules and requests there; what is missing is another error.
            refused = ("blocked by CORS policy", "net::ERR_FAILED")
            page = stack.enter_context(opened(browser, start, expected=refused))
            yield Place(page, site, start, has_server=False)
        else:
            start = f"{request.getfixturevalue('address')}/"
            page = stack.enter_context(opened(browser, start, scripts=False))
            yield Place(page, site, start, has_scripts=False)


def test_every_address_on_a_page_leads_to_a_file_of_the_site(place: Place) -> None:
    origin = place.start.partition("://")[0] + "://"
    if place.has_server:
        origin += place.start.removeprefix(origin).partition("/")[0]
    for path in PAGES:
        page = place.open(path)
        addresses = page.evaluate(
            """() => [...document.querySelectorAll(
                "a[href], link[href]:not([rel=prev], [rel=next]), img[src], script[src]"
            )].map((element) => element.href ?? element.src)"""
        )
        inside = {a.partition("#")[0].partition("?")[0] for a in addresses}
        inside = {address for address in inside if address.startswith(origin)}
        assert len(inside) > 20, path
        for address in inside:
            assert address.startswith(place.start), f"{path}: {address} leads out of the site"
            file = place.site / address.removeprefix(place.start)
            if place.has_server and file.is_dir():
                file /= "index.html"
            assert file.is_file(), f"{path}: {address}"


def test_pages_are_dressed(place: Place) -> None:
    page = place.open(TERM)
    place_of = "e => getComputedStyle(e).position"
    assert page.locator(".katex-mathml").first.evaluate(place_of) == "absolute"  # KaTeX's sheet
    assert page.locator(".md-header").evaluate(place_of) == "sticky"  # the theme's
    ink = page.locator(".figure .ink.label").first.evaluate("e => getComputedStyle(e).fill")
    assert ink == "rgb(31, 36, 48)"  # ours
    page.evaluate("document.fonts.load('1em KaTeX_Main')")
    assert page.evaluate("document.fonts.check('1em KaTeX_Main')")
    for drawing in page.locator(".drawing svg").all():
        assert drawing.bounding_box()["height"] > 100
    code = page.locator(".highlight code").first
    selected = code.evaluate(
        "e => (getSelection().selectAllChildren(e), getSelection().toString())"
    )
    assert "import torch" in selected
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def follow(link: Locator, heading: str) -> None:
    """Click a link, and see a page come up."""
    page = link.page
    link.click()
    expect(page.locator(".md-content h1")).to_contain_text(heading)
    page.wait_for_load_state()


def test_a_reader_gets_about_by_clicking(place: Place) -> None:
    page = place.open("")
    follow(page.locator(".md-tabs a", has_text="术语"), "术语索引")
    follow(page.locator("article a[href*='losses/huber-loss/']").first, "Huber 损失")
    follow(page.locator("article a[href*='week-post-2021-02-23/']").first, "学习记录")
    follow(page.locator(".md-header a.md-logo"), "深度学习周报与术语")
    page.set_viewport_size(PHONE)
    page.locator(".md-header [for=__drawer]").click()
    drawer = page.locator(".md-sidebar--primary")
    drawer.locator("label:not(.md-nav__title)", has_text="实验").click()
    follow(drawer.get_by_role("link", name="toy GAN"), "toy GAN")
    assert page.url.startswith(f"{place.start}lab/toy-gan/")


def test_terms_are_found(place: Place) -> None:
    page = place.open("")
    if place.has_scripts and place.has_server:
        assert page.locator(".limits").count() == 0
        page.get_by_label("搜索全站").fill("Huber")
        page.get_by_role("button", name="搜索").click()
        follow(page.locator(".md-search-result__item a").first, "Huber 损失")
        assert page.url.startswith(place.start + TERM)
        return
    expect(page.locator(".find")).to_be_hidden()
    expect(page.locator(".md-search")).to_be_hidden()
    page.set_viewport_size(PHONE)
    expect(page.locator(".md-search")).to_be_hidden()
    expect(page.locator(".md-header [for=__search]:visible")).to_have_count(0)
    follow(page.locator(".limits").get_by_role("link", name="术语索引"), "术语索引")
    expect(page.locator(".term-index")).to_contain_text("Huber")
    if place.has_scripts:
        page.get_by_label("筛选").fill("胡贝尔")
        expect(page.locator(".term-index tbody tr:visible")).to_have_count(1)


def test_code_is_copied_where_there_are_scripts(place: Place) -> None:
    buttons = place.open(TERM).locator(".highlight[data-copy]").first.get_by_role("button")
    if place.has_scripts:
        assert "import torch" in copied_by(place.page, buttons.first)
    else:
        assert buttons.count() == 0
        expect(place.page.get_by_text("只复制显示的部分").first).to_be_hidden()


def test_a_figure_to_play_with_is_alive_or_says_what_it_would_show(place: Place) -> None:
    figure = place.open(TERM).locator("[data-widget=line-fit]")
    expect(figure).to_contain_text("离群点移动时，三条直线怎样跟着变。")
    if place.has_scripts and place.has_server:
        expect(figure.get_by_role("slider")).to_be_visible()
    elif place.has_scripts:
        expect(figure).to_contain_text("要从网站打开")
    else:
        said = figure.evaluate("e => getComputedStyle(e, '::after').content")
        assert "要有脚本" in said


def test_a_missing_page_works_below_a_prefix(
    browser: Browser, site_below_prefix: Path, tmp_path: Path
) -> None:
    with (
        served_below(site_below_prefix, tmp_path, PREFIX) as start,
        opened(browser, start) as page,
    ):
        page.goto(f"{start}no/such/page/")
        expect(page.locator(".md-content h1")).to_have_text("没有这个页面（404）")
        assert page.locator(".md-header").evaluate("e => getComputedStyle(e).position")
        for link in page.locator("article a").all():
            assert link.evaluate("e => e.href").startswith(start)
        page.get_by_label("搜索全站").fill("Huber")
        page.get_by_role("button", name="搜索").click()
        page.locator(".md-search-result__item a").first.click()
        page.wait_for_url(f"{start}{TERM}**")


LOOKS = """() => ["body", ".md-header", ".md-tabs", ".md-content h1", ".md-content p",
    ".md-content p a", ".md-content code", ".names dt", ".figure .ink.label", ".figure .a.line",
    ".evidence", ".highlight .k", ".md-nav__link", ".md-footer"].map((selector) => {
        const { color, backgroundColor, fill, stroke, colorScheme } =
            getComputedStyle(document.querySelector(selector));
        return [selector, color, backgroundColor, fill, stroke, colorScheme];
    })"""

# The theme's script hears of the system's change a moment later.
IS_IN_SCHEME = "(scheme) => getComputedStyle(document.body).colorScheme === scheme"


def test_the_dark_colours_need_no_scripts(browser: Browser, address: str) -> None:
    looks = {}
    for scripts in (True, False):
        with opened(browser, address, scripts=scripts) as page:
            page.goto(f"/{TERM}")
            for scheme in ("light", "dark"):
                # Reduced motion, since a link takes a while to change its colour.
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                wait_until(page, IS_IN_SCHEME, scheme)
                looks[scripts, scheme] = page.evaluate(LOOKS)
    assert looks[False, "dark"] == looks[True, "dark"]
    assert looks[False, "light"] == looks[True, "light"]
    assert looks[True, "dark"] != looks[True, "light"]


def test_dark_rules_are_taken_over_and_no_others() -> None:
    sheet = """/* dark */ [data-md-color-scheme=slate] a {b: c}
    p {d: e} @media screen { [data-md-color-scheme="slate"] {f: g} }
    [data-a]:not([data-md-color-scheme=slate]) {h: i}"""
    assert dark_colours([sheet, "q {r: s}"]).splitlines() == [
        "@media screen and (prefers-color-scheme: dark) {",
        '[data-md-color-scheme="default"] a {b: c}',
        '[data-md-color-scheme="default"] {f: g}',
        "}",
    ]
