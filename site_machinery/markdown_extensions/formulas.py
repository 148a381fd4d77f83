"""Replace the formulas that arithmatex found by KaTeX's HTML and MathML."""

import html
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from site_machinery.katex import render
from site_machinery.pages import is_directive


class _DropBindings(Preprocessor):
    """Take out the comment lines that bind a formula to its reading; only tests read them."""

    def run(self, lines: list[str]) -> list[str]:
        return [line for line in lines if not _is_binding(line)]


def _is_binding(line: str) -> bool:
    directive = is_directive(line)
    return directive is not None and directive["name"] == "formula"


class _Render(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.get("class") == "arithmatex":
                tex = html.unescape(element.text)[2:-2].strip()  # without \( \) or \[ \]
                rendered = render(tex, display=element.tag == "div")
                element.text = self.md.htmlStash.store(rendered)
                # The search index would hold every formula three times over, in pieces.
                element.set("data-search-exclude", "")


class FormulaExtension(Extension):
    """Render formulas with KaTeX at build time; needs pymdownx.arithmatex in generic mode."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the two steps."""
        md.preprocessors.register(_DropBindings(md), "formula-bindings", 22)  # fences are gone
        md.treeprocessors.register(_Render(md), "formulas", 15)  # after "inline", which is 20
