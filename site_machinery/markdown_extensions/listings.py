"""Replace a page's directives by lists made from the catalogue.

<!-- names: losses/huber-loss -->   the names of a term
<!-- notes: losses/huber-loss -->   the notes that mention a term
<!-- fields -->                     every term with its definition, by field
<!-- index -->                      every term with all its names, as one table
<!-- newest: 5 -->                  the newest notes

Links start with a slash: they lead from the docs folder, wherever the page stands.
"""

import html
from collections.abc import Callable
from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from site_machinery.catalogue import Catalogue, Document, Term, catalogue_of
from site_machinery.pages import is_directive

_DOCS = Path(__file__).parents[2] / "docs"


def _link(document: Document) -> str:
    return f"[{document.title}](/{document.path})"


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
        ("缩写", [term.name("abbr")], ' lang="en"'),
        ("别名与检索词", term.names("also"), ""),
        ("代码", term.names("code"), ' class="code"'),
    ]
    items = []
    for label, values, attribute in rows:
        shown = "".join(
            f"<dd{attribute}>{html.escape(value)}</dd>" for value in values if value
        )
        if shown:
            items.append(f"<div><dt>{label}</dt>{shown}</div>")
    return f'<dl class="names">{"".join(items)}</dl>'


def notes(catalogue: Catalogue, key: str) -> str:
    """Return the notes that mention a term, newest first."""
    found = catalogue.notes_that_mention(_term(catalogue, key))
    lines = [f"- <time>{note.date}</time> {_link(note)}" for note in found]
    return "\n".join(lines) or "还没有周报提到它。"


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
    "notes": notes,
    "fields": fields,
    "index": index,
    "newest": newest,
}


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
            found += [line] if text is None else ["", *text.splitlines(), ""]
        return found


class ListingExtension(Extension):
    """Expand directives."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the step once fenced code is out of the way (25), before raw HTML (20)."""
        md.preprocessors.register(_Expand(md), "listings", 22)
