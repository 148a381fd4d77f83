"""Keep what is slow to find out in .cache, under all that decides it.

The file's name has a digest of the code that found it out; each entry's key is, or has in it,
all that the code looked at. So a kept result is never out of date, and the folder can be
deleted at any time.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

FOLDER = ".cache"


def write_whole(file: Path, content: str | bytes) -> None:
    """Write a file, and its folder, in one step: another process may be reading it.

    Raises:
        OSError: the folder cannot be written.
    """
    unfinished = file.with_suffix(f".{os.getpid()}")
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished.write_bytes(content if isinstance(content, bytes) else content.encode())
    unfinished.replace(file)


class Kept:
    """Results by key, in one file of a repository's cache.

    Args:
        root: the repository.
        name: of the file.
        made_by: the files that decide what a key leads to, but for what is in the key.
    """

    def __init__(self, root: Path, name: str, made_by: Iterable[Path]) -> None:
        parts = [sys.version.encode(), *(file.read_bytes() for file in made_by)]
        digest = hashlib.sha256(b"\0".join(parts)).hexdigest()
        self._file = root / FOLDER / "checks" / f"{name}-{digest[:16]}.json"
        self._known = self._read()
        self._used: dict[str, Any] = {}
        self._has_new = False

    def _read(self) -> dict[str, Any]:
        try:
            known = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # none yet, or damaged
            return {}
        return known if isinstance(known, dict) else {}

    def __contains__(self, key: str) -> bool:
        """Say whether there is a result for a key."""
        return key in self._known

    def __getitem__(self, key: str) -> Any:
        """Return the result for a key."""
        self._used[key] = self._known[key]
        return self._used[key]

    def __setitem__(self, key: str, result: Any) -> None:
        """Keep a result: only what JSON knows."""
        self._known[key] = self._used[key] = result
        self._has_new = True

    def save(self) -> None:
        """Write what was used since it was read, if it differs; what was not is forgotten."""
        if not self._has_new and self._used.keys() == self._known.keys():
            return
        try:
            for old in self._file.parent.glob(f"{self._file.name.rpartition('-')[0]}-*.json"):
                old.unlink(missing_ok=True)  # of other versions of the code
            write_whole(self._file, json.dumps(self._used, ensure_ascii=False))
        except OSError:
            pass  # the folder cannot be written: the next call finds it all out again
