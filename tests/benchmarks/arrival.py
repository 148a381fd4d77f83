"""How soon a shared search is answered on a built site, with nothing in the browser's cache."""

from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, CDPSession

from tests.benchmarks.server import Sent, serving
from tests.site.conftest import wait_until

DEEP_LINK = "/?q=转置卷积"
SLOW = {"latency": 60, "downloadThroughput": 10e6 / 8, "uploadThroughput": 10e6 / 8}
_WATCH = """
new MutationObserver((_, observer) => {
  if (!document.querySelector(".md-search-result__item")) return;
  window.firstResult = performance.now();
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });
"""


class Arrival(NamedTuple):
    """Milliseconds from the start of the navigation, and what the search sent before."""

    time: float
    sent: list[Sent]


def arrive(browser: Browser, site: Path, times: int, *, slow: bool) -> list[Arrival]:
    """Open a deep link so many times, each in a context of its own."""
    return [_arrive(browser, site, slow) for _ in range(times)]


def _arrive(browser: Browser, site: Path, slow: bool) -> Arrival:
    with serving(site) as server:
        context = browser.new_context()
        page = context.new_page()
        if slow:
            _slow_down(context.new_cdp_session(page))
        page.add_init_script(_WATCH)
        page.goto(server.address + DEEP_LINK)
        wait_until(page, "window.firstResult")
        spent, start = page.evaluate("[window.firstResult, performance.timeOrigin]")
        context.close()
        seen = (start + spent) / 1000
        return Arrival(
            spent, [s for s in server.sent if s.path.startswith("/search/") and s.time < seen]
        )


def _slow_down(session: CDPSession) -> None:
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, **SLOW})
