"""Mend what Markdown's own extensions leave without a name for those who listen to a page."""

import html
import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from site_machinery.search.passages import readable

_SIGNS = {"headerlink", "footnote-backref"}
_FORMULA = re.compile(r"\\\((.*?)\\\)")  # as arithmatex leaves it


class _NameHeads(Treeprocessor):
    """An empty corner is the head of no column; a formula alone gives a head no name."""

    def run(self, root: Element) -> None:
        for head in root.iter("th"):
            text = "".join(head.itertext()).strip()
            if not text:
                head.tag = "td"
            elif _FORMULA.search(text):
                spoken = _FORMULA.sub(lambda match: readable(match[1]), html.unescape(text))
                head.set("aria-label", spoken)


class _NameSigns(Treeprocessor):
    """A link that is a mere sign, "¶" or "↩", is called what its title says."""

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if link.get("class") in _SIGNS:
                link.set("aria-label", link.get("title", ""))


class AccessibilityExtension(Extension):
    """Name the heads of tables, and the links that the other extensions add."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register a step before formulas are rendered (15), one after the contents (5)."""
        md.treeprocessors.register(_NameHeads(md), "name-heads", 16)
        md.treeprocessors.register(_NameSigns(md), "name-signs", 4)
