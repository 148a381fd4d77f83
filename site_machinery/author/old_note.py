"""Read a note in the author's old format: a Markdown file for Hexo or VuePress."""

import datetime
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from site_machinery.catalogue import AUTHORS_CLOCK
from site_machinery.pages import parse_page

# Keys of the front matter that say nothing more than what a page of ours says anyhow.
_TURNED_OVER = {"title", "date", "permalink", "slug", "tags", "tag", "categories", "category"}
_DESCRIPTIONS = ("abstract", "description", "excerpt", "summary")
_DATE = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T ]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?)?\s*(Z|[+-]\d{1,2}:?\d{2})?"
)
_DATE_IN_NAME = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


class BadNote(ValueError):
    """A file cannot be taken over; `line` says where, the message why and what to do."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, order=True)
class Gap:
    """Something of the old note that its page does not have as it was."""

    line: int
    what: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.what}"


@dataclass
class OldNote:
    """An old note: its front matter in our terms, and the lines of its body."""

    file: Path
    title: str
    date: datetime.date  # or a datetime, by the author's clock
    permalink: str
    description: str
    tags: list[str]
    categories: list[str]
    lines: list[str]
    first: int  # the line of the file on which the body starts
    gaps: list[Gap] = field(default_factory=list)
    permalink_line: int = 1

    @property
    def day(self) -> datetime.date:
        """The day of the note."""
        return self.date.date() if isinstance(self.date, datetime.datetime) else self.date


def decode(data: bytes) -> str:
    """Return a file's text with plain line ends, from UTF-8 with or without BOM, or GBK.

    Raises:
        BadNote: it is neither, or no text at all.
    """
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise BadNote(line, "a zero byte: this is no text; save the file as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        lossy = data.decode("utf-8", errors="replace")
        foreign = sum(not character.isascii() for character in lossy)
        if lossy.count("\ufffd") * 4 < foreign:  # UTF-8 that was damaged: GBK has more faults
            raise BadNote(line, "a damaged character; save the file as UTF-8") from error
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError as other:
            line = data.count(b"\n", 0, other.start) + 1
            raise BadNote(line, "neither UTF-8 nor GBK; save the file as UTF-8") from other
    text = re.sub("\r\n|[\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]", "\n", text)
    if (control := _CONTROL.search(text)) is not None:
        line = text.count("\n", 0, control.start()) + 1
        raise BadNote(line, f"a control character {control[0]!r}; take it out")
    return text


def read_old_note(file: Path) -> OldNote:
    """Read an old note.

    Raises:
        BadNote: it is no text, or its front matter lacks what a note needs.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise BadNote(1, f"{error.strerror}; mend the path") from error
    text = decode(data)
    if not text.strip():
        raise BadNote(1, "the file is empty; take it out")
    head, lines, first = _split(text)
    page = parse_page(head)
    if page.faults:
        raise BadNote(page.faults[0].line, page.faults[0].message)
    meta, line_of = page.meta, page.line_of
    for key, is_draft in (("draft", True), ("published", False)):
        if meta.get(key) is is_draft:
            raise BadNote(line_of(key), "a draft; publish it by taking this line out")
    gaps = [
        Gap(line_of(str(key)), f"left out of the front matter: {key}: {value}")
        for key, value in meta.items()
        if key not in _TURNED_OVER and key not in _DESCRIPTIONS
    ]
    found = [(key, _text(meta[key])) for key in _DESCRIPTIONS if _text(meta.get(key))]
    for key, other in found[1:]:
        if other != found[0][1]:
            gaps.append(Gap(line_of(key), f"left out of the front matter: {key}: {other}"))
    title = _text(meta.get("title"))
    if not title:
        title = _title_of_body(lines, first, gaps)
        if not title:
            raise BadNote(line_of("title"), "a note needs a title; add 'title: ...'")
    return OldNote(
        file=file,
        title=title,
        date=_date(meta, line_of("date"), file.stem),
        permalink=_text(meta.get("permalink")) or _text(meta.get("slug")),
        description=found[0][1] if found else "",
        tags=_list(meta.get("tags", meta.get("tag"))) or ["周报"],
        categories=_list(meta.get("categories", meta.get("category"))) or ["周报"],
        lines=lines,
        first=first,
        gaps=gaps,
        permalink_line=line_of("permalink"),
    )


def _split(text: str) -> tuple[str, list[str], int]:
    """Return the front matter with its marks, the lines of the body, and its first line."""
    lines = text.split("\n")
    if lines[0].strip() != "---":
        return "", lines, 1
    marks = [number for number, line in enumerate(lines) if line.strip() == "---"]
    if len(marks) < 2:
        raise BadNote(1, "the front matter is never closed; add a line ---")
    return "\n".join(lines[: marks[1] + 1]), lines[marks[1] + 1 :], marks[1] + 2


def _title_of_body(lines: list[str], first: int, gaps: list[Gap]) -> str:
    """Take the title from a first heading of level one, if that is the first text."""
    for number, line in enumerate(lines):
        if line.strip():
            if not line.startswith("# "):
                return ""
            lines[number] = ""
            gaps.append(Gap(first + number, "the heading became the title"))
            return line.removeprefix("# ").strip()
    return ""


def _text(value: Any) -> str:
    return " ".join(str(value).split()) if value is not None and value is not True else ""


def _list(value: Any) -> list[str]:
    """Return tags or categories, given as one text, as a list, or as lists in a list."""
    if isinstance(value, list):
        return list(dict.fromkeys(text for part in value for text in _list(part)))
    return [_text(value)] if _text(value) else []


def _date(meta: dict[str, Any], line: int, stem: str) -> datetime.date:
    value = meta.get("date")
    if isinstance(value, datetime.datetime):
        return _by_the_authors_clock(value)
    if isinstance(value, datetime.date):
        return value
    given = _DATE.fullmatch(_text(value)) or (None if value else _DATE_IN_NAME.search(stem))
    if given is None:
        got = "none" if value is None else repr(value)
        raise BadNote(line, f"a note needs a date, got {got}; write 'date: 2021-02-23'")
    year, month, day, *rest = given.groups()
    try:
        if not rest or rest[0] is None:
            return datetime.date(int(year), int(month), int(day))
        clock = (int(part or 0) for part in rest[:3])
        moment = datetime.datetime(int(year), int(month), int(day), *clock)
    except ValueError as error:
        raise BadNote(line, f"no such date: {error}; write 'date: 2021-02-23'") from error
    if zone := (rest[3] or "").replace("Z", "+00:00"):
        zone = zone if ":" in zone else f"{zone[:-2]}:{zone[-2:]}"
        sign, hours = zone[0], zone[1:].partition(":")
        offset = datetime.timedelta(hours=int(hours[0]), minutes=int(hours[2]))
        offset = -offset if sign == "-" else offset
        moment = moment.replace(tzinfo=datetime.timezone(offset))
    return _by_the_authors_clock(moment)


def _by_the_authors_clock(moment: datetime.datetime) -> datetime.datetime:
    """Return a moment without zone: the front matter of a note has the author's own time."""
    if moment.tzinfo is not None:
        moment = moment.astimezone(AUTHORS_CLOCK).replace(tzinfo=None)
    return moment.replace(microsecond=0)
