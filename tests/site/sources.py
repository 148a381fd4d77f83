"""The site's sources, as the tests of the site look at them."""

import shutil
import subprocess
from functools import cache
from pathlib import Path

from site_machinery import running
from site_machinery.catalogue import Catalogue
from site_machinery.pages import Fence
from site_machinery.plain import PLACE

ROOT = Path(__file__).parents[2]
CATALOGUE = Catalogue(ROOT / "docs")


def copy_repository(target: Path) -> None:
    """Copy what git has or would take, as it stands here."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():  # else it is deleted, but not yet in git
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)


def copy_cache(target: Path) -> None:
    """Copy what is kept here of earlier builds: what is changed there is made anew."""
    if (ROOT / ".cache").is_dir():
        ignore = shutil.ignore_patterns(PLACE.name)  # a whole site, which no build reads
        shutil.copytree(ROOT / ".cache", target / ".cache", ignore=ignore)


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
    return _printed(program, running.run_fresh(program))


def run_alone(program: str) -> str:
    """Run a program like `run_fresh`, but forked from an interpreter that has torch loaded.

    The same program is run once in a session. Where there is no fork it is run fresh.
    """
    return _run_alone(program.rstrip() + "\n")


@cache
def _run_alone(program: str) -> str:
    return _printed(program, running.run_forked(program))


def _printed(program: str, ran: running.Ran) -> str:
    assert ran.code == 0, f"{ran.errors}\nof the program:\n{program}"
    return ran.printed


def import_apart(module: str) -> None:
    """Import a module of this repository where it can do no harm to other tests."""
    run_alone(f"import sys\n\nsys.path.insert(0, {str(ROOT)!r})\nimport {module}\n")
