"""README.md does what it says: its commands run, its note builds, its paths exist."""

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from site_machinery.__main__ import STEPS, steps
from site_machinery.pages import parse_page, read_page
from tests.site.sources import copy_repository

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
README = parse_page(TEXT)
BLOCKS = [(fence.language, fence.body) for fence in README.fences]
NEW_NOTE = shlex.split(BLOCKS[2][1])
TEXT_OF_NOTE = BLOCKS[3][1]
NOTE_FILE = "docs/notes/posts/2021-03-02.md"
# Named in the text, but made by a command or by the reader.
MADE_LATER = {".venv", "site/", NOTE_FILE}


def test_every_block_is_one_that_is_tested_here() -> None:
    assert [language for language, _ in BLOCKS] == ["sh", "sh", "sh", "markdown"]


@pytest.mark.parametrize(("block", "verb"), [(0, "serve"), (1, "test")])
def test_a_command_is_one_line_that_the_bootstrap_knows(block: int, verb: str) -> None:
    assert BLOCKS[block][1].strip() == f"python3 -m site_machinery {verb}"
    assert verb in STEPS


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash here")
def test_ci_runs_the_second_command_as_it_stands_here() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    reader = re.search(r"^command_of_readme\(\) \{.*?^\}$", script, re.M | re.S)[0]
    assert "command_2=$(command_of_readme 2)\n" in script
    done = subprocess.run(
        ["bash", "-c", f"root=.\n{reader}\ncommand_of_readme 2"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == BLOCKS[1][1]


def test_every_path_named_exists() -> None:
    prose = re.sub(r"^(`{3,}).*?^\1$", "", TEXT, flags=re.M | re.S)
    named = set(re.findall(r"`([\w.-]+/[\w./-]*|[\w-]*\.[a-z]+)`", prose)) - MADE_LATER
    named |= {link.target for link in README.links if "://" not in link.target}
    assert named >= {".ci/run", "docs/", "requirements.txt", "LICENSE"}
    assert {path for path in named if not (ROOT / path).exists()} == set()


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what git has or would take, with a note made and written as the steps say."""
    assert f"This makes `{NOTE_FILE}`" in TEXT
    root = tmp_path_factory.mktemp("readme") / "clone"
    copy_repository(root)
    assert NEW_NOTE[:3] == ["python3", "-m", "site_machinery"]
    (step,) = steps(NEW_NOTE[3], NEW_NOTE[4:])
    run_there(root, step)
    with (root / NOTE_FILE).open("a", encoding="utf-8") as note:
        note.write(f"\n{TEXT_OF_NOTE}")
    (step,) = steps("check", [])
    assert run_there(root, step) == "no problem\n"
    return root


def run_there(root: Path, step: list[str]) -> str:
    done = subprocess.run(
        module(step), cwd=root, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("verb", ["new term", "import", "check", "publish --dry-run", "review"])
def test_every_verb_that_the_text_names_is_known(verb: str) -> None:
    assert f"`python3 -m site_machinery {verb}" in TEXT
    assert verb.split()[0] in STEPS


def module(step: list[str]) -> list[str]:
    return [sys.executable, "-m", *step]


def environment(scratch: Path) -> dict[str, str]:
    """Return an environment with a temporary folder of ours: a killed server leaves files."""
    scratch.mkdir(exist_ok=True)
    return (
        os.environ
        | {"PYTHONUTF8": "1"}
        | dict.fromkeys(["TMPDIR", "TEMP", "TMP"], str(scratch))
    )


def test_the_note_passes_the_strict_build_and_is_at_its_address(
    clone: Path, tmp_path: Path
) -> None:
    (step,) = steps("build", ["-d", str(tmp_path / "site")])
    done = subprocess.run(
        module(step),
        cwd=clone,
        env=environment(tmp_path / "scratch"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    meta = read_page(clone / NOTE_FILE).meta
    page = (tmp_path / "site" / meta["slug"] / "index.html").read_text(encoding="utf-8")
    assert meta["title"] in page
    assert 'id="outliers"' in page
    assert ">def</span>" in page  # the included section
    assert "已验证" in page
    assert "待验证" not in page
    notes = (tmp_path / "site/notes/index.html").read_text(encoding="utf-8")
    assert meta["description"] in notes  # the lead, unless another is given
    assert 'id="outliers"' not in notes


@contextmanager
def served(clone: Path, scratch: Path) -> Iterator[str]:
    """Run what command 1 hands over to, and give the address that it serves."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    (step,) = steps("serve", ["-a", address])
    log = scratch.with_suffix(".log")
    with log.open("wb") as output:
        server = subprocess.Popen(
            module(step), cwd=clone, env=environment(scratch), stdout=output, stderr=output
        )
    try:
        deadline = time.monotonic() + 180
        while not answers(f"http://{address}/"):
            ended = server.poll() is not None or time.monotonic() > deadline
            assert not ended, log.read_text(encoding="utf-8")
            time.sleep(0.1)
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait()


def answers(address: str) -> bool:
    try:
        return bool(read(address))
    except urllib.error.URLError:
        return False


def read(address: str) -> str:
    # Without the environment's proxies: the server is on this machine.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(address, timeout=60) as response:
        assert response.status == 200
        return response.read().decode()


def test_the_first_command_serves_the_site_and_follows_changes(
    clone: Path, tmp_path: Path
) -> None:
    with served(clone, tmp_path / "scratch") as address:
        start = read(f"{address}/")
        assert "/preview/client.js" in start  # the script that follows changes
        assert "week-post-2021-02-23/" in start
        assert "<h1" in read(f"{address}/week-post-2021-02-23/")
        meta = read_page(clone / NOTE_FILE).meta
        assert meta["title"] in read(f"{address}/{meta['slug']}/")
