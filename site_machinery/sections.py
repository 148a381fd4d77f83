"""Named sections of a Python source: the parts that a page shows."""

import re
from dataclasses import dataclass

_MARKER = re.compile(r"^\s*# --8<-- \[(?P<kind>start|end):(?P<name>[a-z][a-z0-9_]*)\]\s*$")
_LOOKS_LIKE_MARKER = re.compile(r"-8<-.*\[")


class SectionError(ValueError):
    """A section marker is wrong; `line` says where."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Section:
    """The lines of a source between two markers, counted from 1, both ends included."""

    name: str
    first: int
    last: int


def is_marker(line: str) -> bool:
    """Say whether a line starts or ends a section."""
    return _MARKER.match(line) is not None


def sections(source: str) -> dict[str, Section]:
    """Return the sections of a source by name, in the order in which they start.

    Raises:
        SectionError: a marker is malformed, or a section is never closed, closed without having
            been opened, opened twice or empty.
    """
    opened: dict[str, int] = {}
    closed: dict[str, int] = {}
    for number, line in enumerate(source.splitlines(), start=1):
        marker = _MARKER.match(line)
        if not marker:
            if _LOOKS_LIKE_MARKER.search(line):
                raise SectionError(
                    number, f"malformed marker {line.strip()!r}, want '# --8<-- [start:name]'"
                )
            continue
        name = marker["name"]
        if marker["kind"] == "start":
            if name in opened:
                raise SectionError(number, f"section {name!r} is opened a second time")
            opened[name] = number
        elif name not in opened or name in closed:
            raise SectionError(number, f"section {name!r} is closed but not open")
        elif number == opened[name] + 1:
            raise SectionError(number, f"section {name!r} is empty")
        else:
            closed[name] = number
    for name, number in opened.items():
        if name not in closed:
            raise SectionError(number, f"section {name!r} is never closed")
    return {name: Section(name, opened[name] + 1, closed[name] - 1) for name in opened}
