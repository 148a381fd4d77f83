"""Put the SVG figures of docs/assets/figures into the page, where they follow its colours."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import code_escape

_DOCS = Path(__file__).parents[2] / "docs"
_FOLDER = "assets/figures/"
_WIDTH = re.compile(r'<svg [^>]*\bwidth="([\d.]+)"')
_REM_PER_UNIT = 0.062


def figure_name(target: str) -> str | None:
    """Return the file name of a figure of ours, or None for any other image."""
    _, folder, name = target.rpartition(_FOLDER)
    return name if folder and name.endswith(".svg") else None


def inline(svg: str, finding: str) -> str:
    """Return a figure's SVG as part of a page, with `finding` as its text alternative."""
    label = code_escape(finding).replace('"', "&quot;")
    return sized(svg).replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


def sized(svg: str) -> str:
    """Return an SVG as wide as it was drawn, so that the text of all figures has one size."""
    width = float(_WIDTH.search(svg)[1]) * _REM_PER_UNIT
    return svg.strip().replace("<svg ", f'<svg style="width:{width:g}rem" ', 1)


class _Inline(Treeprocessor):
    def __init__(self, md: Markdown, docs: Path) -> None:
        super().__init__(md)
        self._docs = docs

    def run(self, root: Element) -> None:
        for paragraph in root.iter("p"):
            images = paragraph.findall("img")
            if len(images) != 1 or len(paragraph) != 1 or (paragraph.text or "").strip():
                continue
            name = figure_name(images[0].get("src", ""))
            if name:
                self._turn_into_figure(paragraph, images[0], name)

    def _turn_into_figure(self, paragraph: Element, image: Element, name: str) -> None:
        svg = (self._docs / _FOLDER / name).read_text(encoding="utf-8")
        paragraph.remove(image)
        paragraph.tag = "figure"
        paragraph.set("id", name.removesuffix(".svg"))
        drawing = SubElement(paragraph, "div", {"class": "drawing", "data-search-exclude": ""})
        drawing.text = self.md.htmlStash.store(inline(svg, image.get("alt", "")))
        if caption := image.get("title"):
            SubElement(paragraph, "figcaption").text = caption


class FigureExtension(Extension):
    """Turn a paragraph that holds nothing but one of our figures into an inline figure.

    Args:
        docs: the docs folder.
    """

    def __init__(self, docs: Path = _DOCS) -> None:
        super().__init__()
        self._docs = docs

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the step after the images have been parsed."""
        md.treeprocessors.register(_Inline(md, self._docs), "figures", 15)
