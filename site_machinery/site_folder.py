"""Build into a folder that holds the site of before: write what differs, remove what is left.

MkDocs empties the folder first and writes everything again. At a thousand notes that is a fifth
of a build in which nothing has changed. What is written, or is found to be the same, is newer
than the build's beginning; so all that is older belongs to the site of before.
"""

import os
import tempfile
from pathlib import Path

from mkdocs.structure.files import File

_began: dict[Path, int] = {}  # folder -> when, by the clock of its file system


def keep_for_now(folder: str) -> None:
    """Take note of the time, in place of emptying a folder: `remove_older` does it later."""
    path = Path(folder)
    if path.is_dir():
        with tempfile.NamedTemporaryFile(dir=path, prefix=".") as now:
            _began[path] = os.fstat(now.fileno()).st_mtime_ns


def write(content: bytes, path: str) -> None:
    """Have a file with this content; one that has it is only marked as new."""
    file = Path(path)
    try:
        if file.stat().st_size == len(content) and file.read_bytes() == content:
            os.utime(file)
            return
    except OSError:  # there is none, or it cannot be read
        file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def copy(file: File, dirty: bool = False) -> None:
    """Have a file in the site as it is in the sources; a dirty build passes over older ones."""
    if not dirty or file.is_modified():
        write(file.content_bytes, file.abs_dest_path)


def remove_older(folder: Path) -> None:
    """Remove what belongs to the site of before; hidden files at the top belong to nobody."""
    began = _began.pop(folder, None)
    if began is None:
        return
    for top in list(folder.iterdir()):
        if not top.name.startswith("."):
            _remove_older(top, began)


def _remove_older(path: Path, began: int) -> None:
    if path.is_symlink() or not path.is_dir():
        if path.lstat().st_mtime_ns < began:
            path.unlink()
        return
    for inside in list(path.iterdir()):
        _remove_older(inside, began)
    if not any(path.iterdir()):
        path.rmdir()
