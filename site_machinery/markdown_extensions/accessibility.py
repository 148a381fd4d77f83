"""Mend what Markdown's own extensions leave without a name for those who listen to a page."""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_SIGNS = {"headerlink", "footnote-backref"}


class _Mend(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "a" and element.get("class") in _SIGNS:
                element.set("aria-label", element.get("title", ""))  # "¶" says nothing
            elif element.tag == "th" and not len(element) and not (element.text or "").strip():
                element.tag = "td"  # an empty corner is the head of nothing


class AccessibilityExtension(Extension):
    """Name the links that are mere signs; make empty heads of a table plain cells."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the step after the contents, which adds such links (5)."""
        md.treeprocessors.register(_Mend(md), "accessibility", 4)
