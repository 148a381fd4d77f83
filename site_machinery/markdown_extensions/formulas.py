"""Replace the formulas that arithmatex found by KaTeX's HTML and MathML."""

import html
import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX

from site_machinery.formula_fonts import fonts_of
from site_machinery.katex import render_all
from site_machinery.pages import is_directive

# A formula of no more TeX than this fits on a phone in one line, with what touches it.
SHORT = 30
_PLACE = f"{STX}formula:{{}}{ETX}"  # of a formula, until all else is done
_IN_PLACE = re.compile(_PLACE.format(r"(\d+)"))
_FONTS = "\n<!-- fonts: "
_OPENING = re.compile(r"[（“‘《]+$")
_CLOSING = re.compile(r"[，。、；：？！）”’》]+")


class _DropBindings(Preprocessor):
    """Take out the comment lines that bind a formula to its reading; only tests read them."""

    def run(self, lines: list[str]) -> list[str]:
        return [line for line in lines if not _is_binding(line)]


def _is_binding(line: str) -> bool:
    directive = is_directive(line)
    return directive is not None and directive["name"] == "formula"


class _Render(Treeprocessor):
    def run(self, root: Element) -> None:
        short = set()
        self.html: list[str] = []
        self.fonts: set[str] = set()
        found = [part for part in root.iter() if part.get("class") == "arithmatex"]
        sources = [(_tex(element), element.tag == "div") for element in found]
        for element, source, rendered in zip(found, sources, render_all(sources), strict=True):
            self.fonts |= fonts_of(rendered)
            element.text = _PLACE.format(len(self.html))
            self.html.append(rendered)
            # A search index would hold every formula three times over, in pieces.
            element.set("data-search-exclude", "")
            if element.tag == "span" and len(source[0]) <= SHORT:
                element.set("class", "arithmatex unbroken")
                short.add(element)
        _hold_punctuation(root, short)


def _tex(element: Element) -> str:
    return html.unescape(element.text)[2:-2].strip()  # without \( \) or \[ \]


class _PutIn(Postprocessor):
    """Put the formulas in, and write into the last line which fonts they need: it is kept.

    That is the last step: no other looks through all that KaTeX has made.
    """

    def __init__(self, rendered: _Render) -> None:
        super().__init__()
        self._rendered = rendered

    def run(self, text: str) -> str:
        text = _IN_PLACE.sub(lambda place: self._rendered.html[int(place[1])], text)
        fonts = " ".join(sorted(self._rendered.fonts))
        return f"{text}{_FONTS}{fonts} -->" if fonts else text


def fonts_said(page: str) -> tuple[str, list[str]]:
    """Return a page's HTML without the last line, which says what fonts its formulas need."""
    content, _, fonts = page.rpartition(_FONTS)
    return (content, fonts.removesuffix(" -->").split()) if content else (page, [])


def _hold_punctuation(root: Element, formulas: set[Element]) -> None:
    """Keep formulas and the punctuation that touches them on one line.

    KaTeX makes inline blocks, and beside one a browser breaks the line even before a comma.
    """
    for parent in list(root.iter()):
        for place, formula in enumerate(parent):
            if formula not in formulas:
                continue
            before = (parent[place - 1].tail if place else parent.text) or ""
            after = formula.tail or ""
            opening, closing = _OPENING.search(before), _CLOSING.match(after)
            if not (opening or closing):
                continue
            held = Element("span", {"class": "unbroken"})
            if opening:
                held.text = opening.group()
                if place:
                    parent[place - 1].tail = before[: opening.start()]
                else:
                    parent.text = before[: opening.start()]
            parent[place] = held
            held.append(formula)
            formula.tail = closing.group() if closing else ""
            held.tail = after[len(formula.tail) :]


class FormulaExtension(Extension):
    """Render formulas with KaTeX at build time; needs pymdownx.arithmatex in generic mode."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the steps."""
        md.preprocessors.register(_DropBindings(md), "formula-bindings", 22)  # fences are gone
        rendered = _Render(md)
        md.treeprocessors.register(rendered, "formulas", 15)  # after "inline", which is 20
        md.postprocessors.register(_PutIn(rendered), "formulas", 0)
