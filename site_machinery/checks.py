"""Find the mistakes that authors make, each with its file, its line and what to do.

Nothing is built: sources are read as text. The strict build runs `check` before anything else,
and so do the tests.
"""

import ast
import datetime
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from site_machinery.catalogue import Catalogue, Document, Note, Term
from site_machinery.evidence_pages import evidence_page
from site_machinery.katex import FormulaError, render
from site_machinery.markdown_extensions.figures import figure_name
from site_machinery.markdown_extensions.listings import DIRECTIVES
from site_machinery.notebooks import NotebookError, line_in_file, read_notebook
from site_machinery.pages import NOT_UTF_8, Fence, Page, parse_page
from site_machinery.programs import ProgramError, program_of
from site_machinery.review import KEY
from site_machinery.sections import SectionError, sections
from site_machinery.slugs import VALID_SLUG

TERM_HEADINGS = {
    "intuition": "直觉",
    "formula": "公式",
    "by-hand": "手算",
    "code": "代码",
    "figure": "图",
    "pitfalls": "易错点",
    "related": "相关术语",
    "references": "参考",
    "notes": "提到它的周报",
}
_VALID_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
# What MkDocs would take for a page as well.
_OTHER_MARKDOWN = {".markdown", ".mdown", ".mkdn", ".mkd", ".md"}
# Comment lines that other programs read: the blog plugin ends an excerpt at "more".
_FOREIGN_DIRECTIVES = {"more"}
_EXPIRES = re.compile(r"[?&](?:signature|Expires|X-Amz-Signature|OSSAccessKeyId)=", re.I)


