"""A Markdown page taken apart: front matter, fences, formulas, headings, links, directives.

Everything keeps the line it stands on, so that whoever finds a fault can say where it is. The
site's own checks, lists and tests all read pages through this module.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from site_machinery.texts import text_of

_FENCE = re.compile(r"^(?P<pad>[ \t]*)(?P<ticks>`{3,}|~{3,})(?P<info>.*)$")
# libyaml's parser where PyYAML has it: ten times as fast, the same documents.
_FastLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INCLUDE = re.compile(r'^--8<-- "(?P<reference>[^"]+)"$')
_STRAY_INCLUDE = re.compile(r"^[ \t]*-+8<-+")
_SPECIAL = re.compile(r"([\\`*_{}\[\]#$])")
_DIRECTIVE = re.compile(r"^<!-- (?P<name>[a-z]+)(?:: (?P<argument>.+?))? -->$")
_HEADING = re.compile(r"^(?P<marks>#{1,6}) +(?P<text>.+?)(?: *\{ *#(?P<id>[^ }]+)[^}]*\})? *$")
_LINK = re.compile(r"(?P<image>!?)\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)[^)]*\)")
CODE_SPAN = re.compile(r"(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)")
# The rule of arithmatex's smart dollars: no space inside, no escaped dollar.
INLINE_FORMULA = re.compile(
    r"(?<![\\$])\$(?![\s$])(?P<tex>(?:\\.|[^\\$])+?)(?<!\s)\$(?!\$)", re.S
)
_FOREIGN = re.compile(r"\\[(\[]|\\begin\{")
# The key of the front matter by which a page says that nobody has checked it yet, and why.
UNVERIFIED = "unverified"
NOT_UTF_8 = "this is not UTF-8; save the file in that encoding"


@dataclass(frozen=True)
class Fault:
    """What is wrong on a line of a page, and what to do about it."""

    line: int
    message: str


@dataclass(frozen=True)
class Fence:
    """A fenced block of code."""

    line: int
    info: str
    body: str

    @property
    def language(self) -> str:
        """The first word after the ticks, or the first class in braces; "" if there is none."""
        match = re.match(r"\{[^}]*?\.([\w+-]+)|([\w+-]+)", self.info)
        return (match[1] or match[2]) if match else ""

    @property
    def is_output(self) -> bool:
        """Whether the block shows what the block above it prints."""
        return re.match(r"\{[^}\"]*\.output\b", self.info) is not None

    @property
    def is_unverified(self) -> bool:
        """Whether the block came in with an old note and is shown as text that nobody ran."""
        return re.match(r"\{[^}\"]*\.unverified\b", self.info) is not None

    @property
    def include(self) -> str | None:
        """What the block includes ("file:section"), if an include is all that it holds."""
        match = _INCLUDE.match(self.body.strip())
        return match["reference"] if match else None


@dataclass(frozen=True)
class Formula:
    """A formula in TeX; `reading` names what the display formula is bound to."""

    line: int
    tex: str
    display: bool
    reading: str | None = None


@dataclass(frozen=True)
class Heading:
    """A heading; `id` is the one written in braces, if there is one."""

    line: int
    level: int
    text: str
    id: str | None


@dataclass(frozen=True)
class Link:
    """A link or an image."""

    line: int
    text: str
    target: str
    is_image: bool


@dataclass(frozen=True)
class Directive:
    """A comment line that the build replaces, such as `<!-- names: losses/huber-loss -->`."""

    line: int
    name: str
    argument: str


@dataclass(frozen=True)
class Prose:
    """A line of running text, a list or a table, as it is written."""

    line: int
    text: str


@dataclass
class Page:
    """The parts of a page in the order in which they stand."""

    lines: list[str] = field(default_factory=list)
    has_readable_meta: bool = True
    meta: dict[str, Any] = field(default_factory=dict)
    meta_lines: dict[str, int] = field(default_factory=dict)
    fences: list[Fence] = field(default_factory=list)
    formulas: list[Formula] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    directives: list[Directive] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The title in the front matter, else the first heading of level one."""
        headings = (heading.text for heading in self.headings if heading.level == 1)
        return str(self.meta.get("title") or next(headings, ""))

    @property
    def is_unverified(self) -> bool:
        """Whether the page says of itself that nobody has checked it yet."""
        return UNVERIFIED in self.meta

    @property
    def is_imported(self) -> bool:
        """Whether the page is an old note that nobody has checked yet."""
        return self.meta.get(UNVERIFIED) == "import"

    def line_of(self, key: str) -> int:
        """Return the line of a key of the front matter, or 1 where it is missing."""
        return self.meta_lines.get(key, 1)


