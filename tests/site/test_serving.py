"""site_machinery.serving: what an author sees in a browser while files are saved."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from site_machinery.ledger import read_ledger
from site_machinery.programs import Modules
from site_machinery.serving.proving import in_question
from tests.site.conftest import opened
from tests.site.sources import ROOT, copy_cache, copy_repository

NOTE, NOTE_ADDRESS = "docs/notes/posts/2021-02-23.md", "/week-post-2021-02-23/"
MODULE = "snippets/convolution/unit_stride_convolution.py"
SECTION = f"{MODULE}:unit_stride_convolution"
TERM_ADDRESS = "/terms/convolution/convolution-arithmetic/"
PATIENCE = 120_000  # milliseconds; other tests may be using the machine


@dataclass
class Served:
    """A repository whose site is served."""

    root: Path
    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def change(self, file: str, old: str, new: str) -> None:
        """Replace a text that a file has once."""
        text = (self.root / file).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (self.root / file).write_text(text.replace(old, new), encoding="utf-8")

    def has_said(self, text: str) -> bool:
        """Say whether the terminal shows a text."""
        return text in self.log.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A copy of the repository, with `serve` running there."""
    folder = tmp_path_factory.mktemp("serving")
    root = folder / "repository"
    copy_repository(root)
    copy_cache(root)
    scratch = folder / "scratch"
    scratch.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "site_machinery.serving", "-a", address],
            cwd=root,
            env=os.environ | dict.fromkeys(["TMPDIR", "TEMP", "TMP"], str(scratch)),
            stdout=output,
            stderr=output,
        )
    yield Served(root, f"http://{address}", process, log)
    process.terminate()
    process.wait()
    assert list(scratch.iterdir()) == [], "it leaves built sites behind"


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """A page of the served site."""
    with opened(browser, served.address) as page:
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield page


def problems(page: Page) -> list[str]:
    return page.locator(".preview-problems li").all_inner_texts()


def test_a_page_comes_as_soon_as_the_site_is_built(page: Page, served: Served) -> None:
    deadline = time.monotonic() + PATIENCE / 1000
    while not served.has_said("Building the site"):
        assert served.process.poll() is None, served.log.read_text(encoding="utf-8")
        assert time.monotonic() < deadline
        time.sleep(0.1)
    page.goto(NOTE_ADDRESS)
    expect(page.locator("h1")).to_be_visible()
    page.locator(".highlight[data-copy]").first.scroll_into_view_if_needed()
    expect(page.locator(".highlight[data-copy] button").first).to_be_visible()  # the theme runs


def test_a_saved_note_shows_at_once_and_lists_follow(page: Page, served: Served) -> None:
    page.goto(NOTE_ADDRESS)
    builds = served.log.read_text(encoding="utf-8").count("the whole site is built")
    served.change(NOTE, "<!-- more -->", "保存时补的一句，$x_{87}$。\n\n<!-- more -->")
    expect(page.get_by_text("保存时补的一句")).to_be_visible()
    assert page.locator(".katex", has_text="87").count() >= 1
    assert served.log.read_text(encoding="utf-8").count("the whole site is built") == builds
    page.goto("/notes/")
    expect(page.get_by_text("保存时补的一句")).to_be_visible()


def test_a_mistake_shows_in_the_page_and_the_terminal(page: Page, served: Served) -> None:
    page.goto(NOTE_ADDRESS)
    served.change(NOTE, "$x_{87}$", "$x_{87$")
    expect(page.locator(".preview-problems")).to_be_visible()
    (problem,) = problems(page)
    assert re.match(rf"{NOTE}:\d+: KaTeX cannot read this formula", problem)
    assert served.has_said(problem)
    assert page.locator(".katex", has_text="87").count() >= 1  # as it was
    served.change(NOTE, "$x_{87$", "$x_{88}$")
    expect(page.locator(".preview-problems")).to_have_count(0)
    expect(page.locator(".katex", has_text="88").first).to_be_visible()


def test_a_mistake_that_only_rendering_finds_shows_too(page: Page, served: Served) -> None:
    page.goto(NOTE_ADDRESS)
    served.change(NOTE, "$x_{88}$", "$x_{88}$\n\n> 引文里的 `` $x$ `` 和 **没有关上")
    expect(page.locator(".preview-problems")).to_be_visible()
    assert [problem.partition(":")[0] for problem in problems(page)] == [NOTE]
    served.change(NOTE, "\n\n> 引文里的 `` $x$ `` 和 **没有关上", "")
    expect(page.locator(".preview-problems")).to_have_count(0)


def test_a_saved_snippet_has_its_tests_run_and_its_badge_changed(
    page: Page, served: Served
) -> None:
    page.goto(TERM_ADDRESS)
    block = page.locator(f'.highlight[data-section="{SECTION}"]')
    badge = block.locator("xpath=following-sibling::*[1]")
    expect(badge).to_contain_text("已验证")
    served.change(MODULE, "(size - 1) * stride + 1", "(size - 1) * stride + 2")
    expect(badge).to_contain_text("待验证")
    expect(page.locator(".preview-problems")).to_be_visible()
    assert any("test_by_hand" in problem for problem in problems(page))
    assert served.has_said("assert UnitStride")  # the report of the test
    expect(badge).to_contain_text("待验证")

    served.change(MODULE, "(size - 1) * stride + 2", "stride * (size - 1) + 1")
    expect(block).to_contain_text("stride * (size - 1) + 1")
    expect(badge).to_contain_text("已验证")
    expect(page.locator(".preview-problems")).to_have_count(0)
    assert SECTION not in read_ledger(served.root).unproved(served.root)


def test_a_new_page_and_one_that_is_gone_follow(page: Page, served: Served) -> None:
    text = (served.root / NOTE).read_text(encoding="utf-8")
    new = served.root / "docs/notes/posts/2021-03-03.md"
    page.goto("/week-post-2021-03-03/")
    assert "404" in page.title() + page.locator("h1").inner_text()
    new.write_text(text.replace("week-post-2021-02-23", "week-post-2021-03-03"), "utf-8")
    expect(page.locator(".byline")).to_be_visible()
    new.unlink()
    expect(page.get_by_text("没有这个页面（404）").first).to_be_visible()


def refused(address: str) -> tuple[int, str]:
    """Return how a server that cannot be started ends, and what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "site_machinery.serving", "-a", address],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def test_a_taken_address_is_named(served: Served) -> None:
    address = served.address.removeprefix("http://")
    code, said = refused(address)
    assert code == 1
    assert f"cannot serve at {address}" in said


@pytest.mark.parametrize("address", ["8000", "127.0.0.1:", "localhost:http"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    code, said = refused(address)
    assert code == 2
    assert "is not HOST:PORT" in said


def test_modules_that_are_made_from_another() -> None:
    made = Modules(ROOT).that_need({"snippets/losses/huber_loss.py"})
    assert {"snippets/losses/huber_loss.py", "snippets/losses/huber_loss_example.py"} <= made
    assert "snippets/losses/hinge_loss.py" not in made
    assert Modules(ROOT).that_need({"docs/index.md"}) == set()


@pytest.mark.parametrize(
    ("changed", "modules"),
    [
        ([MODULE], {MODULE}),
        (["tests/snippets/convolution/test_unit_stride_convolution.py"], {MODULE}),
        (["docs/index.md", "snippets/losses/no_such.py", "tests/ledger.json"], set()),
    ],
)
def test_the_modules_whose_evidence_is_in_question(
    changed: list[str], modules: set[str]
) -> None:
    found = in_question(ROOT, set(changed))
    assert modules <= found
    assert bool(modules) == bool(found)
