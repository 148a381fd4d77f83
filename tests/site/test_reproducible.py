"""One commit gives one site, byte for byte: wherever, whenever and in whatever surroundings."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from site_machinery.author.publishing import MANIFEST, manifest
from tests.site.conftest import build
from tests.site.sources import ROOT, copy_repository

LATER = "import tests.site.later_clock\n"
WITHOUT_SHORTCUTS = "import tests.site.without_shortcuts\n"
ELSEWHERE = [  # the first of them with nothing kept but the notebooks' runs
    (
        LATER + WITHOUT_SHORTCUTS,
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
    ),
    (LATER, {"PYTHONHASHSEED": "2", "TZ": "America/Anchorage", "LC_ALL": "C.UTF-8"}),
]


@pytest.fixture(scope="module")
def others(site: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The site built again: on another path, another day, with a cold and a warm cache.

    The first build also does everything the long way, see `site_machinery.shortcuts`.
    """
    root = tmp_path_factory.mktemp("elsewhere") / "a copy"
    copy_repository(root)
    history = ROOT / ".git"
    if history.is_dir():
        shutil.copytree(history, root / ".git")
    elif history.is_file():  # of a work tree beside others
        shutil.copy(history, root)
    if (ROOT / ".cache/notebooks").is_dir():
        shutil.copytree(ROOT / ".cache/notebooks", root / ".cache/notebooks")
    sites = []
    for number, (prologue, variables) in enumerate(ELSEWHERE):
        target = root.parent / str(number)
        done = build(root, target, prologue=prologue, variables=variables)
        assert done.returncode == 0, done.stdout + done.stderr
        sites.append(target)
    return sites


def files(site: Path) -> dict[str, bytes]:
    found = (file for file in site.rglob("*") if file.is_file())
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in found}


def test_every_build_gives_the_same_bytes(site: Path, others: list[Path]) -> None:
    expected = files(site)
    for other in others:
        found = files(other)
        assert found.keys() == expected.keys()
        assert {name for name in found if found[name] != expected[name]} == set()


def test_the_manifest_lists_every_file(site: Path) -> None:
    listed = json.loads((site / MANIFEST).read_text(encoding="utf-8"))["files"]
    assert listed == manifest(site)
    assert files(site).keys() - listed.keys() == {MANIFEST}


def test_the_clock_of_the_other_builds_is_ahead() -> None:
    """Else they would prove nothing about the day."""
    program = f"""{LATER}
import datetime, gzip, io, time
print(time.time(), datetime.datetime.now(datetime.UTC).timestamp())
print(time.mktime(time.localtime()), datetime.datetime.today().timestamp())
print(datetime.date.today().toordinal() * 86400 - datetime.date(1970, 1, 1).toordinal() * 86400)
print(int.from_bytes(gzip.compress(b"", mtime=None)[4:8], "little"))
assert isinstance(datetime.datetime.fromisoformat("2020-01-01"), datetime.date)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | {"TZ": "UTC"},
        capture_output=True,
        text=True,
        check=True,
    )
    later = time.time() + 400 * 86400
    shown = [float(seconds) for seconds in done.stdout.split()]
    assert len(shown) == 6
    assert all(abs(seconds - later) <= 86400 for seconds in shown)
