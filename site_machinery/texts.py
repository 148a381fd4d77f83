"""Read a text file again only if it may have changed: a build asks for some very often."""

import os
import time
from dataclasses import dataclass
from pathlib import Path

# A file that has been written so shortly before it was read may be written again without a
# sign of it: clocks of file systems are this coarse.
_UNSURE = 2_000_000_000  # nanoseconds


@dataclass(frozen=True)
class _Read:
    text: str
    state: tuple[int, ...]
    is_sure: bool


_read: dict[str, _Read] = {}


def text_of(path: Path | str) -> str:
    """Return the text of a file, in UTF-8: the same object as long as the file is the same.

    Raises:
        OSError: there is no such file, or it cannot be read.
        UnicodeDecodeError: it is not UTF-8.
    """
    name = str(path)
    found = os.stat(name)  # noqa: PTH116, it is asked for thousands of times
    state = (found.st_mtime_ns, found.st_ctime_ns, found.st_size)
    known = _read.get(name)
    if known is None or known.state != state or not known.is_sure:
        is_sure = time.time_ns() - max(found.st_mtime_ns, found.st_ctime_ns) > _UNSURE
        text = Path(name).read_text(encoding="utf-8")
        if known is not None and known.text == text:
            text = known.text
        known = _read[name] = _Read(text, state, is_sure)
    return known.text
