"""The built site, a server for it and a browser, each made once for all tests that ask."""

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)

from tests.site.sources import copy_cache, copy_repository

ROOT = Path(__file__).parents[2]
REPOSITORY = "https://example.org/owner/repository"  # to which a built site leads

# The build runs behind this: a connection that would leave the machine ends it with an error.
# Loopback stays open, because the notebook's kernel is spoken to through it.
_OFFLINE = """
import runpy, socket, sys
connect = socket.socket.connect
def guarded(self, address):
    if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        raise RuntimeError(f"the build connects to {address}")
    return connect(self, address)
socket.socket.connect = guarded
sys.argv[0] = "mkdocs"
runpy.run_module("mkdocs", run_name="__main__")
"""


_LONGEST = ("test_tour_of_pages", "test_serving", "test_tour_of_evidence", "test_accessibility")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files: where processes share the tests, none waits for them."""
    items.sort(key=lambda item: item.path.stem not in _LONGEST)


def build(
    root: Path,
    target: Path,
    strictness: str = "--strict",
    *,
    prologue: str = "",
    variables: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run the build of the site in `root`, cut off from the network.

    Args:
        root: the repository.
        target: the folder for the site.
        strictness: an option of the build.
        prologue: Python that runs before it.
        variables: of the environment, besides those that are there.
    """
    environment = os.environ | {
        "NO_MKDOCS_2_WARNING": "1",
        "SITE_URL": "https://example.org/",
        "REPO_URL": REPOSITORY,
        "EDIT_URI": "edit/main/docs/",
    }
    program = prologue + _OFFLINE
    return subprocess.run(
        [sys.executable, "-c", program, "build", strictness, "-d", str(target)],
        cwd=root,
        env=environment | dict(variables or {}),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the repository, to be changed."""
    copy_repository(tmp_path)
    copy_cache(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site, built by the first process that asks."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # where those of all workers are
    target = folder / "site"
    with FileLock(folder / "site.lock"):
        if not target.is_dir():
            done = build(ROOT, folder / "unfinished")
            assert done.returncode == 0, done.stdout + done.stderr
            (folder / "unfinished").rename(target)
    return target


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A browser that leaves a page drops its connections; that is no error."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Keep the log out of the test run."""

    def send_error(self, code: int, message: str | None = None, _: str | None = None) -> None:
        """Answer what is missing with the site's own page, as hosts of static sites do."""
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; give its address, without a slash at the end."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address at which the built site is served, without a slash at the end."""
    with served(site) as address:
        yield address


def _chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found:
        return found
    with sync_playwright() as playwright:  # one that `playwright install` has put there
        bundled = Path(playwright.chromium.executable_path)
    return str(bundled) if bundled.exists() else None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium. Without one the test is skipped, and in CI it fails."""
    chromium = _chromium()
    if chromium is None:
        reason = (
            "no Chromium found; install it (apt install chromium, or playwright install "
            "chromium) or name it in the environment variable CHROMIUM"
        )
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        # As root, which CI often is, Chromium starts only without its sandbox.
        sandbox = hasattr(os, "geteuid") and os.geteuid() == 0
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox"] if sandbox else [],
        )
        yield browser
        browser.close()


def wait_until(page: Page, script: str, argument: object = None) -> Any:
    """Return what a script gives as soon as that is true.

    Playwright's own `wait_for_function` runs text by a timer, which a page's policy forbids.
    """
    for _ in range(600):
        if found := page.evaluate(script, argument):
            return found
        page.wait_for_timeout(50)
    raise AssertionError(f"after 30 s it is still not true that {script}")


def go_on_without_reload(page: Page, site: Path, address: str) -> None:
    """Let a page lead on by the theme's instant navigation, as on the published site.

    The theme does so only to addresses that the site map lists.
    """
    listed = (site / "sitemap.xml").read_text(encoding="utf-8")
    here = listed.replace("https://example.org", address)
    page.route(
        "**/sitemap.xml", lambda route: route.fulfill(body=here, content_type="text/xml")
    )


# What the policy of a page blocks is an error on its console, whether or not Chromium says so.
_TELL_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
    console.error(`policy: ${event.effectiveDirective} blocks ${event.blockedURI}`), true)"""


@contextmanager
def opened(
    browser: Browser, address: str, *, scripts: bool = True, expected: tuple[str, ...] = ()
) -> Iterator[Page]:
    """Give a page that may use the clipboard and fails on any error.

    Args:
        browser: that shows it.
        address: of the site, where paths begin.
        scripts: whether the browser runs any.
        expected: what errors are about that are none.
    """
    context = browser.new_context(
        base_url=address,
        java_script_enabled=scripts,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.add_init_script(_TELL_VIOLATIONS)
    faults: list[str] = []

    def note_failure(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the reader went on before it had come
            faults.append(f"{request.url}: {request.failure}")

    def note_answer(response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            faults.append(f"{response.url}: {response.status}")

    def note_message(message: ConsoleMessage) -> None:
        # What fails to load is noted above, with the reason.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            faults.append(message.text)

    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", note_message)
    page.on("requestfailed", note_failure)
    page.on("response", note_answer)
    yield page
    context.close()
    assert [fault for fault in faults if not any(name in fault for name in expected)] == []


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page that may use the clipboard and fails the test on any error."""
    with opened(browser, address) as page:
        yield page
