"""Measure the search: what it weighs, how soon it answers, and how both grow.

    python -m tests.benchmarks.search                            # 100, 1,000 and 10,000 notes
    python -m tests.benchmarks.search --notes 0 --site site      # this site, and a built one

Quiet machines give true times: what else runs is measured with it.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from site_machinery.catalogue import Catalogue
from site_machinery.search.index import index_files
from tests.benchmarks.arrival import DEEP_LINK, arrive
from tests.benchmarks.keystrokes import Keystroke, type_all
from tests.benchmarks.notes import site_with_notes
from tests.benchmarks.sizes import weigh
from tests.site.conftest import _chromium

ROOT = Path(__file__).parents[2]
QUERIES = ROOT / "tests/site/search_queries.tsv"


def say(text: str = "") -> None:
    """Write a line of the report."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def sample_of_queries(every: int) -> list[str]:
    """Return each n-th query of the committed list: some of every class."""
    lines = QUERIES.read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[1] for line in lines if not line.startswith("#")][::every]


def measure_corpus(browser: Browser, count: int, queries: list[str]) -> None:
    """Report on this site with so many notes added."""
    with tempfile.TemporaryDirectory() as folder:
        catalogue = Catalogue(site_with_notes(ROOT, Path(folder), count))
        pages = len(catalogue.documents)
        start = time.perf_counter()
        files = index_files(ROOT, catalogue)
        say(f"## {pages} pages ({count} notes added): {time.perf_counter() - start:.1f} s")
        report_weight(files, pages)
        served = Path(folder, "served")
        served.mkdir()
        cold, warm = type_all(browser, served, files, queries)
    say("| ms a keystroke | median | p95 | max | slowest |")
    say("| --- | --- | --- | --- | --- |")
    for name, keys in (("cold", cold), ("warm", warm)):
        for answer in ("first", "last"):
            report_times(f"{name}, to the {answer} answer", keys, answer)
    say()


def report_weight(files: dict[str, str], pages: int) -> None:
    """Report the bytes of each part of the index."""
    weights = weigh(files)
    say("| part | files | raw | gzip | largest, gzip |")
    say("| --- | --- | --- | --- | --- |")
    for part, weight in weights.items():
        say(
            f"| {part} | {weight.count} | {weight.raw:,} | {weight.gzip:,} "
            f"| {weight.largest_gzip:,} |"
        )
    names = sum(weights[part].gzip for part in ("worker", "engine", "names"))
    notes = weights["notes"].gzip
    say(f"Before the first result: {names:,} B, with the notes' titles {names + notes:,} B")
    say(f"({notes / pages:.0f} B of titles a page).")


def report_times(what: str, keys: list[Keystroke], answer: str) -> None:
    """Report on the time to one of the two answers."""
    times = sorted(getattr(key, answer) for key in keys)
    slowest = max(keys, key=lambda key: getattr(key, answer))
    p95 = times[int(0.95 * len(times))]
    say(
        f"| {what} | {statistics.median(times):.1f} | {p95:.1f} | {times[-1]:.1f} "
        f"| {slowest.typed} |"
    )


def measure_site(browser: Browser, site: Path, times: int) -> None:
    """Report how soon a built site answers a deep link."""
    say(f"## First result of a cold {DEEP_LINK} on {site}")
    for slow in (False, True):
        arrivals = arrive(browser, site, times, slow=slow)
        spent = sorted(arrival.time for arrival in arrivals)
        sent = {one.path: one.size for one in arrivals[0].sent}
        say(
            f"{'60 ms and 10 Mbit/s' if slow else 'unthrottled'}: "
            f"median {statistics.median(spent):.0f} ms, "
            f"{spent[0]:.0f} to {spent[-1]:.0f} ms, after {sum(sent.values()):,} B of search:"
        )
        say("".join(f"  {path} {size:,}\n" for path, size in sent.items()))


def main() -> None:
    """Read the command line and report."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.search",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--notes",
        type=int,
        nargs="*",
        default=[100, 1_000, 10_000],
        help="how many generated notes to add to this site, once for each number",
    )
    parser.add_argument("--site", type=Path, help="a built site, to time a deep link on")
    parser.add_argument(
        "--every", type=int, default=4, help="type each n-th query of the list (default: 4)"
    )
    parser.add_argument("--times", type=int, default=7, help="deep links (default: 7)")
    asked = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        for count in asked.notes:
            measure_corpus(browser, count, sample_of_queries(asked.every))
        if asked.site:
            measure_site(browser, asked.site, asked.times)
        browser.close()


if __name__ == "__main__":
    main()
