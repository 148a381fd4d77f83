"""Replace a page's directives by lists made from the catalogue.

<!-- names: losses/huber-loss -->   the names of a term
<!-- map: losses/huber-loss -->     the terms beside a term, as a drawing
<!-- mentions: losses/huber-loss -->  the pages that mention a term
<!-- fields -->                     every term with its definition, by field
<!-- index -->                      every term with all its names, as one table
<!-- newest: 5 -->                  the newest notes

Links start with a slash: they lead from the docs folder, wherever the page stands.
"""

import html
import posixpath
import re
from collections.abc import Callable
from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from site_machinery.catalogue import Catalogue, Document, Note, Notebook, Term, catalogue_of
from site_machinery.english import is_english, marked
from site_machinery.mentions import Backlink
from site_machinery.neighbours import drawing
from site_machinery.pages import as_markdown, is_directive

_HTML = re.compile(r"<(\w+)[ >].*</\1>")  # a line that is one element
_DOCS = Path(__file__).parents[2] / "docs"
_NEWEST = 10  # so many notes that mention a term are shown; the others are folded up


def _link(document: Document) -> str:
    return f"[{as_markdown(document.title)}](/{document.path})"


def _item(head: str, document: Document) -> str:
    return f"- {head}\n\n    {document.page.meta.get('description', '')}"


def _term(catalogue: Catalogue, key: str) -> Term:
    for term in catalogue.terms:
        if term.key == key:
            return term
    known = ", ".join(term.key for term in catalogue.terms)
    raise ValueError(f"there is no term {key!r} (there are: {known})")


def names(catalogue: Catalogue, key: str) -> str:
    """Return the names of a term as a definition list."""
    term = _term(catalogue, key)
    rows = [
        ("英文", [term.name("en")], ' lang="en"'),
        ("缩写", [term.name("abbr")], ""),
        ("别名与检索词", term.names("also"), ""),
        ("代码", term.names("code"), ' class="code"'),
    ]
    items = []
    for label, values, attribute in rows:
        shown = "".join(
            f"<dd{attribute or _language(value)}>{html.escape(value)}</dd>"
            for value in values
            if value
        )
        if shown:
            items.append(f"<div><dt>{label}</dt>{shown}</div>")
    return f'<dl class="names">{"".join(items)}</dl>'


def _language(name: str) -> str:
    return ' lang="en"' if is_english(name) else ""


def map_(catalogue: Catalogue, key: str) -> str:
    """Return the terms beside a term as a figure of links; "" if there are none."""
    drawn = drawing(catalogue, _term(catalogue, key))
    if not drawn:
        return ""
    caption = "邻近的术语：箭头从提到的一页指向被提到的一页，互相提到的排在前面"
    return f"<figure>{drawn}<figcaption>{caption}</figcaption></figure>"


def mentions(catalogue: Catalogue, key: str) -> str:
    """Return the pages that mention a term: each with where it does, notes from the newest."""
    term = _term(catalogue, key)
    found = catalogue.mentions.of(term.path)
    notes = [link for link in found if isinstance(link.document, Note)]
    lines = []
    for kind, label in ((Term, "术语"), (Notebook, "实验"), (Document, "其他")):
        pages = [link for link in found if type(link.document) is kind]
        if pages:
            lines += [f"- {label}：{'、'.join(map(_first_place, pages))}"]
    lines += [
        f"- <time>{link.document.date}</time> {_places(link)}" for link in notes[:_NEWEST]
    ]
    if older := notes[_NEWEST:]:
        lines += ["", _folded(term, [link.document for link in older])]
    return "\n".join(lines) or "还没有别的页面提到它。"


def _folded(term: Term, notes: list[Note]) -> str:
    """Return links from a term's page to older notes as HTML: Markdown is slow with many."""
    root = posixpath.relpath("/", term.address)
    items = "".join(
        f"<li><time>{note.date}</time> "
        f'<a href="{root}{note.address}">{marked(note.title)}</a></li>'
        for note in notes
    )
    summary = f"<summary>更早的 {len(notes)} 篇周报</summary>"
    return f'<details class="abstract">{summary}<ul>{items}</ul></details>'


