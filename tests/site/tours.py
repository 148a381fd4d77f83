"""A visit to every page of the built site: wide and narrow, by day and by night, each button.

Loading the pages is what takes the time. So every page is loaded once for all that is asked of
it, and the two halves of the site are visited side by side, each by a test file of its own.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page

from site_machinery.ledger import digest, read_ledger
from site_machinery.programs import program_of, shown
from site_machinery.rendered import RAW_MARKUP
from tests.site.conftest import opened, wait_until
from tests.site.sources import ROOT, run_alone

DESKTOP, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
PALETTES = {"light": "default", "dark": "slate"}
# What can be operated or jumped to is called by a label, else by its text, else by its title.
NAMES = """() => {
  const spoken = (element) => {
    const copy = element.cloneNode(true);
    copy.querySelectorAll("[aria-hidden=true], select, option").forEach((e) => e.remove());
    return copy.textContent.trim();
  };
  const labels = (e) => [...(e.labels ?? [])].map(spoken).join("");
  const named = (e) => e.getAttribute("aria-label") || labels(e)
    || (e.matches("nav, [role]") ? "" : spoken(e)) || e.title;
  const all = document.querySelectorAll(
    "a[href], button, input, select, summary, nav:not([role]), [role=group], [role=search]"
  );
  return [...all].filter((e) => e.checkVisibility()).map((e) => [e.localName, named(e)]);
}"""
CHINESE = re.compile("[\u4e00-\u9fff]")


def pages_of(site: Path) -> list[str]:
    """Return the address of every page, the error page among them."""
    files = sorted(
        file.relative_to(site).as_posix()
        for file in site.rglob("*.html")
        if b'http-equiv="refresh"' not in file.read_bytes()  # leads from an old address
    )
    return ["/" + file.removesuffix("index.html") for file in files]


def is_of_evidence(path: str) -> bool:
    """Tell a page that shows a module and its tests from a page that is written."""
    return path.startswith("/evidence/")


@dataclass(frozen=True)
class Copy:
    """What a block's copy buttons give, and what stands around them."""

    reference: str
    shown: str
    copied: str
    part: str | None
    output: str | None


@dataclass(frozen=True)
class Visit:
    """What a browser finds on a page."""

    title: str
    too_wide: dict[str, int]
    torn: list[str]
    cut: list[str]
    fonts: dict[str, str]
    text: str
    buttons: int
    copies: list[Copy]
    names: list[tuple[str, str]]


@dataclass(frozen=True)
class Tour:
    """The visits to all pages, by address, and everything that the browser asked for."""

    visits: dict[str, Visit]
    requested: set[str]


# Formulas that reach beyond the screen, and are in no box on it that scrolls.
_CUT = """
() => {
  const isOnScreen = (element) => {
    const { left, right } = element.getBoundingClientRect();
    return left >= -1 && right <= innerWidth + 1;
  };
  const canScroll = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
  const isReached = (formula) => {
    for (let box = formula.parentElement; box; box = box.parentElement) {
      if (canScroll(box) && isOnScreen(box)) return true;
    }
    return isOnScreen(formula);
  };
  const formulas = [...document.querySelectorAll("article .katex")];
  const cut = formulas.filter((formula) => !isReached(formula));
  return cut.map((formula) => formula.querySelector("annotation").textContent);
}
"""

# What the page's formulas ask of each font, as a browser resolves its style sheets.
_FONTS = """
() => {
  const found = {};
  for (const formula of document.querySelectorAll(".katex-html")) {
    const texts = document.createTreeWalker(formula, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const { fontFamily, fontStyle, fontWeight } = getComputedStyle(text.parentElement);
      const font = [fontFamily.split(",")[0], fontStyle, fontWeight].join(" ");
      found[font] = [...new Set((found[font] ?? "") + text.data)].join("");
    }
  }
  return found;
}
"""


def copied_by(page: Page, button: Locator) -> str:
    """Press a button and return what is on the clipboard then."""
    page.evaluate("navigator.clipboard.writeText('')")
    button.click()
    return wait_until(page, "navigator.clipboard.readText()")


