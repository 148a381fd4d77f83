"""site_machinery.texts: a file is read again only if it may have changed, and always then."""

import os
import time
from pathlib import Path

import pytest

from site_machinery.texts import text_of

LONG_AGO = time.time() - 100


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that nobody has written for a while, as far as anybody can tell."""
    file = tmp_path / "a.py"
    file.write_text("one", encoding="utf-8")
    monkeypatch.setattr(time, "time_ns", lambda: int((time.time() + 100) * 1e9))
    return file


def test_a_file_that_is_the_same_is_not_read_again(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = text_of(file)
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: pytest.fail("it is read"))
    assert text_of(file) is first


def test_a_change_is_seen_even_if_it_leaves_size_and_time_of_change(file: Path) -> None:
    assert text_of(file) == "one"
    found = file.stat()
    file.write_text("two", encoding="utf-8")
    os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert text_of(file) == "two"


def test_a_file_that_takes_its_place_is_seen(file: Path, tmp_path: Path) -> None:
    assert text_of(file) == "one"
    other = tmp_path / "b.py"
    other.write_text("two", encoding="utf-8")
    other.replace(file)
    assert text_of(file) == "two"


def test_a_file_that_has_just_been_written_is_read_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be written again within what its times can tell apart."""
    file = tmp_path / "a.py"
    file.write_text("one", encoding="utf-8")
    assert text_of(file) == "one"
    reads = []
    read = Path.read_text
    monkeypatch.setattr(Path, "read_text", lambda p, **how: reads.append(p) or read(p, **how))
    assert text_of(file) == "one"
    assert reads == [file]


def test_no_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        text_of(tmp_path / "none.py")
