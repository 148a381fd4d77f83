"""site_machinery.shortcuts and navigation: less work, the same result.

That a whole site is the same without them is shown by test_reproducible.
"""

from itertools import pairwise
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from material.plugins.blog.structure import View
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from site_machinery import shortcuts
from site_machinery.navigation import SharedNavigation, pass_over_lists


def test_code_is_highlighted_again_only_where_something_differs() -> None:
    runs = []

    class Lexer(PythonLexer):
        def get_tokens(self, text: str, unfiltered: bool = False) -> object:
            runs.append(text)
            return super().get_tokens(text, unfiltered)

    def highlighted(code: str, **options: object) -> str:
        return shortcuts.highlight_once(code, Lexer(), HtmlFormatter(**options))

    first = highlighted("x = 87", filename="a.py")
    assert highlighted("x = 87", filename="a.py") == first
    assert len(runs) == 1
    assert highlighted("x = 87", filename="b.py") == first.replace("a.py", "b.py")
    assert highlighted("x = 88", filename="a.py") == first.replace("87", "88")
    assert len(runs) == 3


MARKDOWN = Markdown(
    extensions=["attr_list", "footnotes", "pymdownx.arithmatex"],
    extension_configs={"pymdownx.arithmatex": {"inline_syntax": ["dollar"]}},
)
PIECES = (
    *("`", "``", "$x$", "$", "\\", "[", "]", "](a)", "![", "<", ">", "<b>", "</b>", "<a@b.c>"),
    *("<https://a.b>", "&", "&amp;", "  \n", "\n", "*", "**", "_", "[^1]", "[x]", "x", "卷积"),
)


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), min_size=5, max_size=30).map("".join))
def test_markdown_finds_in_a_text_what_it_finds_without_looking_for_signs(text: str) -> None:
    text = f"{text}\n\n[x]: y\n\n[^1]: z\n"
    expected = MARKDOWN.reset().convert(text)
    with patch.object(
        InlineProcessor, "_InlineProcessor__handleInline", shortcuts.handle_inline
    ):
        assert MARKDOWN.reset().convert(text) == expected


def page(path: str, parent: Section | None = None, kind: type[Page] = Page) -> Page:
    config = MkDocsConfig()
    config.load_dict({"site_name": "", "site_url": "https://example.org/"})
    config.validate()
    made = kind(None, File(path, "docs", "site", use_directory_urls=True), config)
    made.parent = parent
    return made


def further_pages(name: str) -> list[View]:
    """Return the second and the third page of a list."""
    pages = [page(f"{name}{number}.md", kind=View) for number in (1, 2, 3)]
    for one in pages:
        one.pages = pages
    return pages[1:]


def test_pages_outside_of_the_navigation_share_it_if_links_and_marks_agree() -> None:
    listed = page("listed.md")
    section = Section("section", [listed])
    nav = Navigation([section], [listed])
    shared = SharedNavigation()
    rendered = []

    def given(of: Page | None) -> str:
        def render() -> str:
            rendered.append(of)
            return str(len(rendered))

        return shared(nav, of, render)

    assert [given(listed), given(listed)] == ["1", "2"]
    assert [given(None), given(None)] == ["3", "4"]
    assert [given(page("a.md")), given(page("b.md"))] == ["5", "5"]
    assert [given(page("a/b.md")), given(page("c/d.md"))] == ["6", "6"]
    assert [given(page("e.md", section)), given(page("f.md", section))] == ["7", "7"]
    assert [given(of) for of in (*further_pages("g"), *further_pages("h"))] == list("8899")


def test_the_way_from_page_to_page_passes_over_lists() -> None:
    kinds = [View, Page, View, View, Page, View]
    pages = [page(f"{n}.md", kind=kind) for n, kind in enumerate(kinds)]
    for before, after in pairwise(pages):
        before.next_page, after.previous_page = after, before
    pass_over_lists(pages)
    first, second = pages[1], pages[4]
    assert [(p.previous_page, p.next_page) for p in (first, second)] == [
        (None, second),
        (first, None),
    ]
    lists = [p for p in pages if isinstance(p, View)]
    assert {(p.previous_page, p.next_page) for p in lists} == {(None, None)}
