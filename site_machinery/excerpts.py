"""Show the beginning of a note in the lists, out of the note's own page.

The theme's plugin renders every note again, whole, for each list that it stands in: at a
thousand notes most of the time that a build takes.
"""

import functools
import html
import re
from urllib.parse import urljoin

from material.plugins.blog.structure import Excerpt, Post
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import get_relative_url

from site_machinery.markdown_extensions.code import head_line
from site_machinery.slugs import slugify

_ADDRESS = re.compile(r'\b(href|src)="([^"]*)"')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.I)


def quote_page(post: Post, site: str) -> None:
    """Have a note's excerpt taken from its page, which must have been rendered.

    Args:
        post: the note.
        site: the address of the site, as programs to be copied name it.
    """
    post.excerpt.render = functools.partial(_render, post.excerpt, site)


def _render(excerpt: Excerpt, site: str, view: Page, separator: str) -> None:
    post = excerpt.post
    head, _, excerpt.more = post.content.partition(separator)
    head = head.replace(head_line(site, post.url), head_line(site, view.url))
    here = get_relative_url(post.url, view.url)
    title = html.escape(post.title, quote=False)
    excerpt.content = (
        f'<h2 id="{slugify(post.title)}"><a class="toclink" href="{here}">{title}</a></h2>'
        + _ADDRESS.sub(lambda match: _as_seen_from(view, post, match), head)
    )
    excerpt.toc = TableOfContents([])


def _as_seen_from(view: Page, post: Post, match: re.Match[str]) -> str:
    attribute, address = match.groups()
    if _ELSEWHERE.match(address):
        return match[0]
    absolute = urljoin(f"/{post.url}", html.unescape(address)).lstrip("/")
    path, mark, anchor = absolute.partition("#")
    seen = get_relative_url(path, view.url) + mark + anchor
    return f'{attribute}="{html.escape(seen)}"'
