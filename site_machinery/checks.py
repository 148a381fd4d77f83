"""Find the mistakes that authors make, each with its file, its line and what to do.

Nothing is built: sources are read as text. The strict build runs `check` before anything else,
and so do the tests.
"""

import ast
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_machinery import katex, programs
from site_machinery import sections as sections_
from site_machinery.cards import FORMULA, main_formula
from site_machinery.catalogue import UNLINKED, Catalogue, Document, Note, Term
from site_machinery.evidence_pages import evidence_page
from site_machinery.kept import Kept
from site_machinery.markdown_extensions.figures import figure_name
from site_machinery.markdown_extensions.listings import DIRECTIVES, check_directive
from site_machinery.notebooks import NotebookError, description_of, line_in_file, read_notebook
from site_machinery.pages import NOT_UTF_8, UNVERIFIED, Fence, Formula, Link, Page, parse_page
from site_machinery.programs import Modules, ProgramError, program_of
from site_machinery.redirects import FROM, file_of
from site_machinery.review import KEY
from site_machinery.sections import SectionError, sections
from site_machinery.slugs import VALID_SLUG

if TYPE_CHECKING:
    from nbformat import NotebookNode

TERM_HEADINGS = {
    "intuition": "直觉",
    "formula": "公式",
    "by-hand": "手算",
    "code": "代码",
    "figure": "图",
    "pitfalls": "易错点",
    "related": "相关术语",
    "references": "参考",
    "mentions": "提到它的页面",
}
_VALID_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
# What MkDocs would take for a page as well.
_OTHER_MARKDOWN = {".markdown", ".mdown", ".mkdn", ".mkd", ".md"}
# Comment lines that other programs read: the blog plugin ends an excerpt at "more".
_FOREIGN_DIRECTIVES = {"more"}
EXPIRES = re.compile(r"[?&](?:signature|Expires|X-Amz-Signature|OSSAccessKeyId)=", re.I)


_MODULES_MADE_BY = [Path(module.__file__) for module in (programs, sections_)] + [
    Path(__file__)
]
# Why a page may be unverified: it came in with an old note, or a template has just made it.
UNVERIFIED_BY = ("import", "template")
# Where the pictures of old notes lie; only a page that says that it is unverified shows them.
IMPORTED_IMAGES = "assets/imported/"


@dataclass(frozen=True, order=True)
class Problem:
    """A mistake: where it stands, relative to the repository, and what to do about it.

    The message says what is wrong and, behind its last semicolon, the mend. The text is what
    is at fault in the line, or the line.
    """

    file: str
    line: int
    message: str
    column: int = 1
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"

    @property
    def what(self) -> str:
        """What is wrong."""
        return self.message.rpartition("; ")[0] or self.message

    @property
    def mend(self) -> str:
        """What to do about it."""
        return self.message.rpartition("; ")[2]

    @classmethod
    def at(
        cls, file: str, lines: list[str], line: int, message: str, text: str = ""
    ) -> "Problem":
        """Return a problem with its column, from the lines of its file.

        Args:
            file: where it stands, relative to the repository.
            lines: of that file.
            line: counted from 1.
            message: what is wrong; the mend.
            text: what is at fault in the line; without it, all of the line.
        """
        whole = lines[line - 1] if 0 < line <= len(lines) else ""
        text = text.partition("\n")[0] if text and text.partition("\n")[0] in whole else ""
        text = text or whole.strip()
        return cls(file, line, message, whole.find(text) + 1, text)


