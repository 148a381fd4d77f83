"""Judge a page as it was rendered, for what only Markdown itself decides.

The checks of the sources know our fences and formulas. Whatever else turns into code or stays
markup (an indented block, a fence in a quotation, a stray dollar) shows here, and so does HTML
that the site's policy (content_policy.py) would block without a word to the reader.
"""

import re
from collections.abc import Iterator

from lxml.etree import XPath
from lxml.html import HtmlElement, fragment_fromstring

# What a reader must never see: formula, include, comment or Markdown marks left in the text.
RAW_MARKUP = re.compile(
    r"\$|\\begin|\\[a-z]+\{|--8<--|<!--|\*\*|!!!|\?\?\?|```|\{ ?[.#:]|\[\^|\]\("
)
# Their text is code, or TeX for those who copy a formula.
_LITERAL = ("code", "pre", "kbd", "annotation", "script", "style")
_PROSE = XPath(
    f".//text()[not({' or '.join(f'ancestor::{tag}' for tag in _LITERAL)})]",
    smart_strings=False,
)

_UNJUDGED = re.compile(
    "|".join(
        [
            r"<math.*?</math>",  # KaTeX's, for screen readers: the TeX and what it means, again
            r"</?span[^>]*>",  # they say nothing on what is in them; a page has ten thousands
            r' data-(?:copy|clipboard-text)="[^"]*"',  # whole programs, made from tested files
        ]
    ),
    re.S,
)

# Without an empty line before it, a list that follows a paragraph of an item stays text.
_SWALLOWED = re.compile(r"\n[ ]*([-*+]|\d+\.) .*")

# A figure to play with says what it shows, for those whose browser cannot bring it to life.
_SILENT = re.compile(r'data-widget="[^"]*"(?=[^>]*>\s*</div>)')
_SILENT_MESSAGE = "has no text; say in the element what is to be seen there"

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
    silent = [(found, _SILENT_MESSAGE) for found in _SILENT.findall(html)]
    page = fragment_fromstring(_UNJUDGED.sub("", html), create_parent="div")
    found = [*_blocked(page), *_code(page), *_markup(page), *silent]
    return list(
        dict.fromkeys((text.strip().splitlines()[0], message) for text, message in found)
    )


def _blocked(page: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield what the policy would block."""
    for element in page.iter("*"):
        if element.tag in _BLOCKED:
            message = f"is blocked by the site's policy; {_BLOCKED[element.tag]}"
            yield f"<{element.tag}", message
        for name, value in element.items():
            if name.startswith("on"):
                mend = "put the script into a file of docs/assets"
                yield name, f"is blocked by the site's policy; {mend}"
            if name in _LOADS and _ELSEWHERE.match(value):
                yield value, "would be loaded from elsewhere; put it into docs/assets"


def _code(page: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield code that nothing vouches for."""
    for pre in page.iter("pre"):
        text = pre.text_content()
        if text.strip() and not any(map(_is_vouched, (pre, *pre.iterancestors()))):
            yield text, _UNTESTED
    for code in page.iter("code"):  # a fence that Markdown took for inline code
        text = code.text_content().partition("\n")[2]
        if text.strip() and next(code.iterancestors("pre"), None) is None:
            yield text, _UNTESTED


def _is_vouched(element: HtmlElement) -> bool:
    classes = element.get("class", "").split()
    known = "data-section" in element.attrib or "no-copy" in classes
    return "highlight" in classes and known


def _markup(page: HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield markup that a reader would see."""
    for text in _PROSE(page):
        if raw := RAW_MARKUP.search(text):
            yield text[raw.start() :], "is markup that a reader would see; mend it"
        elif item := _SWALLOWED.search(text):
            yield item.group(), "is no item of a list; put an empty line before it"
