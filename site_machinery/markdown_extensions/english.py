"""Say of the English in a page's running text that it is English."""

from itertools import pairwise
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from site_machinery.english import english_in

_NO_PROSE = {"code", "pre", "kbd", "script", "style"}


class _Mark(Treeprocessor):
    def run(self, root: Element) -> None:
        self._mark(root)

    def _mark(self, element: Element) -> None:
        if element.tag in _NO_PROSE or "lang" in element.attrib:
            return
        children = list(element)
        for child in children:
            self._mark(child)
        # From the end, since what is put in moves what follows.
        for place in range(len(children), 0, -1):
            child = children[place - 1]
            child.tail, marked = _parted(child.tail)
            element[place:place] = marked
        text, marked = _parted(element.text)
        if len(marked) == 1 and not (children or text.strip() or marked[0].tail.strip()):
            element.set("lang", "en")  # all of it is English
        elif marked:
            element.text = text
            element[0:0] = marked


def _parted(text: str | None) -> tuple[str | None, list[Element]]:
    """Return a text up to its first English, and elements for that and for what follows."""
    found = list(english_in(text or ""))
    if not found:
        return text, []
    marked = []
    for (start, end), (following, _) in pairwise([*found, (len(text), 0)]):
        span = Element("span", {"lang": "en"})
        span.text, span.tail = text[start:end], text[end:following]
        marked.append(span)
    return text[: found[0][0]], marked


class EnglishExtension(Extension):
    """Mark English words and titles with their language."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the step after attributes were read (8) and before the contents (5)."""
        md.treeprocessors.register(_Mark(md), "english", 6)
