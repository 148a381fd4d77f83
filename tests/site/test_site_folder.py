"""site_machinery.site_folder: the folder holds the new site and nothing else."""

import os
from pathlib import Path

import pytest
from mkdocs.structure.files import File

from site_machinery import site_folder

LONG_AGO = 1_000_000_000  # seconds


def put(file: Path, content: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    os.utime(file, (LONG_AGO, LONG_AGO))
    return file


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_what_is_not_written_again_is_removed(tmp_path: Path) -> None:
    put(tmp_path / "gone/deep/index.html", "old")
    put(tmp_path / "page/index.html", "same")
    put(tmp_path / "page/gone.txt", "old")
    put(tmp_path / ".git/config", "somebody's")
    (tmp_path / "dangling").symlink_to("nowhere")
    os.utime(tmp_path / "dangling", (LONG_AGO, LONG_AGO), follow_symlinks=False)
    site_folder.keep_for_now(str(tmp_path))
    site_folder.write(b"same", str(tmp_path / "page/index.html"))
    site_folder.write(b"new", str(tmp_path / "new/index.html"))
    (tmp_path / "by_hand.json").write_text("{}", encoding="utf-8")  # as plugins write
    site_folder.remove_older(tmp_path)
    kept = {"page", "page/index.html", "new", "new/index.html", "by_hand.json"}
    assert names(tmp_path) == {*kept, ".git", ".git/config"}
    put(tmp_path / "later.html", "old")
    site_folder.remove_older(tmp_path)  # no build has begun since
    assert "later.html" in names(tmp_path)


def test_a_folder_that_is_not_there_yet_holds_nothing(tmp_path: Path) -> None:
    site_folder.keep_for_now(str(tmp_path / "site"))
    site_folder.remove_older(tmp_path / "site")
    assert names(tmp_path) == set()


@pytest.mark.parametrize("old", ["same", "short", "diff", None])
def test_a_file_has_the_content_that_was_written(tmp_path: Path, old: str | None) -> None:
    file = tmp_path / "page.html"
    if old:
        put(file, old)
    site_folder.write(b"same", str(file))
    assert file.read_bytes() == b"same"
    assert file.stat().st_mtime > LONG_AGO


def test_what_is_the_same_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put(tmp_path / "page.html", "same")
    monkeypatch.setattr(Path, "write_bytes", lambda *_: pytest.fail("it is written"))
    site_folder.write(b"same", str(file))


def test_a_file_of_the_sources_is_copied(tmp_path: Path) -> None:
    source = put(tmp_path / "docs/a.txt", "text")
    file = File("a.txt", str(source.parent), str(tmp_path / "site"), use_directory_urls=True)
    site_folder.copy(file)
    assert (tmp_path / "site/a.txt").read_text(encoding="utf-8") == "text"
    (tmp_path / "site/a.txt").write_text("kept", encoding="utf-8")
    site_folder.copy(file, dirty=True)  # the source is older
    assert (tmp_path / "site/a.txt").read_text(encoding="utf-8") == "kept"
