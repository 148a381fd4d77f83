"""Say which font files a formula needs, out of KaTeX's style sheet and ours of its fonts."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = "assets/katex/fonts/"  # of the site

_KATEX = Path(__file__).parent.parent / "docs/assets/katex"
MADE_BY = (_KATEX / "katex.min.css", _KATEX / "fonts.css")

_RULE = re.compile(r"([^{}]+)\{([^{}]+)\}")
_FACE = re.compile(r"@font-face\{([^}]*)\}")
_FILE = re.compile(r"url\(fonts/([^)]+)\)")
_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")
# The text of a formula, with the classes of what it stands in: KaTeX sets a font nowhere else.
_TEXT = re.compile(r'class="([^"]*)"[^>]*>(?:<span>)?([^<]+)')

_Font = tuple[str, ...]  # a value of each of these
_PROPERTIES = ("font-family", "font-style", "font-weight")
_MAIN = ("KaTeX_Main", "normal", "400")


class Face(NamedTuple):
    """A font file, or a part of one, and what it is for."""

    file: str
    font: _Font
    ranges: list[tuple[int, int]]  # of characters; none: all

    def has(self, character: str) -> bool:
        """Say whether a browser asks for it to draw a character."""
        code = ord(character)
        return not self.ranges or any(first <= code <= last for first, last in self.ranges)


@cache
def fonts_of(formula: str) -> frozenset[str]:
    """Return the names of the font files that a formula needs, given as KaTeX's HTML."""
    _, _, drawn = formula.partition('class="katex-html"')
    return frozenset().union(*(_files_for(*part) for part in _TEXT.findall(drawn)))


@cache
def _files_for(classes: str, text: str) -> frozenset[str]:
    """Return the font files for a text in what has these classes."""
    return frozenset(face.file for face in _faces_for(classes) if any(map(face.has, text)))


@cache
def faces() -> list[Face]:
    """Return all that may be shipped."""
    found = []
    for face in _FACE.findall(MADE_BY[1].read_text(encoding="utf-8")):
        about = dict(part.partition(":")[::2] for part in face.split(";"))
        font = tuple(about[name] for name in _PROPERTIES)
        ranges = [
            (int(first, 16), int(last or first, 16))
            for first, last in _RANGE.findall(about.get("unicode-range", ""))
        ]
        found.append(Face(_FILE.search(about["src"])[1], font, ranges))
    return found


@cache
def _faces_for(classes: str) -> list[Face]:
    """Return the faces of the font of what has these classes."""
    font = _font(classes)
    return [face for face in faces() if face.font == font]


def _font(classes: str) -> _Font:
    """Return the font of what has these classes."""
    found = dict(zip(_PROPERTIES, _MAIN, strict=True))
    of_it = set(classes.split())
    for wanted, about in _rules():
        if wanted <= of_it:
            found |= about
    return tuple(found.values())


@cache
def _rules() -> list[tuple[frozenset[str], dict[str, str]]]:
    """Return what KaTeX's style sheet says of fonts: classes -> properties, the strongest last.

    Of a selector only the last classes count: ".mult .delim-size1>span" is for "delim-size1".
    """
    rules = []
    style = _FACE.sub("", MADE_BY[0].read_text(encoding="utf-8"))
    for selectors, body in _RULE.findall(style):
        parts = (part.partition(":")[::2] for part in body.split(";"))
        about = {name: value for name, value in parts if name in _PROPERTIES}
        if not about:
            continue
        for selector in selectors.split(","):
            classes = re.findall(r"((?:\.[\w-]+)+)(?:>span)?$", selector)
            if selector.startswith(".katex ") and classes:
                rules.append((frozenset(classes[0].split(".")[1:]), about))
    return sorted(rules, key=lambda rule: len(rule[0]))
