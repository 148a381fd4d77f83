"""Measure what each page of a built site transfers, gzipped, in a browser.

    python -m tests.benchmarks.transfer site            # every page
    python -m tests.benchmarks.transfer site stock      # and the same pages of another site

First: with nothing in the browser's cache. Next: by the theme's instant navigation, with what
the first visit to another page has put into the cache. Bytes are those of the bodies.
"""

import argparse
import statistics
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.server import Server, serving
from tests.site.conftest import _chromium
from tests.site.tours import PHONE, pages_of

_FROM = "/terms/losses/mse-loss/"
_FOLLOW = """
(path) => {
  const link = document.createElement("a");
  link.href = path;
  document.querySelector("article").append(link);
  link.click();
}
"""


def first_visit(browser: Browser, server: Server, path: str) -> dict[str, int]:
    """Return address -> bytes of all that comes with a page on a first visit."""
    context = browser.new_context(viewport=PHONE)
    sent = _sent(context.new_page(), server, path)
    context.close()
    return sent


def next_page(browser: Browser, server: Server, path: str) -> dict[str, int]:
    """Return address -> bytes of all that comes with a page after that of a term."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    _sent(page, server, _FROM)
    page.evaluate(_FOLLOW, path)
    page.wait_for_url(f"**{path}")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1000)  # what the page itself asks for begins a little later
    page.wait_for_load_state("networkidle")
    sent = {answer.path: answer.size for answer in server.sent}
    context.close()
    return sent


def _sent(page: Page, server: Server, path: str) -> dict[str, int]:
    server.sent.clear()
    page.goto(server.address + path, wait_until="networkidle")
    sent = {answer.path: answer.size for answer in server.sent}
    server.sent.clear()
    return sent


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("site", type=Path, help="a built site")
    parser.add_argument("other", type=Path, nargs="?", help="another, to stand beside it")
    parser.add_argument("--evidence", action="store_true", help="the pages of evidence, too")
    given = parser.parse_args()
    sites = [given.site, given.other] if given.other else [given.site]
    paths = [p for p in pages_of(given.site) if given.evidence or "/evidence/" not in p]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        columns = [column for site in sites for column in _columns(browser, site, paths)]
    head = [f"{site}: {visit}" for site in sites for visit in ("first", "next")]
    sys.stdout.write(f"| page | {' | '.join(head)} |\n|{' --- |' * (len(head) + 1)}\n")
    rows = sorted(zip(*columns, paths, strict=True), key=lambda row: -row[0])
    for *sizes, path in rows:
        sys.stdout.write(f"| {path} | {' | '.join(_shown(size) for size in sizes)} |\n")
    for name, of_all in (("median", statistics.median), ("heaviest", max)):
        found = [of_all([size for size in column if size]) for column in columns]
        sys.stdout.write(f"| **{name}** | {' | '.join(map(_shown, found))} |\n")


def _columns(browser: Browser, site: Path, paths: list[str]) -> tuple[list[int], list[int]]:
    first, after = [], []
    with serving(site) as server:
        for path in paths:
            is_there = (site / path.strip("/") / "index.html").is_file()
            first.append(sum(first_visit(browser, server, path).values()) if is_there else 0)
            after.append(sum(next_page(browser, server, path).values()) if is_there else 0)
    return first, after


def _shown(size: float) -> str:
    return f"{size / 1000:.1f} kB" if size else ""


if __name__ == "__main__":
    main()
