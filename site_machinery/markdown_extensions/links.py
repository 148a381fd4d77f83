"""Let a link that starts with a slash lead from the docs folder: "/terms/index.md".

What writes links without knowing on which page they will stand, such as a list or a badge,
writes them so. Here they become relative to the page, which every generator understands.
"""

import posixpath
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from site_machinery.markdown_extensions.rendered_page import rendered_page


class _MakeRelative(Treeprocessor):
    def run(self, root: Element) -> None:
        page = rendered_page(self.md)
        if page is None:
            return
        folder = posixpath.dirname(page.path) or "."
        for link in root.iter("a"):
            target = link.get("href", "")
            if target.startswith("/") and not target.startswith("//"):
                path, mark, anchor = target[1:].partition("#")
                link.set("href", posixpath.relpath(path or ".", folder) + mark + anchor)


class LinkExtension(Extension):
    """Make links that lead from the docs folder relative to the page."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the step before the generator's own, which looks links up (0)."""
        md.treeprocessors.register(_MakeRelative(md), "links", 4)
