"""Measure pages with Lighthouse's mobile preset, stock Material's beside them.

    python -m tests.benchmarks.lighthouse              # medians of 3 runs each
    python -m tests.benchmarks.lighthouse --runs 5 --no-stock

Lighthouse is no dependency: the environment variable LIGHTHOUSE, or else PATH, leads to one.

    npm install --prefix FOLDER lighthouse@12.8.2      # needs Node.js 18
    LIGHTHOUSE=FOLDER/node_modules/.bin/lighthouse python -m tests.benchmarks.lighthouse

Both sites are built from the same sources and sent by the same server, which compresses. Stock
renders formulas in the browser, with KaTeX from its own server as well. Scores and times depend
on the machine and on what else it does; `speed` is Lighthouse's measure of it. `own task` is
the longest task of our own scripts, in ms, on the phone that Lighthouse plays; 0: under 50.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.build import STOCK, repository, seconds
from tests.benchmarks.server import serving
from tests.site.conftest import _chromium

ROOT = Path(__file__).parents[2]
PAGES = {
    "start": "/",
    "note": "/week-post-2021-02-23/",
    "term": "/terms/losses/pseudo-huber-loss/",
    "term, longest": "/terms/convolution/transposed-convolution/",
    "notebook": "/lab/toy-gan/",
}
# Of the site itself: in the theme's script the theme's own work is done, as in stock's.
_SCRIPT = re.compile(r"\.js$(?<!\.min\.js)")
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_RENDER = """
document$.subscribe(() => {
  for (const formula of document.querySelectorAll(".arithmatex")) {
    const tex = formula.textContent.trim().slice(2, -2);
    katex.render(tex, formula, { displayMode: formula.tagName === "DIV", throwOnError: false });
  }
});
"""


def built(folder: Path, *, stock: bool) -> Path:
    """Build this site, or stock Material's out of the same sources, and return where it is."""
    root = repository(folder, 0)
    if stock:
        config = STOCK.partition("exclude_docs")[0] + "  - mkdocs-jupyter\n"
        config += "markdown_extensions" + STOCK.partition("markdown_extensions")[2]
        config += "extra_css: [assets/katex/katex.min.css, assets/katex/fonts.css]\n"
        config += "extra_javascript: [assets/katex.min.js, assets/render.js]\n"
        (root / "stock.yml").write_text(config, encoding="utf-8")
        script = root / "site_machinery/vendor/katex/katex.min.js"
        shutil.copy(script, root / "docs/assets/katex.min.js")
        (root / "docs/assets/render.js").write_text(_RENDER, encoding="utf-8")
        start = root / "docs/index.md"  # without the template, which only this site's theme has
        text = re.sub(r"^template: .*\n", "", start.read_text(encoding="utf-8"), flags=re.M)
        start.write_text(text, encoding="utf-8")
    seconds(root, "stock.yml" if stock else "mkdocs.yml")
    return root / "site"


def lighthouse() -> str:
    """Return the path of Lighthouse.

    Raises:
        SystemExit: there is none.
    """
    found = os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse")
    if not found or not shutil.which(found):
        raise SystemExit(
            f"no Lighthouse at {found or 'PATH'}: install it by\n"
            "    npm install --prefix FOLDER lighthouse@12.8.2\n"
            "and set LIGHTHOUSE=FOLDER/node_modules/.bin/lighthouse"
        )
    return found


def audit(program: str, url: str) -> dict[str, Any]:
    """Return Lighthouse's report on a page."""
    flags = "--headless=new --no-sandbox"
    command = [program, url, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    environment = os.environ | {"CHROME_PATH": _chromium() or ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"Lighthouse failed on {url}:\n{done.stderr}")
    return json.loads(done.stdout)


def row(reports: list[dict[str, Any]]) -> list[str]:
    """Return the cells of a page: medians, and the audits that failed in any run."""

    def median(*keys: str) -> float:
        def value(report: Any) -> float:
            for key in keys:
                report = report[key]
            return report

        return statistics.median(map(value, reports))

    scores = [f"{100 * median('categories', name, 'score'):.0f}" for name in _CATEGORIES]
    times = [
        f"{median('audits', name, 'numericValue'):.0f}"
        for name in (
            "first-contentful-paint",
            "largest-contentful-paint",
            "total-blocking-time",
        )
    ]
    shift = f"{median('audits', 'cumulative-layout-shift', 'numericValue'):.3f}"
    weight = f"{median('audits', 'total-byte-weight', 'numericValue') / 1000:.0f}"
    speed = f"{median('environment', 'benchmarkIndex'):.0f}"
    ours = str(statistics.median(map(_longest_task, reports)))
    return [*scores, *times, ours, shift, weight, speed, ", ".join(sorted(_failed(reports)))]


def _longest_task(report: dict[str, Any]) -> float:
    """Return the time of the longest task of our own scripts; 0 if none takes 50 ms."""
    tasks = report["audits"]["long-tasks"]["details"]["items"]
    scripts = [task for task in tasks if _SCRIPT.search(task["url"])]
    return max((task["duration"] for task in scripts), default=0)


def _failed(reports: list[dict[str, Any]]) -> set[str]:
    """Return the audits of which a score, but that for speed, is made up, and that failed."""
    return {
        part["id"]
        for report in reports
        for name in _CATEGORIES[1:]
        for part in report["categories"][name]["auditRefs"]
        if part["weight"] and report["audits"][part["id"]]["score"] == 0
    }


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-stock", action="store_true", help="only this site")
    given = parser.parse_args()
    program = lighthouse()
    head = "| page | site | perf. | access. | practices | SEO | FCP | LCP | TBT, ms "
    sys.stdout.write(f"{head}| own task | CLS | kB | speed | failed |\n{'| --- ' * 14}|\n")
    with tempfile.TemporaryDirectory() as ours, tempfile.TemporaryDirectory() as theirs:
        sites = {"ours": built(Path(ours), stock=False)}
        if not given.no_stock:
            sites["stock"] = built(Path(theirs), stock=True)
        for page, path in PAGES.items():
            for name, site in sites.items():
                with serving(site) as server:
                    url = server.address + path
                    reports = [audit(program, url) for _ in range(given.runs)]
                sys.stdout.write(f"| {page} | {name} | {' | '.join(row(reports))} |\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
