"""The site's sources, as the tests of the site look at them."""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from site_machinery.catalogue import Catalogue
from site_machinery.pages import Fence

ROOT = Path(__file__).parents[2]
CATALOGUE = Catalogue(ROOT / "docs")


def python_blocks() -> list[tuple[str, Fence, Fence | None]]:
    """Return (where, block, the output shown under it or None) for each block of each page."""
    blocks = []
    for document in CATALOGUE.documents:
        fences = document.page.fences
        for fence, following in zip(fences, [*fences[1:], None], strict=False):
            if fence.language == "python" and not (fence.is_output or fence.is_unverified):
                output = following if following and following.is_output else None
                blocks.append((f"docs/{document.path}:{fence.line}", fence, output))
    return blocks


def run_fresh(program: str) -> str:
    """Run a program as a reader would: its own file, an empty folder, a fresh interpreter.

    Returns what it prints. Fails the test if it does not exit with 0.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "copied.py")
        file.write_text(program, encoding="utf-8")
        done = subprocess.run(
            # -I: neither this repository nor the environment's variables are in reach.
            [sys.executable, "-I", "-X", "utf8", file.name],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 0, f"{done.stderr}\nof the program:\n{program}"
    return done.stdout


def run_alone(program: str) -> str:
    """Run a program like `run_fresh`, but forked from an interpreter that has torch loaded.

    The same program is run once in a session. Where there is no fork it is run fresh.
    """
    return _run_alone(program.rstrip() + "\n")


@cache
def _run_alone(program: str) -> str:
    if not hasattr(os, "fork"):
        return run_fresh(program)
    server = _fork_server()
    server.stdin.write(json.dumps(program) + "\n")
    server.stdin.flush()
    code, out, err = json.loads(server.stdout.readline())
    assert code == 0, f"{err}\nof the program:\n{program}"
    return out


@cache
def _fork_server() -> subprocess.Popen[str]:
    server = subprocess.Popen(
        [sys.executable, "-I", "-X", "utf8", str(Path(__file__).with_name("fork_server.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    atexit.register(server.communicate)  # closes its input, which ends it
    return server
