"""Show the beginning of a note in the lists, out of the note's own page.

The theme's plugin renders every note again, whole, for each list that it stands in: at a
thousand notes most of the time that a build takes.
"""

import html
import re
from urllib.parse import urljoin

from material.plugins.blog.structure import Excerpt, Post
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import get_relative_url

from site_machinery.markdown_extensions.code import NAME as CODE
from site_machinery.markdown_extensions.code import head_line
from site_machinery.slugs import slugify

_ADDRESS = re.compile(r'\b(href|src)="([^"]*)"')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.I)


class Quotation(Excerpt):
    """The beginning of a note, taken from its page, which must have been rendered.

    Args:
        post: the note.
        config: of the build.
        files: all files of the site.
    """

    def __init__(self, post: Post, config: MkDocsConfig, files: Files) -> None:
        # The original's attributes, without a Markdown parser of its own for each note.
        self.post, self.config, self.meta = post, post.config, post.meta
        self.file = post.file
        self.authors, self.categories = [], []
        self.more = None
        self._set_canonical_url(config.site_url)
        self._site = config.mdx_configs[CODE]["site"]  # as programs to be copied name it

    def render(self, page: Page, separator: str) -> None:
        """Make the content as it must be on a list's page."""
        post = self.post
        head, _, self.more = post.content.partition(separator)
        head = head.replace(head_line(self._site, post.url), head_line(self._site, page.url))
        here = get_relative_url(post.url, page.url)
        title = html.escape(post.title, quote=False)
        self.content = (
            f'<h2 id="{slugify(post.title)}"><a class="toclink" href="{here}">{title}</a></h2>'
            + _ADDRESS.sub(lambda match: _as_seen_from(page, post, match), head)
        )
        self.toc = TableOfContents([])


def _as_seen_from(view: Page, post: Post, match: re.Match[str]) -> str:
    attribute, address = match.groups()
    if _ELSEWHERE.match(address):
        return match[0]
    absolute = urljoin(f"/{post.url}", html.unescape(address)).lstrip("/")
    path, mark, anchor = absolute.partition("#")
    seen = get_relative_url(path, view.url) + mark + anchor
    return f'{attribute}="{html.escape(seen)}"'