def visit(page: Page, path: str) -> Visit:
    """Look at a page, wide and narrow, by day and by night, and press its copy buttons."""
    page.set_viewport_size(DESKTOP)
    page.goto(path)
    copies = []
    for block in page.locator(".highlight[data-copy]").all():
        part = block.locator("xpath=following-sibling::*[1]").get_by_role(
            "button", name="只复制显示的部分"
        )
        # The badge stands between a block and its output.
        output = block.locator("xpath=following-sibling::*[2][contains(@class, 'output')]")
        copies.append(
            Copy(
                block.get_attribute("data-section"),
                block.locator("code").inner_text(),
                copied_by(page, block.locator("button")),
                copied_by(page, part) if part.count() else None,
                output.locator("code").inner_text() if output.count() else None,
            )
        )
    too_wide = {}
    for name, screen in (("desktop", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(screen)
        too_wide[name] = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    cut = page.evaluate(_CUT)  # on a phone
    torn = page.evaluate(
        """[...document.querySelectorAll(".unbroken")]
            .filter(e => new Set([...e.getClientRects()].map(r => r.bottom)).size > 1)
            .map(e => e.textContent)"""
    )
    # All pages of evidence are of one template, and the change takes a while to show.
    for scheme in ("dark", "light") if not is_of_evidence(path) else ():
        page.emulate_media(color_scheme=scheme)
        shown = "p => document.body.dataset.mdColorScheme === p"
        wait_until(page, shown, PALETTES[scheme])
    text = page.evaluate(
        """() => {
            const copy = document.querySelector("article").cloneNode(true);
            copy.querySelectorAll("pre, code, annotation").forEach(e => e.remove());
            return copy.textContent;
        }"""
    )
    buttons = page.locator(".highlight button").count()
    names = [(tag, name) for tag, name in page.evaluate(NAMES)]
    fonts = page.evaluate(_FONTS)
    return Visit(page.title(), too_wide, torn, cut, fonts, text, buttons, copies, names)


class EveryPage:
    """What holds for every page; a test class inherits it for the pages that it names."""

    of_evidence: bool

    @pytest.fixture(scope="class")
    @classmethod
    def tour(cls, site: Path, browser: Browser, address: str) -> Tour:
        """One visit to every page."""
        pages = [path for path in pages_of(site) if is_of_evidence(path) == cls.of_evidence]
        requested: set[str] = set()
        with opened(browser, address) as page:
            page.on("request", lambda request: requested.add(request.url))
            visits = {path: visit(page, path) for path in pages}
            page.wait_for_load_state("networkidle")
        return Tour(visits, requested)

    def test_it_fits_the_screen_and_shows_no_markup(self, tour: Tour) -> None:
        assert tour.visits
        for path, found in tour.visits.items():
            assert found.title
            assert max(found.too_wide.values()) <= 0, f"{path} is too wide: {found.too_wide}"
            assert not RAW_MARKUP.search(found.text), f"{path}: {RAW_MARKUP.search(found.text)}"
            assert found.torn == [], f"{path}: punctuation away from its formula"
            assert found.cut == [], f"{path}: wide formulas that do not scroll in a box"

    def test_what_can_be_operated_has_a_name_in_chinese(self, tour: Tour) -> None:
        """A link may be an English title or a number; it must be something."""
        for path, found in tour.visits.items():
            assert len(found.names) > 20
            for tag, name in found.names:
                is_named = name if tag == "a" else CHINESE.search(name)
                assert is_named or name == "output_padding", f"{path}: {tag} {name!r}"

    def test_it_loads_nothing_from_elsewhere(self, tour: Tour, address: str) -> None:
        assert tour.requested
        assert [url for url in tour.requested if not url.startswith(f"{address}/")] == []

    def test_its_copy_buttons_give_programs_that_run(self, tour: Tour) -> None:
        """The program is the tested one, and what it prints is what the page shows under it."""
        tested = read_ledger(ROOT).data["blocks"]
        for path, found in tour.visits.items():
            assert found.buttons == len(found.copies), path
            for copy in found.copies:
                head, _, program = copy.copied.partition("\n")
                if ":" in copy.reference:  # else a whole module, on its page of evidence
                    part = shown(ROOT, copy.reference).rstrip()
                    assert copy.shown.rstrip() == part, path
                    assert copy.part == (None if part == program else part), path
                    assert digest(f"{program}\n") == tested[copy.reference]["program"], path
                assert head == f"# https://example.org{path}, torch 2.13.0, MIT licence"
                assert program == program_of(ROOT, copy.reference).rstrip(), path
                printed = run_alone(program)
                if copy.output is not None:
                    assert printed == copy.output, path