def _first_place(link: Backlink) -> str:
    """Return a link to where a page first mentions a term."""
    name = link.document.name("zh") if isinstance(link.document, Term) else link.document.title
    places = link.places
    return f"[{as_markdown(name)}](/{link.document.path}{f'#{places[0][0]}' if places else ''})"


def _whole(heading: str) -> str:
    """Return a heading as the text of a link, which a bracket without another would end."""
    return heading if heading.count("[") == heading.count("]") else as_markdown(heading)


def _places(link: Backlink) -> str:
    """Return links to a page and to where it mentions a term."""
    at = [f"[{_whole(text)}](/{link.document.path}#{id_})" for id_, text in link.places]
    return _link(link.document) + (f"：{'、'.join(at)}" if at else "")


def fields(catalogue: Catalogue, _: str) -> str:
    """Return every term with its definition, under a heading for each field."""
    parts = []
    for field, name in catalogue.fields.items():
        parts.append(f"### {name} {{ #{field} }}")
        parts += [_item(_link(term), term) for term in catalogue.terms_of(field)]
    return "\n\n".join(parts)


def index(catalogue: Catalogue, _: str) -> str:
    """Return one table row a term: names in Chinese and English, abbreviation, others, code."""
    rows = [
        [
            f"[{term.name('zh')}](/{term.path})",
            term.name("en"),
            term.name("abbr"),
            "、".join(term.names("also")),
            " ".join(f"`{code}`" for code in term.names("code")),
        ]
        for field in catalogue.fields
        for term in catalogue.terms_of(field)
    ]
    head = [["中文", "英文", "缩写", "别名与检索词", "代码"], ["---"] * 5]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in head + rows)
    return f'<div class="term-index" markdown>\n\n{table}\n\n</div>'


def newest(catalogue: Catalogue, count: str) -> str:
    """Return the newest notes, each with its date and description."""
    return "\n\n".join(
        _item(f"<time>{note.date}</time> {_link(note)}", note)
        for note in catalogue.notes[: int(count)]
    )


DIRECTIVES: dict[str, Callable[[Catalogue, str], str]] = {
    "names": names,
    "map": map_,
    "mentions": mentions,
    "fields": fields,
    "index": index,
    "newest": newest,
}


_ABOUT_A_TERM = {"names", "map", "mentions"}


def check_directive(catalogue: Catalogue, name: str, argument: str) -> None:
    """Do no more than it takes to find out whether a directive can be expanded.

    Raises:
        ValueError: it asks for what there is not.
    """
    if name in _ABOUT_A_TERM:  # who mentions it need not be known for that
        _term(catalogue, argument)
    else:
        DIRECTIVES[name](catalogue, argument)


def expanded(catalogue: Catalogue, line: str) -> str | None:
    """Return what a line expands to; None if it is no directive.

    Raises:
        ValueError: the directive asks for what there is not.
    """
    directive = is_directive(line)
    if directive is None or directive["name"] not in DIRECTIVES:
        return None
    return DIRECTIVES[directive["name"]](catalogue, directive["argument"] or "")


class _Expand(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        found = []
        for line in lines:
            text = expanded(catalogue_of(_DOCS), line) if is_directive(line) else None
            found += [line] if text is None else ["", *map(self._put_by, text.splitlines()), ""]
        return found

    def _put_by(self, line: str) -> str:
        """Keep a line that is HTML as it is; Markdown would take a long list of links apart."""
        return self.md.htmlStash.store(line) if _HTML.fullmatch(line) else line


class ListingExtension(Extension):
    """Expand directives."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the step once fenced code is out of the way (25), before raw HTML (20)."""
        md.preprocessors.register(_Expand(md), "listings", 22)