def is_directive(line: str) -> re.Match[str] | None:
    """Match a line that is a directive, with groups `name` and `argument`."""
    return _DIRECTIVE.match(line.strip()) if "<!--" in line else None


def fence_opening(line: str) -> re.Match[str] | None:
    """Match a line that opens a fence, with groups `pad`, `ticks` and `info`."""
    return _FENCE.match(line) if "```" in line or "~~~" in line else None


def as_markdown(text: str) -> str:
    """Return Markdown that shows a text, such as a title, as it is."""
    return _SPECIAL.sub(r"\\\1", text).replace("<", "&lt;")


def read_page(path: Path) -> Page:
    """Take the Markdown file at `path` apart; one that is not UTF-8 is a page with a fault."""
    try:
        return parse_page(text_of(path).removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        data = path.read_bytes()
        line = data.count(b"\n", 0, error.start) + 1
        fault = Fault(line, NOT_UTF_8)
        lines = data.decode("utf-8", errors="replace").splitlines()
        return Page(lines, has_readable_meta=False, faults=[fault])


@cache
def parse_page(text: str) -> Page:
    """Take Markdown text apart; what is malformed is listed in `faults`, nothing raises."""
    return _Parser(text).page


class _Parser:
    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self.page = Page(self._lines)
        self._prose: list[str] = []  # a run of prose lines, code spans masked
        self._reading: str | None = None
        number = self._front_matter()
        while number < len(self._lines):
            number = self._step(number)
        self._end_prose(len(self._lines))

    def _front_matter(self) -> int:
        if not self._lines or self._lines[0].strip() != "---":
            return 0
        marks = [i for i, line in enumerate(self._lines) if line.strip() == "---"]
        if len(marks) < 2:
            self._unreadable_meta(1, "the front matter is never closed; add a line ---")
            return len(self._lines)
        end = marks[1]
        text = "\n".join(self._lines[1:end])
        node = None
        try:
            node = yaml.compose(text, _FastLoader)
            meta = _made_of(node)
        except (yaml.YAMLError, ValueError) as error:  # ValueError: a date such as 2021-02-30
            mark = getattr(error, "problem_mark", None)
            what = getattr(error, "problem", None) or error
            line = mark.line + 2 if mark else _line_of_bad_value(node) if node else 1
            self._unreadable_meta(line, f"the front matter is not valid YAML: {what}; mend it")
            return end + 1
        if not isinstance(meta, dict):
            self._unreadable_meta(
                2, "the front matter must be 'key: value' lines; write them so"
            )
            return end + 1
        self.page.meta = meta
        for key, _ in node.value if node is not None else ():
            line = key.start_mark.line + 2
            if self.page.meta_lines.setdefault(key.value, line) != line:
                message = f"the front matter has {key.value!r} twice; keep one"
                self.page.faults.append(Fault(line, message))
        return end + 1

    def _unreadable_meta(self, line: int, message: str) -> None:
        self.page.has_readable_meta = False
        self.page.faults.append(Fault(line, message))

    def _step(self, number: int) -> int:
        """Read what starts at a line (counted from 0) and return the line after it."""
        line = self._lines[number]
        stripped = line.strip()
        if not stripped:
            self._end_prose(number)
            return number + 1
        if fence := fence_opening(line):
            self._end_prose(number)
            return self._fence(number, fence)
        if stripped.startswith("$$"):
            self._end_prose(number)
            return self._display_formula(number)
        if self._reading:
            fault = Fault(
                number + 1,
                "the line above binds a formula, but no $$ follows it; put it right above one",
            )
            self.page.faults.append(fault)
            self._reading = None
        if _STRAY_INCLUDE.match(line):
            fault = Fault(
                number + 1, "an include outside of a fence; put it into a ```python one"
            )
            self.page.faults.append(fault)
        directive = is_directive(line)
        if directive:
            self._end_prose(number)
            if directive["name"] == "formula":
                self._reading = directive["argument"]
            else:
                found = Directive(number + 1, directive["name"], directive["argument"] or "")
                self.page.directives.append(found)
        else:
            masked = CODE_SPAN.sub(lambda m: "\0" * len(m[0]), line) if "`" in line else line
            self._prose.append(masked)
            if line.startswith("#") and (heading := _HEADING.match(line)):
                self.page.headings.append(
                    Heading(number + 1, len(heading["marks"]), heading["text"], heading["id"])
                )
            else:
                self.page.prose.append(Prose(number + 1, line))
        return number + 1

    def _fence(self, start: int, opening: re.Match[str]) -> int:
        ticks = opening["ticks"]
        closing = re.compile(rf"^[ \t]*{re.escape(ticks[0])}{{{len(ticks)},}}[ \t]*$")
        end = start + 1
        while end < len(self._lines) and not closing.match(self._lines[end]):
            end += 1
        if end == len(self._lines):
            fault = Fault(start + 1, f"this fence is never closed; add {ticks}")
            self.page.faults.append(fault)
        pad = len(opening["pad"])
        inside = self._lines[start + 1 : end]
        body = "".join(f"{line if line[:pad].strip() else line[pad:]}\n" for line in inside)
        self.page.fences.append(Fence(start + 1, opening["info"].strip(), body))
        return end + 1

    def _display_formula(self, start: int) -> int:
        reading, self._reading = self._reading, None
        text = self._lines[start].strip()[2:]
        end = start
        while not text.rstrip().endswith("$$"):
            end += 1
            if end == len(self._lines) or not self._lines[end].strip():
                self.page.faults.append(
                    Fault(start + 1, "this $$ is never closed; end the formula with $$")
                )
                return end
            text += "\n" + self._lines[end]
        tex = text.rstrip()[:-2].strip()
        self.page.formulas.append(Formula(start + 1, tex, True, reading))
        return end + 1

    def _end_prose(self, number: int) -> None:
        """Look through the prose that ends before a line for links and inline formulas."""
        if not self._prose:
            return
        text = "\n".join(self._prose)
        first = number - len(self._prose) + 1
        self._prose = []

        def line_of(match: re.Match[str]) -> int:
            return first + text.count("\n", 0, match.start())

        # Most runs hold nothing of a kind, and that is seen at once.
        without_formulas = text
        if "$" in text:
            for match in INLINE_FORMULA.finditer(text):
                self.page.formulas.append(Formula(line_of(match), match["tex"], False))
            without_formulas = INLINE_FORMULA.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
            if (stray := re.search(r"(?<!\\)\$\$", without_formulas)) is not None:
                self.page.faults.append(
                    Fault(line_of(stray), "$$ inside a paragraph; put it on a line of its own")
                )
        if "\\" in text and (foreign := _FOREIGN.search(without_formulas)) is not None:
            self.page.faults.append(
                Fault(line_of(foreign), "other marks of a formula; write $ and $, or $$ and $$")
            )
        for match in _LINK.finditer(text) if "](" in text else ():
            self.page.links.append(
                Link(line_of(match), match["text"], match["target"], bool(match["image"]))
            )


def _made_of(node: yaml.Node | None) -> Any:
    """Return what a front matter's node stands for; an empty one is an empty mapping."""
    return (yaml.constructor.SafeConstructor().construct_document(node) if node else None) or {}


def _line_of_bad_value(mapping: yaml.MappingNode) -> int:
    """Return the line in the page of the first front matter value that YAML cannot make."""
    for key, value in mapping.value:
        try:
            yaml.safe_load(yaml.serialize(value))
        except ValueError:
            return key.start_mark.line + 2
    return 1
