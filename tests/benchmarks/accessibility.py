"""Ask axe-core about every page of built sites: by day and by night, wide and narrow.

    python -m site_machinery build && .venv/bin/python -m tests.benchmarks.accessibility site

It takes some minutes; the tests ask about few pages, which hold every kind of element. To have
stock Material beside it, build a site with benchmarks.build.STOCK and name its folder too.
A number is that of the elements at fault; behind it, that of the pages that they stand on.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.server import serving
from tests.site.axe import violations
from tests.site.conftest import _chromium
from tests.site.tours import DESKTOP, PALETTES, PHONE, pages_of

SCREENS = {"desktop": DESKTOP, "phone": PHONE}
SETTINGS = [(scheme, screen) for scheme in PALETTES for screen in SCREENS]


def faults(browser: Browser, site: Path, scheme: str, screen: str) -> Counter[tuple[str, str]]:
    """Return how many elements break a rule, by rule and page."""
    with serving(site) as server:
        context = browser.new_context(
            base_url=server.address,
            color_scheme=scheme,
            reduced_motion="reduce",
            viewport=SCREENS[screen],
        )
        page = context.new_page()
        found: Counter[tuple[str, str]] = Counter()
        for path in pages_of(site):
            page.goto(path, wait_until="networkidle")
            found.update((rule, path) for rule, *_ in violations(page))
        context.close()
    return found


def main() -> None:
    """Print a table for each site."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sites", type=Path, nargs="+", help="folders of built sites")
    given = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        for site in given.sites:
            found = [faults(browser, site, *setting) for setting in SETTINGS]
            sys.stdout.write(f"\n{site}, {len(pages_of(site))} pages\n\n")
            sys.stdout.write(f"| rule | {' | '.join(map(', '.join, SETTINGS))} |\n")
            sys.stdout.write(f"| --- |{' --- |' * len(SETTINGS)}\n")
            for rule in sorted({rule for each in found for rule, _ in each}):
                cells = []
                for each in found:
                    pages = [count for (of, _), count in each.items() if of == rule]
                    cells.append(f"{sum(pages):,} ({len(pages)})")
                sys.stdout.write(f"| {rule} | {' | '.join(cells)} |\n")
            totals = [f"{each.total():,}" for each in found]
            sys.stdout.write(f"| all | {' | '.join(totals)} |\n")
            sys.stdout.flush()
        browser.close()


if __name__ == "__main__":
    main()