# A line, what is wrong there, and sometimes which part of the line it is.
_Finding = tuple[int, str] | tuple[int, str, str]


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
        self._by_path = {document.path: document for document in self._catalogue.documents}
        self._included: set[str] = set()
        self._evidence: set[str] = set()  # the pages that the build makes
        self._cannot_run: dict[str, str] = {}  # reference -> why, "" if it can
        self._formula_faults: dict[tuple[str, bool], str] = {}
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
        notebooks, problems = self._read_notebooks()
        yield from problems
        self._read_formulas(notebooks)
        for document in self._catalogue.documents:
            file = f"docs/{document.path}"
            for finding in self._document(document, known_sections):
                yield Problem.at(file, document.page.lines, *finding)
        for file, (text, notebook) in notebooks.items():
            yield from self._notebook(file, text, notebook)
        yield from self._names_claimed_twice()
        yield from self._slugs_claimed_twice()
        yield from self._redirects()
        for reference, line in known_sections.items():
            if reference not in self._included:
                file, _, name = reference.rpartition(":")
                yield Problem(
                    file, line, f"no page shows section {name!r}; include it or take it out"
                )

    def _read_notebooks(
        self,
    ) -> tuple[dict[str, tuple[str, "NotebookNode"]], list[Problem]]:
        """Return file -> (its text, the notebook), and what is no notebook."""
        found, problems = {}, []
        for path in sorted(self._docs.rglob("*.ipynb")):
            if any(part[0] == "." for part in path.relative_to(self._docs).parts):
                continue
            file = path.relative_to(self._root).as_posix()
            try:
                text = path.read_text(encoding="utf-8")
                found[file] = text, read_notebook(text)
            except UnicodeDecodeError:
                problems.append(Problem(file, 1, NOT_UTF_8))
            except NotebookError as error:
                message = f"{error}"
                if "; " not in message:
                    message += "; mend its JSON, or save it anew with Jupyter"
                problems.append(Problem(file, error.line, message))
        return found, problems

    def _read_formulas(self, notebooks: dict[str, tuple[str, "NotebookNode"]]) -> None:
        """Have KaTeX judge the formulas of all pages and notebooks at once."""
        pages = [document.page for document in self._catalogue.documents]
        for _, notebook in notebooks.values():
            pages += [parse_page(c.source) for c in notebook.cells if c.cell_type == "markdown"]
        formulas = ((f.tex, f.display) for page in pages for f in page.formulas)
        kept = Kept(self._root, "formulas", katex.MADE_BY)
        self._formula_faults = katex.faults(formulas, kept)
        kept.save()

    def _file_names(self) -> Iterator[Problem]:
        """Yield the pages that are no `.md`, and those whose address would need an escape."""
        for path in sorted(self._docs.rglob("*")):
            name = path.relative_to(self._docs)
            if path.suffix not in (".md", ".ipynb"):
                if path.suffix.lower() in _OTHER_MARKDOWN:
                    yield Problem(
                        f"docs/{name.as_posix()}",
                        1,
                        "another ending; name a page .md, in lower case",
                    )
            elif not all(VALID_SLUG.fullmatch(part) for part in name.with_suffix("").parts):
                yield Problem(
                    f"docs/{name.as_posix()}",
                    1,
                    "the path becomes the address; name it with a-z, 0-9 and hyphens",
                )

    def _read_sections(self) -> tuple[dict[str, int], list[Problem]]:
        """Return each section's reference with its first line, and the modules' faults."""
        known, problems = {}, []
        kept = Kept(self._root, "modules", _MODULES_MADE_BY)
        modules = Modules(self._root)
        for file, text in modules.texts.items():
            if text is None:
                problems.append(Problem(file, 1, NOT_UTF_8))
                continue
            key = modules.key(file)
            if key not in kept:
                kept[key] = self._read_module(file, text)
            found = kept[key]
            if found["fault"]:
                problems.append(Problem.at(file, text.splitlines(), *found["fault"]))
            for name, first, why in found["sections"]:
                known[f"{file}:{name}"] = first
                self._cannot_run[f"{file}:{name}"] = why
        kept.save()
        return known, problems

    def _read_module(self, file: str, text: str) -> dict[str, Any]:
        """Return a module's sections, each with why it cannot run alone, and its fault."""
        try:
            found = sections(text)
            ast.parse(text)
        except SectionError as error:
            return {"fault": [error.line, f"{error}; mend the marker"], "sections": []}
        except SyntaxError as error:
            message = f"not Python: {error.msg}; mend the code"
            named = [[name, section.first, ""] for name, section in found.items()]
            return {"fault": [error.lineno or 1, message], "sections": named}
        named = [
            [name, section.first, self._why_it_cannot_run(f"{file}:{name}")]
            for name, section in found.items()
        ]
        return {"fault": None, "sections": named}

    def _why_it_cannot_run(self, reference: str) -> str:
        try:
            program_of(self._root, reference)
        except ProgramError as error:
            return str(error)
        except (SyntaxError, ValueError):
            pass  # of a module that it imports: said there
        return ""

    def _document(
        self, document: Document, known_sections: dict[str, int]
    ) -> Iterator[_Finding]:
        page = document.page
        for fault in page.faults:
            yield fault.line, fault.message
        if page.has_readable_meta and isinstance(document, Note):
            yield from self._note(page)
        if page.has_readable_meta and isinstance(document, Term):
            yield from self._term(document)
        if page.is_unverified and page.meta[UNVERIFIED] not in UNVERIFIED_BY:
            yield (
                page.line_of(UNVERIFIED),
                f"{UNVERIFIED} must be one of {', '.join(UNVERIFIED_BY)}, got "
                f"{page.meta[UNVERIFIED]!r}; take the line out once the page is checked",
            )
        for heading in page.headings:
            if heading.id and not _VALID_ID.fullmatch(heading.id):
                yield (
                    heading.line,
                    f"the id {heading.id!r} must be of a-z, 0-9 and hyphens; write it so",
                    heading.id,
                )
        for previous, fence in zip([None, *page.fences], page.fences, strict=False):
            if not fence.is_unverified:
                yield from self._fence(previous, fence, known_sections)
            elif not page.is_imported:
                yield (
                    fence.line,
                    "nobody has run this block of an old note; move it to a section of "
                    "snippets with a test, or take it out",
                )
        yield from self._formulas(page)
        yield from self._links(document)
        for directive in page.directives:
            if directive.name in DIRECTIVES:
                try:
                    check_directive(self._catalogue, directive.name, directive.argument)
                except ValueError as error:
                    yield directive.line, f"{error}; mend the line", directive.argument
            elif directive.name not in _FOREIGN_DIRECTIVES:
                known = ", ".join(DIRECTIVES)
                yield (
                    directive.line,
                    f"unknown directive {directive.name!r} (known: {known}); mend the name",
                    directive.name,
                )

    def _note(self, page: Page) -> Iterator[_Finding]:
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
            yield (
                page.line_of("slug"),
                f"the address /{slug}/ is taken; choose another slug",
                slug,
            )
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

    def _term(self, term: Term) -> Iterator[_Finding]:
        page = term.page
        if not _is_text(page.meta.get("description")):
            yield page.line_of("description"), "a term needs 'description: ...', one sentence"
        names = page.meta.get("names")
        if not isinstance(names, dict) or not {"zh", "en"} <= names.keys():
            yield (
                page.line_of("names"),
                "a term needs its names: 'names:' with 'zh:' and 'en:'; add them",
            )
        else:
            yield from _malformed_names(names, page.line_of("names"))
        topics = page.meta.get("topics", [])
        if not isinstance(topics, list) or not all(map(_is_text, topics)):
            yield page.line_of("topics"), f"topics must be a list of texts, got {topics!r}"
        yield from _idle_exceptions(term)
        try:
            main_formula(page)
        except ValueError as error:
            yield page.line_of(FORMULA), f"{error}; mend the name"
        if not _is_text(page.meta.get(KEY)) and not page.is_unverified:
            yield (
                1,
                f"a term needs '{KEY}: ...', which says what its prose was checked against; "
                f"run python3 -m site_machinery review docs/{term.path}",
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
                yield 1, f"a term page needs a heading '## {text} {{#{id_}}}'; add it"

    def _fence(
        self, previous: Fence | None, fence: Fence, known_sections: dict[str, int]
    ) -> Iterator[_Finding]:
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
                yield (
                    fence.line + 1,
                    f"{file or reference} does not exist; mend the path",
                    reference,
                )
            else:
                here = [
                    known.rpartition(":")[2]
                    for known in known_sections
                    if known.startswith(f"{file}:")
                ]
                yield (
                    fence.line + 1,
                    f"{file} has no section {name!r} (it has: {', '.join(here) or 'none'}); "
                    "mend the name",
                    reference,
                )
        elif why := self._cannot_run[reference]:
            yield (
                fence.line + 1,
                f"{reference} cannot run alone: {why}; mend the module",
                reference,
            )

    def _formulas(self, page: Page) -> Iterator[_Finding]:
        for formula in page.formulas:
            if fault := self._formula_faults[formula.tex, formula.display]:
                yield (
                    formula.line,
                    f"KaTeX cannot read this formula: {fault}; mend the TeX",
                    formula.tex,
                )
            if formula.display:
                yield from self._binding(formula)

    def _binding(self, formula: Formula) -> Iterator[_Finding]:
        line, reading = formula.line, formula.reading
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
                    "no reason why nothing computes this formula; write "
                    "'<!-- formula: none reason -->'",
                )
        elif not (self._root / reading.rpartition(":")[0]).is_file():
            yield line, f"the formula's reading {reading!r} does not exist; mend the path"

    def _links(self, document: Document) -> Iterator[_Finding]:
        for link in document.page.links:
            if link.is_image and not link.text.strip():
                yield (
                    link.line,
                    "an image needs a text that states its finding; write ![finding](...)",
                    link.target,
                )
            for message in self._target(document, link):
                yield link.line, message, link.target

    def _target(self, document: Document, link: Link) -> Iterator[str]:
        """Yield what is wrong with where a link leads."""
        if re.match(r"[a-z][a-z0-9+.-]*:", link.target):
            if EXPIRES.search(link.target):
                yield "this link expires; cite a lasting source (DOI, arXiv, docs)"
            if link.is_image:
                yield "an image from elsewhere; draw it with code in snippets"
            return
        if link.target.startswith("/"):
            yield f"{link.target} starts at the root; write a relative link"
            return
        path, anchor = document.resolve(link.target)
        if path in self._evidence:
            return
        if not self._is_file(path):
            yield f"the link leads to docs/{path}, which does not exist; mend the path"
        elif anchor and path in self._by_path and anchor not in self._known_ids(path):
            yield f"docs/{path} has no heading with the id {anchor!r}; mend the anchor"
        elif link.is_image and figure_name(link.target) is None:
            if not (document.page.is_imported and path.startswith(IMPORTED_IMAGES)):
                yield "not a figure of ours; draw it with code in snippets"

    def _is_file(self, path: str) -> bool:
        return path in self._by_path or (self._docs / path).is_file()

    def _known_ids(self, path: str) -> set[str]:
        document = self._by_path[path]
        made = {directive.name for directive in document.page.directives}
        return set(document.ids) | (set(self._catalogue.fields) if "fields" in made else set())

    def _notebook(self, file: str, text: str, notebook: "NotebookNode") -> Iterator[Problem]:
        lines = text.splitlines()
        if not description_of(text):
            line = text.count("\n", 0, text.rfind('"metadata"')) + 1
            message = 'nothing describes the notebook; add "description": "..." to its metadata'
            yield Problem(file, line, message)
        for cell in notebook.cells:
            source = cell.source
            if cell.get("outputs"):
                line = line_in_file(text, source, 1)
                yield Problem(file, line, "clear the stored outputs; the build makes its own")
            if cell.cell_type != "markdown":
                continue
            page = parse_page(source)
            document = Document(file.removeprefix("docs/"), page)
            findings: list[_Finding] = [(fault.line, fault.message) for fault in page.faults]
            findings += [
                (fence.line, "code typed into a text cell is not run; make it a code cell")
                for fence in page.fences
            ]
            findings += [*self._formulas(page), *self._links(document)]
            for line, *rest in findings:
                yield Problem.at(file, lines, line_in_file(text, source, line), *rest)

    def _names_claimed_twice(self) -> Iterator[Problem]:
        owners: dict[str, Term] = {}
        for term in self._catalogue.terms:
            for name in term.all_names:
                owner = owners.setdefault(name.casefold(), term)
                if owner is not term:
                    yield Problem.at(
                        f"docs/{term.path}",
                        term.page.lines,
                        term.page.line_of("names"),
                        f"the name {name!r} is claimed by docs/{owner.path} as well; "
                        "leave it to one of them",
                    )

    def _slugs_claimed_twice(self) -> Iterator[Problem]:
        by_slug: dict[str, list[Note]] = {}
        for note in self._catalogue.documents:
            if isinstance(note, Note) and note.slug:
                by_slug.setdefault(note.slug, []).append(note)
        for slug, notes in by_slug.items():
            for note in notes if len(notes) > 1 else ():
                others = ", ".join(f"docs/{other.path}" for other in notes if other is not note)
                yield Problem.at(
                    f"docs/{note.path}",
                    note.page.lines,
                    note.page.line_of("slug"),
                    f"the slug {slug!r} is also that of {others}; give this note its own",
                    slug,
                )

    def _redirects(self) -> Iterator[Problem]:
        """Yield the old addresses that lead nowhere, or where something else stands."""
        taken = {document.address: document.path for document in self._catalogue.documents}
        for document in self._catalogue.documents:
            given = document.page.meta.get(FROM, [])
            old = given if isinstance(given, list) else [given]
            for address in old:
                message = ""
                if not isinstance(given, list) or not file_of(address):
                    message = (
                        f"{FROM} must be a list of old addresses, got {address!r}; write "
                        f"'{FROM}: [/old-address/]'"
                    )
                elif (owner := taken.setdefault(address, document.path)) != document.path or (
                    address == document.address or old.count(address) > 1
                ):
                    message = (
                        f"the address {address} is that of docs/{owner} already; "
                        "leave it to that page"
                    )
                if message:
                    yield Problem.at(
                        f"docs/{document.path}",
                        document.page.lines,
                        document.page.line_of(FROM),
                        message,
                        str(address),
                    )


def _malformed_names(names: dict, line: int) -> Iterator[_Finding]:
    for kind, value in names.items():
        if kind in ("zh", "en", "abbr"):
            if not _is_text(value):
                yield line, f"the name {kind!r} must be a text, got {value!r}; write one"
        elif kind not in ("also", "code"):
            yield (
                line,
                f"unknown kind of name {kind!r} (known: zh, en, abbr, also, code); mend it",
            )
        elif not isinstance(value, list) or not all(_is_text(name) for name in value):
            yield line, f"{kind!r} must be a list of texts, got {value!r}; write [a, b]"


def _idle_exceptions(term: Term) -> Iterator[_Finding]:
    """Yield what `unlinked` lists in vain: it holds no name of the term."""
    given = term.page.meta.get(UNLINKED, [])
    if not isinstance(given, list) or not all(map(_is_text, given)):
        message = f"{UNLINKED} must be a list of texts, got {given!r}; write [a, b]"
        yield term.page.line_of(UNLINKED), message
        return
    names = [name.lower() for name in term.all_names]
    for text in given:
        if not any(name in text.lower() for name in names):
            yield (
                term.page.line_of(UNLINKED),
                f"{UNLINKED} lists {text!r}, which holds no name of this term; take it out",
                text,
            )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
