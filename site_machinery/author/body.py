"""Turn the body of an old note into Markdown as the pages here write it.

What a page here has no place for (a link that expires, an address of the old site) becomes
plain text and a gap that says what it was. Fences and images leave a token, which `Body.text`
replaces once it is known what becomes of them. Nothing is dropped without a gap.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote

from site_machinery.author import inline
from site_machinery.author.old_note import BadNote, Gap, OldNote
from site_machinery.pages import fence_opening, parse_page
from site_machinery.slugs import slugify

MORE = "<!-- more -->"
NO_READING = "<!-- formula: none 由旧笔记导入，还没有写成 SymPy -->"
_CONTAINER = re.compile(r"^ *(?P<marks>:{3,}) *(?P<kind>[\w-]*) *(?P<title>.*?) *$")
# VuePress's containers, and what they are here.
_KINDS = {"tip": "tip", "warning": "warning", "danger": "danger", "info": "info"}
_DETAILS = re.compile(r"^ *<details[^>]*> *(?:<summary>(?P<title>.*?)</summary>)? *$", re.I)
_SUMMARY = re.compile(r"^ *<summary>(?P<title>.*?)</summary> *$", re.I)
_END_OF_DETAILS = re.compile(r"^ *</details> *$", re.I)
_MORE = re.compile(r"<!-- *more *-->", re.I)
_CONTENTS = re.compile(r"^ *(?:\[toc\]|\[\[toc\]\]|@\[toc\].*) *$", re.I)
_ITEM = re.compile(r"^(?P<indent> *)(?P<mark>[-*+]|\d+[.)]) +(?P<text>.*)$")
_QUOTED_FENCE = re.compile(r"^(?P<quote>(?: {0,3}> ?)+)(?P<ticks>`{3,}|~{3,})(?P<info>.*)$")
_BLOCK_OF_HTML = re.compile(
    r"^ {0,3}</?(?:address|article|aside|audio|blockquote|canvas|center|dd|div|dl|dt|embed|"
    r"figcaption|figure|footer|form|h[1-6]|header|hr|iframe|input|li|link|main|meta|nav|object|"
    r"ol|p|pre|script|section|style|svg|table|tbody|td|tfoot|th|thead|tr|ul|video)\b",
    re.I,
)
_RULE_OF_TABLE = re.compile(r"^ *\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *$")
_INCLUDES = re.compile(r"-8<-")


@dataclass(frozen=True)
class OldFence:
    """A block of code of an old note."""

    line: int
    pad: str
    language: str  # as it was written; "" for a bare fence
    body: str
    quoted: str = ""  # the marks of the quotation that it stands in


@dataclass
class Body:
    """A body turned over, with tokens where its fences and images stand."""

    lines: list[str] = field(default_factory=list)
    fences: list[OldFence] = field(default_factory=list)
    images: list[inline.OldImage] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    formulas: int = 0

    def text(
        self, of_fence: Callable[[OldFence], list[str]], of_image: Callable[[int], str]
    ) -> str:
        """Return the Markdown, with what has become of the fences and the images."""
        lines: list[str] = []
        for line in self.lines:
            if found := inline.FENCE_TOKEN.fullmatch(line):
                fence = self.fences[int(found[1])]
                pad = fence.quoted or fence.pad
                lines += [f"{pad}{part}".rstrip() for part in of_fence(fence)]
            else:
                lines.append(inline.IMAGE_TOKEN.sub(lambda m: of_image(int(m[1])), line))
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
        return f"{text}\n"


def turn_over(note: OldNote, page_of: Callable[[str], str | None]) -> Body:
    """Turn the body of a note over.

    Args:
        note: the old note.
        page_of: gives the page that a link to another note leads to here, if there is one.

    Raises:
        BadNote: something is opened and never closed, or would run as something else here.
    """
    return _Turner(note, page_of).body


@dataclass
class _Open:
    """A container that is open: how it ends, and the line on which it starts."""

    line: int
    closing: str  # its colons, or "details"
    depth: int = 1


class _Turner:
    def __init__(self, note: OldNote, page_of: Callable[[str], str | None]) -> None:
        self.body = Body()
        self._lines = note.lines
        self._first = note.first
        self._containers: list[_Open] = []
        self._list: list[int] = []  # the indents of the items that are open
        self._paragraph: list[str] = []
        self._has_more = any(_MORE.search(line) for line in note.lines)
        headings = parse_page("\n".join(note.lines)).headings
        ids = {slugify(heading.text) for heading in headings}
        self._inline = inline.Inline(self.body.images, self.body.gaps, page_of, ids)
        number = 0
        while number < len(self._lines):
            number = self._step(number)
        self._end_paragraph(number)
        if self._containers:
            opened = self._containers[-1]
            closing = "</details>" if opened.closing == "details" else opened.closing
            raise BadNote(opened.line, f"this container is never closed; add {closing}")
        self.body.formulas = self._inline.formulas
        if not any(line == MORE for line in self.body.lines):
            self._add_more()

    def _line(self, number: int) -> int:
        return self._first + number

    def _gap(self, number: int, what: str) -> None:
        self.body.gaps.append(Gap(self._line(number), what))

    @property
    def _pad(self) -> str:
        return "    " * len(self._containers)

    def _emit(self, *lines: str) -> None:
        self.body.lines += [f"{self._pad}{line}" if line else "" for line in lines]

    def _separate(self) -> None:
        if self.body.lines and self.body.lines[-1]:
            self.body.lines.append("")

    def _step(self, number: int) -> int:
        """Turn over what starts on a line (counted from 0) and return the line after it."""
        line = self._lines[number].replace("\t", "    ").rstrip()
        if _INCLUDES.search(line):
            raise BadNote(self._line(number), "'--8<--' would include a file; write it apart")
        if fence := fence_opening(line):
            self._end_paragraph(number)
            return self._fence(number, fence)
        if quoted := _QUOTED_FENCE.match(line):
            self._end_paragraph(number)
            return self._quoted_fence(number, quoted)
        if line.lstrip().startswith("$$"):
            self._end_paragraph(number)
            return self._display(number, line)
        if line.lstrip().startswith(r"\[") and not self._paragraph:
            return self._display(number, line, r"\]")
        if line.lstrip().startswith(r"\begin{") and not self._paragraph:
            return self._environment(number)
        if _MORE.search(line):
            return self._more(number, line)
        if "<!--" in _without_code(line):
            return self._comment(number)
        if (container := _CONTAINER.match(line)) or _END_OF_DETAILS.match(line):
            self._end_paragraph(number)
            return self._container(number, container)
        if details := _DETAILS.match(line):
            self._end_paragraph(number)
            return self._details(number, details["title"])
        if _CONTENTS.match(line):
            self._end_paragraph(number)
            self._gap(number, f"left out, the theme shows the contents: {line.strip()}")
            return number + 1
        if not line:
            self._end_paragraph(number)
            self._separate()
            return number + 1
        if not self._paragraph and _BLOCK_OF_HTML.match(line):
            return self._html(number)
        if self._is_indented_code(number, line):
            return self._indented_code(number)
        return self._prose(number, line)

    # Prose

    def _prose(self, number: int, line: str) -> int:
        item = _ITEM.match(line)
        if item and (not self._paragraph or self._list or item["mark"] in "-*+1.1)"):
            self._end_paragraph(number)
            if not self._list:
                self._separate()
            line = self._as_item(item)
        elif self._list and not self._paragraph and not line.startswith(" "):
            self._list = []  # text at the margin after a blank line ends the list
        if self._list and not item:
            line = "    " * len(self._list) + line.strip() if line.startswith(" ") else line
        if line.startswith("#"):
            self._end_paragraph(number)
        is_table = number + 1 < len(self._lines) and "|" in line
        if is_table and "|" in (rule := self._lines[number + 1]) and _RULE_OF_TABLE.match(rule):
            self._end_paragraph(number)
            self._separate()
        self._paragraph.append(line)
        if line.startswith("#"):
            self._end_paragraph(number + 1)
        return number + 1

    def _as_item(self, item: re.Match[str]) -> str:
        """Indent an item by four spaces a level, as Python-Markdown wants it."""
        indent = len(item["indent"])
        while self._list and indent < self._list[-1]:
            self._list.pop()
        if not self._list or indent >= self._list[-1] + 2:
            self._list.append(indent)
        mark = item["mark"].replace(")", ".")
        return "    " * (len(self._list) - 1) + f"{mark} {item['text']}"

    def _end_paragraph(self, number: int) -> None:
        if not self._paragraph:
            return
        first = self._line(number - len(self._paragraph))
        text = self._inline.turn_over("\n".join(self._paragraph), first)
        self._paragraph = []
        self._emit(*text.split("\n"))

    def _is_indented_code(self, number: int, line: str) -> bool:
        after_blank = number == 0 or not self._lines[number - 1].strip()
        if not line.startswith("    ") or self._list or not after_blank:
            return False
        return not line.lstrip().startswith("[^")

    # Code

    def _add_fence(self, fence: OldFence) -> None:
        if _INCLUDES.search(fence.body):
            raise BadNote(fence.line, "'--8<--' would include a file; write it apart")
        self._separate()
        self.body.lines += [inline.fence_token(len(self.body.fences)), ""]
        self.body.fences.append(fence)

    def _fence(self, start: int, opening: re.Match[str]) -> int:
        ticks, pad = opening["ticks"], len(opening["pad"])
        closing = re.compile(rf"^\s*{re.escape(ticks[0])}{{{len(ticks)},}}\s*$")
        end = start + 1
        while end < len(self._lines) and not closing.match(self._lines[end]):
            end += 1
        if end == len(self._lines):
            raise BadNote(self._line(start), f"this fence is never closed; add {ticks}")
        inside = self._lines[start + 1 : end]
        body = "".join(f"{text if text[:pad].strip() else text[pad:]}\n" for text in inside)
        if not pad:
            self._list = []
        indent = self._pad + "    " * (len(self._list) if pad else 0)
        language = self._language(start, opening["info"].strip())
        self._add_fence(OldFence(self._line(start), indent, language, body))
        return end + 1

    def _language(self, number: int, info: str) -> str:
        found = re.match(r"\{? *\.?([\w+#-]+)", info)
        language = found[1] if found else ""
        rest = info.removeprefix(language).strip()
        if rest:
            self._gap(number, f"left out of the head of a fence: {rest}")
        return language

    def _quoted_fence(self, start: int, opening: re.Match[str]) -> int:
        quote, ticks = opening["quote"], opening["ticks"]
        end, inside = start + 1, []
        while end < len(self._lines) and self._lines[end].lstrip().startswith(">"):
            text = self._lines[end].lstrip()
            text = re.sub(rf"^(?:> ?){{1,{quote.count('>')}}}", "", text)
            if text.strip().startswith(ticks):
                break
            inside.append(text)
            end += 1
        else:
            raise BadNote(self._line(start), f"this fence is never closed; add {ticks}")
        language = self._language(start, opening["info"].strip())
        quoted = self._pad + re.sub(r"> ?", "> ", quote.strip())
        body = "".join(f"{text}\n" for text in inside)
        self._add_fence(OldFence(self._line(start), "", language, body, quoted))
        return end + 1

    def _indented_code(self, start: int) -> int:
        end = start
        while end < len(self._lines) and (
            not self._lines[end].strip() or re.match(r"    |\t", self._lines[end])
        ):
            end += 1
        inside = [re.sub(r"^(?:    |\t)", "", line) for line in self._lines[start:end]]
        body = "\n".join(inside).rstrip() + "\n"
        self._add_fence(OldFence(self._line(start), self._pad, "", body))
        return end

    # Formulas

    def _display(self, start: int, line: str, closing: str = "$$") -> int:
        pad = "    " * (len(self._list) if line.startswith(" ") else 0)
        if not pad:
            self._list = []
        text = line.strip()[2:]
        end, tex, rest = start, [], ""
        while True:
            inside, mark, rest = text.partition(closing)
            tex.append(inside)
            if mark:
                break
            end += 1
            if end == len(self._lines):
                raise BadNote(
                    self._line(start), f"this formula is never closed; end it with {closing}"
                )
            text = self._lines[end]
        kept = [part.strip() for part in tex if part.strip()]
        if not kept:
            raise BadNote(self._line(start), "this formula is empty; take it out")
        self._separate()
        self._emit(*(f"{pad}{part}" for part in (NO_READING, "$$", *kept, "$$")), "")
        self._inline.formulas += 1
        if rest.strip():
            self._lines[end] = rest.strip()
            return end
        return end + 1

    def _environment(self, start: int) -> int:
        name = re.match(r" *\\begin\{(.*?)\}", self._lines[start])[1]
        closing = f"\\end{{{name}}}"
        end = start
        while closing not in self._lines[end]:
            end += 1
            if end == len(self._lines):
                raise BadNote(self._line(start), f"never closed; add {closing}")
        tex = [line.strip() for line in self._lines[start : end + 1] if line.strip()]
        before, mark, rest = tex[-1].partition(closing)
        self._separate()
        self._emit(NO_READING, "$$", *tex[:-1], before + mark, "$$", "")
        self._inline.formulas += 1
        if rest.strip():
            self._lines[end] = rest.strip()
            return end
        return end + 1

    # What stands between marks

    def _more(self, number: int, line: str) -> int:
        self._end_paragraph(number)
        before, after = _MORE.split(line, maxsplit=1)
        if before.strip():
            self._paragraph.append(before.strip())
            self._end_paragraph(number + 1)
        if any(line == MORE for line in self.body.lines):
            self._gap(number, f"left out, there is one already: {_MORE.search(line)[0]}")
        elif self._containers:
            raise BadNote(self._line(number), "inside a container; put it above that")
        else:
            self._separate()
            self.body.lines += [MORE, ""]
        self._list = []
        if after.strip():
            self._lines[number] = after
            return number
        return number + 1

    def _add_more(self) -> None:
        """End the lead behind the first paragraph of text."""
        lines = self.body.lines
        start = next((n for n, line in enumerate(lines) if line), len(lines))
        plain = start < len(lines) and re.match(r"[^#>|<`$!?\x02 -]", lines[start])
        end = start
        while plain and end < len(lines) and lines[end]:
            end += 1
        lines[end:end] = ["", MORE, ""]

    def _comment(self, start: int) -> int:
        text = "\n".join(self._lines[start:])
        opened = text.index("<!--")
        end = text.find("-->", opened)
        if end < 0:
            raise BadNote(self._line(start), "this comment is never closed; add -->")
        comment = text[opened : end + 3]
        self._gap(start, f"left out, a comment: {' '.join(comment.split())}")
        last = start + text.count("\n", 0, end)
        rest = text[:opened] + text[end + 3 :].partition("\n")[0]
        if rest.strip():
            self._lines[last] = rest
            return last
        return last + 1

    def _container(self, number: int, opening: re.Match[str] | None) -> int:
        self._list = []
        if opening is not None and opening["kind"]:
            kind, title = opening["kind"].lower(), opening["title"]
            mark = "???" if kind == "details" else "!!!"
            if kind not in _KINDS and kind != "details":
                self._gap(number, f"the container {kind!r} became a note")
            self._separate()
            self._emit(f"{mark} {_KINDS.get(kind, 'note')}{self._title(number, title)}", "")
            self._containers.append(_Open(self._line(number), opening["marks"]))
            return number + 1
        closing = opening["marks"] if opening is not None else "details"
        if not self._containers or self._containers[-1].closing != closing:
            what = self._lines[number].strip()
            raise BadNote(self._line(number), f"{what} closes nothing; take it out")
        self._containers.pop()
        self._separate()
        return number + 1

    def _details(self, number: int, title: str | None) -> int:
        self._list = []
        start = number
        if title is None and number + 1 < len(self._lines):
            summary = _SUMMARY.match(self._lines[number + 1])
            if summary:
                number, title = number + 1, summary["title"]
        self._separate()
        self._emit(f"??? note{self._title(number, title or '详细')}", "")
        self._containers.append(_Open(self._line(start), "details"))
        return number + 1

    def _title(self, number: int, title: str) -> str:
        text = self._inline.turn_over(title.strip(), self._line(number))
        return f' "{text.replace(chr(34), "”")}"' if text else ""

    def _html(self, start: int) -> int:
        end = start
        while end < len(self._lines) and self._lines[end].strip():
            end += 1
        block = "\n".join(self._lines[start:end])
        if re.fullmatch(r" *<hr */?> *", block, re.I):
            self._separate()
            self._emit("---", "")
        elif inline.is_plain_html(block):
            self._separate()
            self._emit(*block.split("\n"), "")
        elif inner := inline.without_wrappers(block):
            self._gap(start, f"the layout around it is left out: {inner[1]}")
            self._paragraph = [line.strip() for line in inner[0].split("\n")]
            self._end_paragraph(start + len(self._paragraph))
            self._separate()
        else:
            self._gap(start, "HTML that no page here may hold is shown as text")
            self._add_fence(OldFence(self._line(start), self._pad, "html", f"{block}\n"))
        return end


def _without_code(line: str) -> str:
    return re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", line)


def anchor_id(anchor: str) -> str:
    """Return the id that the heading of an old anchor has here."""
    return slugify(unquote(anchor))
