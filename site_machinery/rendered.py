"""Judge a page as it was rendered, for what only Markdown itself decides.

The checks of the sources know our fences and formulas. Whatever else turns into code or stays
markup (an indented block, a fence in a quotation, a stray dollar) shows here, and so does HTML
that the site's policy (content_policy.py) would block without a word to the reader.
"""

import re
from html.parser import HTMLParser

# What a reader must never see: formula, include, comment or Markdown marks left in the text.
RAW_MARKUP = re.compile(
    r"\$|\\begin|\\[a-z]+\{|--8<--|<!--|\*\*|!!!|\?\?\?|```|\{ ?[.#:]|\[\^|\]\("
)
_VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}
# Their text is code, or TeX for those who copy a formula.
_LITERAL = {"code", "pre", "kbd", "annotation", "script", "style"}

# They say nothing on what stands in them, and a page has ten thousands.
_SPAN = re.compile(r"</?span[^>]*>")
# What is copied is whole programs, made from tested files; no text of the page.
_COPIED = re.compile(r' data-(?:copy|clipboard-text)="[^"]*"')
# KaTeX's, for screen readers: the TeX and what it means, a second time.
_MATH = re.compile(r"<math.*?</math>", re.S)

# Without an empty line before it, a list that follows a paragraph of an item stays text.
_SWALLOWED = re.compile(r"\n[ ]*([-*+]|\d+\.) .*")

# A figure to play with says what it shows, for those whose browser cannot bring it to life.
_SILENT = re.compile(r'data-widget="[^"]*"(?=[^>]*>\s*</div>)')

_ELSEWHERE = re.compile(r"(https?:)?//", re.IGNORECASE)
_LOADS = ("src", "srcset", "poster", "data")
_BLOCKED = {
    **dict.fromkeys(["script", "style"], "put it into a file of docs/assets"),
    **dict.fromkeys(["iframe", "object", "embed", "base"], "link to it instead"),
}

_UNTESTED = "is code that no test runs; show a section of snippets"


def faults(html: str) -> list[tuple[str, str]]:
    """Return the faults of a rendered page: the text at fault, and what to do about it.

    Args:
        html: the content of the page, without the theme around it.
    """
    judge = _Judge()
    for nothing_to_judge in (_MATH, _SPAN, _COPIED):
        html = nothing_to_judge.sub("", html)
    judge.feed(html)
    judge.close()
    message = "has no text; say in the element what is to be seen there"
    return judge.faults + [(found, message) for found in _SILENT.findall(html)]


class _Judge(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[tuple[str, str]] = []
        self._open: list[tuple[str, bool]] = []  # tag, and whether code in it may be shown
        self._unvouched = ""  # the text so far of a <pre> that may not

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        classes = (given.get("class") or "").split()
        self._judge_by_policy(tag, given)
        vouched = "highlight" in classes and ("data-section" in given or "no-copy" in classes)
        if tag not in _VOID:
            self._open.append((tag, vouched))

    def handle_endtag(self, tag: str) -> None:
        if tag in (name for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass
        if tag == "pre" and self._unvouched.strip():
            self._blame(self._unvouched, _UNTESTED)
            self._unvouched = ""

    def handle_data(self, data: str) -> None:
        tags = {tag for tag, _ in self._open}
        if "pre" in tags:
            if not any(vouched for _, vouched in self._open):
                self._unvouched += data
        elif "code" in tags and "\n" in data:  # a fence that Markdown took for inline code
            self._blame(data.partition("\n")[2], _UNTESTED)
        elif not tags & _LITERAL and (raw := RAW_MARKUP.search(data)):
            self._blame(data[raw.start() :], "is markup that a reader would see; mend it")
        elif not tags & _LITERAL and (item := _SWALLOWED.search(data)):
            self._blame(item.group(), "is no item of a list; put an empty line before it")

    def _judge_by_policy(self, tag: str, given: dict[str, str | None]) -> None:
        if tag in _BLOCKED:
            self._blame(f"<{tag}", f"is blocked by the site's policy; {_BLOCKED[tag]}")
        for name, value in given.items():
            if name.startswith("on"):
                mend = "put the script into a file of docs/assets"
                self._blame(name, f"is blocked by the site's policy; {mend}")
            if name in _LOADS and _ELSEWHERE.match(value or ""):
                self._blame(value, "would be loaded from elsewhere; put it into docs/assets")

    def _blame(self, data: str, message: str) -> None:
        text = data.strip().splitlines()[0]
        if (text, message) not in self.faults:
            self.faults.append((text, message))