@dataclass(frozen=True, order=True)
class Problem:
    """A mistake: where it stands, relative to the repository, and what to do about it."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def check(root: Path) -> list[Problem]:
    """Return the problems of a repository's docs and snippets, by file and line.

    Args:
        root: the folder that holds `docs` and `snippets`.
    """
    return sorted(set(_Check(root).problems()))


class _Check:
    def __init__(self, root: Path) -> None:
        self._root = root
        self._docs = root / "docs"
        self._catalogue = Catalogue(self._docs)
        self._ids = {document.path: set(document.ids) for document in self._catalogue.documents}
        self._included: set[str] = set()
        self._evidence: set[str] = set()  # the pages that the build makes
        # Notes stand at the root, beside these.
        self._taken_addresses = {"assets", "evidence", "search"} | {
            document.path.partition("/")[0].removesuffix(".md")
            for document in self._catalogue.documents
        }

    def problems(self) -> Iterator[Problem]:
        known_sections, problems = self._read_sections()
        yield from problems
        self._evidence = {evidence_page(reference) for reference in known_sections}
        yield from self._file_names()
        for document in self._catalogue.documents:
            file = f"docs/{document.path}"
            for line, message in self._document(document, known_sections):
                yield Problem(file, line, message)
        for notebook in sorted(self._docs.rglob("*.ipynb")):
            if not any(part[0] == "." for part in notebook.relative_to(self._docs).parts):
                yield from self._notebook(notebook)
        yield from self._names_claimed_twice()
        yield from self._slugs_claimed_twice()
        for reference, line in known_sections.items():
            if reference not in self._included:
                file, _, name = reference.rpartition(":")
                yield Problem(
                    file, line, f"no page shows section {name!r}; include it or take it out"
                )

    def _file_names(self) -> Iterator[Problem]:
        """Yield the pages that are no `.md`, and those whose address would need an escape."""
        for path in sorted(self._docs.rglob("*")):
            name = path.relative_to(self._docs)
            if path.suffix not in (".md", ".ipynb"):
                if path.suffix.lower() in _OTHER_MARKDOWN:
                    yield Problem(
                        f"docs/{name.as_posix()}", 1, "name a page .md, in lower case"
                    )
            elif not all(VALID_SLUG.fullmatch(part) for part in name.with_suffix("").parts):
                yield Problem(
                    f"docs/{name.as_posix()}",
                    1,
                    "the path becomes the address; name it with a-z, 0-9 and hyphens",
                )

    def _read_sections(self) -> tuple[dict[str, int], list[Problem]]:
        """Return each section's reference with its first line, and the markers' faults."""
        known, problems = {}, []
        for path in sorted((self._root / "snippets").rglob("*.py")):
            file = path.relative_to(self._root).as_posix()
            try:
                text = path.read_text(encoding="utf-8")
                found = sections(text)
                ast.parse(text)
            except UnicodeDecodeError:
                problems.append(Problem(file, 1, NOT_UTF_8))
                continue
            except SectionError as error:
                problems.append(Problem(file, error.line, f"{error}; mend the marker"))
                continue
            except SyntaxError as error:
                problems.append(Problem(file, error.lineno or 1, f"not Python: {error.msg}"))
            known |= {f"{file}:{name}": section.first for name, section in found.items()}
        return known, problems

    def _document(
        self, document: Document, known_sections: dict[str, int]
    ) -> Iterator[tuple[int, str]]:
        page = document.page
        for fault in page.faults:
            yield fault.line, fault.message
        if page.has_readable_meta and isinstance(document, Note):
            yield from self._note(page)
        if page.has_readable_meta and isinstance(document, Term):
            yield from self._term(document)
        for heading in page.headings:
            if heading.id and not _VALID_ID.fullmatch(heading.id):
                yield heading.line, f"the id {heading.id!r} must be of a-z, 0-9 and hyphens"
        for previous, fence in zip([None, *page.fences], page.fences, strict=False):
            yield from self._fence(previous, fence, known_sections)
        yield from self._formulas(page)
        yield from self._links(document)
        for directive in page.directives:
            if directive.name in DIRECTIVES:
                try:
                    DIRECTIVES[directive.name](self._catalogue, directive.argument)
                except ValueError as error:
                    yield directive.line, f"{error}"
            elif directive.name not in _FOREIGN_DIRECTIVES:
                known = ", ".join(DIRECTIVES)
                yield directive.line, f"unknown directive {directive.name!r} (known: {known})"

    def _note(self, page: Page) -> Iterator[tuple[int, str]]:
        meta = page.meta
        if not _is_text(meta.get("title")):
            yield page.line_of("title"), "a note needs a title; add 'title: ...' at its head"
        if not isinstance(meta.get("date"), datetime.date):
            yield (
                page.line_of("date"),
                f"a note needs a date, got {meta.get('date')!r}; "
                "write 'date: 2021-02-23' or 'date: 2021-02-23 23:33:09'",
            )
        slug = meta.get("slug")
        if not isinstance(slug, str) or not VALID_SLUG.fullmatch(slug):
            yield (
                page.line_of("slug"),
                f"a note needs a slug of a-z, 0-9 and hyphens, got {slug!r}; "
                "write 'slug: week-post-2021-02-23'",
            )
        elif slug in self._taken_addresses:
            yield page.line_of("slug"), f"the address /{slug}/ is taken; choose another slug"
        if not _is_text(meta.get("description")):
            yield page.line_of("description"), "a note needs 'description: ...', one sentence"
        for key in ("tags", "categories"):
            value = meta.get(key)
            if not isinstance(value, list) or not all(_is_text(item) for item in value):
                yield (
                    page.line_of(key),
                    f"{key} must be a list, got {value!r}; write '{key}: [周报]'",
                )
        if not any(directive.name == "more" for directive in page.directives):
            yield (
                len(page.meta_lines) + 2,
                "a note needs a line '<!-- more -->' after its lead; lists show what is above",
            )

    def _term(self, term: Term) -> Iterator[tuple[int, str]]:
        page = term.page
        if not _is_text(page.meta.get("description")):
            yield page.line_of("description"), "a term needs 'description: ...', one sentence"
        names = page.meta.get("names")
        if not isinstance(names, dict) or not {"zh", "en"} <= names.keys():
            yield page.line_of("names"), "a term needs its names: 'names:' with 'zh:' and 'en:'"
        else:
            yield from _malformed_names(names, page.line_of("names"))
        topics = page.meta.get("topics", [])
        if not isinstance(topics, list) or not all(map(_is_text, topics)):
            yield page.line_of("topics"), f"topics must be a list of texts, got {topics!r}"
        if not _is_text(page.meta.get(KEY)):
            yield (
                1,
                f"a term needs '{KEY}: ...', which says what its prose was checked against; "
                f"run python -m site_machinery.review docs/{term.path}",
            )
        if term.field not in self._catalogue.fields:
            yield (
                1,
                f"field {term.field!r} has no Chinese name; add it under 'fields:' in "
                "docs/terms/index.md",
            )
        found = {heading.id: heading for heading in page.headings if heading.level == 2}
        for id_, text in TERM_HEADINGS.items():
            if id_ not in found or found[id_].text != text:
                yield 1, f"a term page needs a heading '## {text} {{#{id_}}}'"

    def _fence(
        self, previous: Fence | None, fence: Fence, known_sections: dict[str, int]
    ) -> Iterator[tuple[int, str]]:
        if fence.is_output:
            if previous is None or previous.language != "python":
                yield fence.line, "output stands without the code that prints it; put it below"
            return
        if fence.language != "python":
            yield (
                fence.line,
                f"no test runs a block of {fence.language or 'no language'}; show Python from "
                "snippets, or printed output as ```{ .text .output }",
            )
            return
        reference = fence.include
        if reference is None:
            yield (
                fence.line,
                "code typed into the page is not tested; move it to a section of snippets and "
                'include that: --8<-- "snippets/field/module.py:section"',
            )
            return
        self._included.add(reference)
        if reference not in known_sections:
            file, _, name = reference.rpartition(":")
            if not (self._root / file).is_file():
                yield fence.line + 1, f"{file or reference} does not exist; mend the path"
            else:
                names = [key.rpartition(":")[2] for key in known_sections]
                here = [
                    n
                    for n, k in zip(names, known_sections, strict=True)
                    if k[: -len(n) - 1] == file
                ]
                yield (
                    fence.line + 1,
                    f"{file} has no section {name!r} (it has: {', '.join(here) or 'none'})",
                )
            return
        try:
            program_of(self._root, reference)
        except ProgramError as error:
            yield fence.line + 1, f"{reference} cannot run alone: {error}"
        except SyntaxError:
            pass  # said already, at its line of the module

    def _formulas(self, page: Page) -> Iterator[tuple[int, str]]:
        for formula in page.formulas:
            try:
                render(formula.tex, display=formula.display)
            except FormulaError as error:
                yield formula.line, f"KaTeX cannot read this formula: {error}"
            if formula.display:
                yield from self._binding(formula.line, formula.reading)

    def _binding(self, line: int, reading: str | None) -> Iterator[tuple[int, str]]:
        if reading is None:
            yield (
                line,
                "a display formula must say what it is checked against; write above it "
                "'<!-- formula: snippets/field/module_formula.py:name -->' or "
                "'<!-- formula: none reason -->'",
            )
        elif none := re.fullmatch(r"none(?:\s+(.+))?", reading):
            if not none[1]:
                yield (
                    line,
                    "say why nothing computes this formula: '<!-- formula: none reason -->'",
                )
        elif not (self._root / reading.rpartition(":")[0]).is_file():
            yield line, f"the formula's reading {reading!r} does not exist; mend the path"

    def _links(self, document: Document) -> Iterator[tuple[int, str]]:
        for link in document.page.links:
            if link.is_image and not link.text.strip():
                yield (
                    link.line,
                    "an image needs a text that states its finding: ![finding](...)",
                )
            if re.match(r"[a-z][a-z0-9+.-]*:", link.target):
                if _EXPIRES.search(link.target):
                    yield (
                        link.line,
                        "this link expires; cite a lasting source (DOI, arXiv, docs)",
                    )
                if link.is_image:
                    yield link.line, "an image from elsewhere; draw it with code in snippets"
                continue
            if link.target.startswith("/"):
                yield link.line, f"{link.target} starts at the root; write a relative link"
                continue
            path, anchor = document.resolve(link.target)
            if path in self._evidence:
                continue
            if not (self._docs / path).is_file():
                yield link.line, f"the link leads to docs/{path}, which does not exist"
            elif anchor and path in self._ids and anchor not in self._known_ids(path):
                yield link.line, f"docs/{path} has no heading with the id {anchor!r}"
            elif link.is_image and figure_name(link.target) is None:
                yield link.line, "show figures from docs/assets/figures, drawn by snippets"

    def _known_ids(self, path: str) -> set[str]:
        made = {d.name for d in self._page(path).directives}
        return self._ids[path] | (set(self._catalogue.fields) if "fields" in made else set())

    def _page(self, path: str) -> Page:
        return next(d.page for d in self._catalogue.documents if d.path == path)

    def _notebook(self, path: Path) -> Iterator[Problem]:
        file = path.relative_to(self._root).as_posix()
        try:
            text = path.read_text(encoding="utf-8")
            notebook = read_notebook(text)
        except UnicodeDecodeError:
            yield Problem(file, 1, NOT_UTF_8)
            return
        except NotebookError as error:
            yield Problem(file, error.line, str(error))
            return
        for cell in notebook.cells:
            source = cell.source
            if cell.get("outputs"):
                line = line_in_file(text, source, 1)
                yield Problem(file, line, "clear the stored outputs; the build makes its own")
            if cell.cell_type != "markdown":
                continue
            page = parse_page(source)
            faults = [(fault.line, fault.message) for fault in page.faults]
            faults += [
                (fence.line, "code typed into a text cell is not run; make it a code cell")
                for fence in page.fences
            ]
            document = Document(path.relative_to(self._docs).as_posix(), page)
            for line, message in [*faults, *self._formulas(page), *self._links(document)]:
                yield Problem(file, line_in_file(text, source, line), message)

    def _names_claimed_twice(self) -> Iterator[Problem]:
        owners: dict[str, Term] = {}
        for term in self._catalogue.terms:
            for name in term.all_names:
                owner = owners.setdefault(name.casefold(), term)
                if owner is not term:
                    yield Problem(
                        f"docs/{term.path}",
                        term.page.line_of("names"),
                        f"the name {name!r} is claimed by docs/{owner.path} as well; "
                        "leave it to one of them",
                    )

    def _slugs_claimed_twice(self) -> Iterator[Problem]:
        notes = [d for d in self._catalogue.documents if isinstance(d, Note)]
        count = Counter(str(note.page.meta.get("slug")) for note in notes)
        for note in notes:
            slug = str(note.page.meta.get("slug"))
            if count[slug] > 1 and slug != "None":
                others = ", ".join(
                    f"docs/{other.path}"
                    for other in notes
                    if other is not note and str(other.page.meta.get("slug")) == slug
                )
                yield Problem(
                    f"docs/{note.path}",
                    note.page.line_of("slug"),
                    f"the slug {slug!r} is also that of {others}; give this note its own",
                )


def _malformed_names(names: dict, line: int) -> Iterator[tuple[int, str]]:
    for kind, value in names.items():
        if kind in ("zh", "en", "abbr"):
            if not _is_text(value):
                yield line, f"the name {kind!r} must be a text, got {value!r}"
        elif kind not in ("also", "code"):
            yield line, f"unknown kind of name {kind!r} (known: zh, en, abbr, also, code)"
        elif not isinstance(value, list) or not all(_is_text(name) for name in value):
            yield line, f"{kind!r} must be a list of texts, got {value!r}; write [a, b]"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
