"""Spare libraries what they do for each page although it gives the same every time.

At a thousand notes that is a third of a build. Each shortcut replaces one name of a pinned
package by what gives the same; a test builds the site without them and compares every byte.
"""

import gc
from functools import cache, lru_cache
from types import SimpleNamespace

import mkdocs.utils
import pymdownx.highlight
import yaml
from markdown import Markdown, inlinepatterns
from markdown.inlinepatterns import Pattern as InlinePattern
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString, Registry
from material.plugins.blog import plugin as blog
from material.plugins.blog import structure
from material.plugins.blog.structure import Post
from mkdocs.commands import build
from mkdocs.structure import pages
from mkdocs.structure.files import File
from pygments.formatter import Formatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pymdownx.arithmatex import RE_SMART_DOLLAR_INLINE

from site_machinery import shared_pages, site_folder
from site_machinery.excerpts import Quotation

# Markdown's inline patterns, and what a text must hold for one of them to be found in it.
_SIGNS = {
    inlinepatterns.BACKTICK_RE: "`",
    f"(?:{RE_SMART_DOLLAR_INLINE})": "$",
    inlinepatterns.ESCAPE_RE: "\\",
    inlinepatterns.LINK_RE: "[",
    inlinepatterns.IMAGE_LINK_RE: "![",
    inlinepatterns.AUTOLINK_RE: "<",
    inlinepatterns.AUTOMAIL_RE: "<",
    inlinepatterns.LINE_BREAK_RE: "  \n",
    inlinepatterns.HTML_RE: "<",
    inlinepatterns.ENTITY_RE: "&",
}
_apply_pattern = InlineProcessor._InlineProcessor__applyPattern

find_lexer = cache(get_lexer_by_name)  # which goes through all that there are

_highlight = pymdownx.highlight.highlight
_known: dict[tuple[str, ...], str] = {}


def highlight_once(code: str, lexer: Lexer, formatter: Formatter) -> str:
    """Highlight a text, or return what it gave before: notes and terms show the same code."""
    key = (code, lexer.name, repr(lexer.options), type(formatter).__name__)
    key += (repr(sorted(formatter.options.items())),)
    if key not in _known:
        _known[key] = _highlight(code, lexer, formatter)
    return _known[key]


class _Markdown:
    """Markdown for one page after the other: reset, it is as one that is made anew.

    It is asked for with the same objects for all pages of a build.
    """

    _made: tuple[list[str], dict, Markdown] | None = None

    def __call__(self, extensions: list[str], extension_configs: dict) -> Markdown:
        if self._made and self._made[:2] == (extensions, extension_configs):
            md = self._made[2].reset()
        else:
            md = Markdown(extensions=extensions, extension_configs=extension_configs)
        self._made = extensions, extension_configs, md
        return md


make_markdown = _Markdown()


@lru_cache(4)
def _signed(patterns: Registry) -> list[tuple[int, InlinePattern, str]]:
    return [(i, found, _SIGNS.get(found.pattern, "")) for i, found in enumerate(patterns)]


def handle_inline(processor: InlineProcessor, data: str, first: int = 0) -> str:
    """Look in a text for Markdown's patterns, from one on, if it has the sign of them."""
    if isinstance(data, AtomicString):
        return data
    for index, pattern, sign in _signed(processor.inlinePatterns)[first:]:
        if sign in data:
            is_found, start = True, 0
            while is_found:
                data, is_found, start = _apply_pattern(processor, pattern, data, index, start)
    return data


def make_no_styles(_: Formatter) -> None:
    """Make none of the styles that a formatter gives to those who do not want classes."""


class Posts(list[Post]):
    """The notes of a blog; the plugin asks for each page whether it is one of them.

    A list would compare the page with one after the other. There is one blog, so all are.
    """

    def __contains__(self, page: object) -> bool:
        return isinstance(page, Post)


@cache
def take() -> None:
    """Put the shortcuts in place; of the plugins' own lists, `Posts` takes the place of one."""
    gc.set_threshold(50_000, 20, 50)  # a build keeps most of what it makes
    blog.Excerpt = Quotation
    structure.SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    pages.markdown = SimpleNamespace(Markdown=make_markdown)
    InlineProcessor._InlineProcessor__handleInline = handle_inline
    pymdownx.highlight.highlight = highlight_once
    pymdownx.highlight.get_lexer_by_name = find_lexer
    pymdownx.highlight.BlockHtmlFormatter._create_stylesheet = make_no_styles
    build._build_page = shared_pages.write_unless_taken
    mkdocs.utils.clean_directory = site_folder.keep_for_now
    mkdocs.utils.write_file = site_folder.write
    File.copy_file = site_folder.copy
