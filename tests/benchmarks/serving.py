"""Measure how long an author waits from saving a note to the page that shows it.

    python -m tests.benchmarks.serving                    # with 100 and 1,000 notes

A browser has the note open and reloads it when the server says so. Stock is MkDocs' own server
with Material, which builds everything at each save; `--no-stock` leaves it out. Each figure is
the median of several saves, each once the server rests; quiet machines give true ones.
"""

import argparse
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.benchmarks.build import repository
from tests.site.conftest import _chromium

OURS = ["site_machinery.serving"]
STOCK = ["mkdocs", "serve", "-q", "--livereload", "--no-strict", "-f", "stock.yml"]
_PATIENCE = 600  # seconds


@contextmanager
def _served(root: Path, command: list[str]) -> Iterator[str]:
    """Run a server until it answers, and give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    server = subprocess.Popen(
        [sys.executable, "-m", *command, "-a", address],
        cwd=root,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(_PATIENCE * 10):
            try:
                urllib.request.urlopen(f"http://{address}/").close()
                break
            except urllib.error.HTTPError as error:
                if error.code != 503:  # ours, while the first build lasts
                    break  # stock has no start page
            except OSError:
                pass
            time.sleep(0.1)
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait()


def waits(browser: Browser, root: Path, command: list[str], saves: int) -> list[float]:
    """Return how many seconds each of some saves took to show."""
    note = sorted((root / "docs/notes/posts").glob("*.md"))[0]
    text = note.read_text(encoding="utf-8")
    slug = re.search(r"^slug: (\S+)$", text, re.M)[1]
    found = []
    with _served(root, command) as address:
        page = browser.new_page()
        page.goto(f"{address}/{slug}/")
        for number in range(saves):
            page.wait_for_timeout(3000)  # a reloaded page asks again only once it has loaded
            mark = f"第 {number} 次保存"
            started = time.perf_counter()
            note.write_text(f"{text}\n{mark}，$x_{number}$。\n", encoding="utf-8")
            page.get_by_text(mark).first.wait_for(timeout=_PATIENCE * 1000)
            found.append(time.perf_counter() - started)
        page.close()
    note.write_text(text, encoding="utf-8")
    return found


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--notes", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--saves", type=int, default=5)
    parser.add_argument("--no-stock", action="store_true", help="only this site's server")
    given = parser.parse_args()
    sys.stdout.write(
        "| notes added | saved to shown, s | longest | stock, s |\n| --- | --- | --- | --- |\n"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        for count in given.notes:
            with tempfile.TemporaryDirectory() as folder:
                root = repository(Path(folder), count)
                ours = waits(browser, root, OURS, given.saves)
                stock = [] if given.no_stock else waits(browser, root, STOCK, 2)
            median, longest = statistics.median(ours), max(ours)
            theirs = f"{statistics.median(stock):.1f}" if stock else ""
            sys.stdout.write(f"| {count:,} | {median:.2f} | {longest:.2f} | {theirs} |\n")
            sys.stdout.flush()
        browser.close()


if __name__ == "__main__":
    main()
