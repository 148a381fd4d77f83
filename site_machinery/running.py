"""Run programs as a reader would: in an empty folder, where this repository is not."""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Ran:
    """How a program ended, and what it wrote."""

    code: int
    printed: str
    errors: str


def run_fresh(program: str) -> Ran:
    """Run a program in a fresh interpreter."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "copied.py")
        file.write_text(program, encoding="utf-8")
        done = subprocess.run(
            # -I: neither this repository nor the environment's variables are in reach.
            [sys.executable, "-I", "-X", "utf8", file.name],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    return Ran(done.returncode, done.stdout, done.stderr)


def run_forked(program: str) -> Ran:
    """Run a program forked from an interpreter that has torch loaded; fresh without forks."""
    if not hasattr(os, "fork"):
        return run_fresh(program)
    server = _fork_server()
    server.stdin.write(json.dumps(program) + "\n")
    server.stdin.flush()
    return Ran(*json.loads(server.stdout.readline()))


@cache
def _fork_server() -> "subprocess.Popen[str]":
    server = subprocess.Popen(
        [sys.executable, "-I", "-X", "utf8", str(Path(__file__).with_name("fork_server.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    atexit.register(server.communicate)  # closes its input, which ends it
    return server
