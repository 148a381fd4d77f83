"""What the site holds: its notes and terms, their names, and who mentions whom.

One list feeds the term index, the start page, the backlinks and the checks.
"""

import datetime
import posixpath
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from site_machinery.mentions import Mentions, Names
from site_machinery.notebooks import read_notebook
from site_machinery.pages import Page, parse_page, read_page
from site_machinery.slugs import slugify

TERMS = "terms"
NOTES = "notes/posts"
NOTEBOOKS = "lab"
# The key of a term page's front matter that lists what is not to be linked to it.
UNLINKED = "unlinked"
# These pages hold nothing that does not stand on the pages they lead to.
LISTS = {"index.md", "tags.md", "terms/index.md", "notes/index.md"}
# Dates in front matter have no zone; the author writes them in China.
AUTHORS_CLOCK = datetime.timezone(datetime.timedelta(hours=8))


@dataclass(frozen=True)
class Document:
    """A page and where it stands, relative to the docs folder with forward slashes."""

    path: str
    page: Page

    @property
    def title(self) -> str:
        """The page's title."""
        return self.page.title

    @property
    def address(self) -> str:
        """Where the page stands on the site, from its root: "/terms/losses/huber-loss/"."""
        inside = self.path.rpartition(".")[0]
        inside = inside.removesuffix("index") if inside.split("/")[-1] == "index" else inside
        return f"/{inside.strip('/')}/" if inside.strip("/") else "/"

    @property
    def modules(self) -> set[str]:
        """The modules and notebooks, below the root, of which it includes sections."""
        includes = (fence.include for fence in self.page.fences)
        return {include.partition(":")[0] for include in includes if include}

    def resolve(self, target: str) -> tuple[str, str]:
        """Return the path in docs that a relative link leads to, and its anchor."""
        file, _, anchor = target.partition("#")
        if not file:
            return self.path, anchor
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.path), file)), anchor

    @cached_property
    def ids(self) -> list[str]:
        """The ids of the page's headings, as the table-of-contents extension makes them."""
        taken: list[str] = []
        for heading in self.page.headings:
            wanted = heading.id or slugify(heading.text)
            unique, count = wanted, 0
            while unique in taken:
                count += 1
                unique = f"{wanted}_{count}"
            taken.append(unique)
        return taken


@dataclass(frozen=True)
class Term(Document):
    """A term page, docs/terms/<field>/<slug>.md."""

    @property
    def key(self) -> str:
        """Field and slug: "losses/huber-loss"."""
        return self.path.removeprefix(f"{TERMS}/").removesuffix(".md")

    @property
    def field(self) -> str:
        """The folder that the term lies in."""
        return self.key.partition("/")[0]

    def name(self, kind: str) -> str:
        """Return the one name of a kind: "zh", "en" or "abbr"; "" if there is none."""
        return str(self._names.get(kind, ""))

    def names(self, kind: str) -> list[str]:
        """Return the names of a kind that has several: "also" or "code"."""
        found = self._names.get(kind)
        return [str(name) for name in found] if isinstance(found, list) else []

    @property
    def all_names(self) -> list[str]:
        """Every name under which a reader may look for the term."""
        single = [self.name(kind) for kind in ("zh", "en", "abbr")]
        return [name for name in single if name] + self.names("also") + self.names("code")

    @property
    def unlinked(self) -> list[str]:
        """What holds a name of the term in running text and does not mean it."""
        found = self.page.meta.get(UNLINKED)
        return [str(text) for text in found] if isinstance(found, list) else []

    @property
    def _names(self) -> dict:
        names = self.page.meta.get("names")
        return names if isinstance(names, dict) else {}


@dataclass(frozen=True)
class Note(Document):
    """A weekly note, docs/notes/posts/<date>.md."""

    @property
    def date(self) -> datetime.date:
        """The day of the note."""
        return self.published.date()

    @property
    def published(self) -> datetime.datetime:
        """The moment in the front matter, by the author's clock; the year 1 without a date."""
        value = self.page.meta.get("date")
        if isinstance(value, datetime.datetime):
            return value.replace(tzinfo=value.tzinfo or AUTHORS_CLOCK)
        day = value if isinstance(value, datetime.date) else datetime.date.min
        return datetime.datetime.combine(day, datetime.time(), AUTHORS_CLOCK)

    @property
    def slug(self) -> str:
        """The last part of the note's address."""
        return str(self.page.meta.get("slug") or "")

    @property
    def address(self) -> str:
        """Where the note stands on the site: "/week-post-2021-02-23/"."""
        return f"/{self.slug}/"


@dataclass(frozen=True)
class Notebook(Document):
    """A notebook, docs/lab/<slug>.ipynb, read as a page."""


class Catalogue:
    """All pages of a docs folder.

    Args:
        docs: the folder. Files and folders whose names start with a dot are not published.
    """

    def __init__(self, docs: Path) -> None:
        self.docs = docs

    def read(self) -> "Catalogue":
        """Read all pages and notebooks now, not only when somebody asks, and return itself."""
        self.texts  # noqa: B018
        return self

    @cached_property
    def documents(self) -> list[Document]:
        """Every Markdown page, by path."""
        files = sorted(path.relative_to(self.docs) for path in self.docs.rglob("*.md"))
        return [self._read(file) for file in files if not any(p[0] == "." for p in file.parts)]

    def _read(self, file: Path) -> Document:
        path = file.as_posix()
        kind = Document
        if path.startswith(f"{NOTES}/"):
            kind = Note
        elif path.startswith(f"{TERMS}/") and len(file.parts) > 2:
            kind = Term
        return kind(path, read_page(self.docs / file))

    @cached_property
    def terms(self) -> list[Term]:
        """The term pages, by field and slug."""
        return [document for document in self.documents if isinstance(document, Term)]

    @cached_property
    def notes(self) -> list[Note]:
        """The notes, newest first."""
        notes = [document for document in self.documents if isinstance(document, Note)]
        return sorted(notes, key=lambda note: (note.published, note.path), reverse=True)

    @cached_property
    def fields(self) -> dict[str, str]:
        """Field folder -> its Chinese name, in the order of the term index's front matter."""
        index = next((d for d in self.documents if d.path == f"{TERMS}/index.md"), None)
        found = index.page.meta.get("fields") if index else None
        return dict(found) if isinstance(found, dict) else {}

    def terms_of(self, field: str) -> list[Term]:
        """Return the terms of one field."""
        return [term for term in self.terms if term.field == field]

    @cached_property
    def notebooks(self) -> list[Notebook]:
        """The notebooks, by path; the checks say of one that cannot be read what is wrong."""
        found = []
        for file in sorted(self.docs.glob(f"{NOTEBOOKS}/*.ipynb")):
            try:
                cells = read_notebook(file.read_text(encoding="utf-8")).cells
            except ValueError:
                continue
            text = "\n\n".join(
                c.source if c.cell_type == "markdown" else f"```python\n{c.source}\n```"
                for c in cells
            )
            found.append(Notebook(f"{NOTEBOOKS}/{file.name}", parse_page(text)))
        return found

    @cached_property
    def texts(self) -> list[Document]:
        """What is no list: terms and other pages by path, notebooks, notes from the newest."""
        pages = [d for d in self.documents if not isinstance(d, Note) and d.path not in LISTS]
        return [*pages, *self.notebooks, *self.notes]

    @cached_property
    def mentions(self) -> Mentions:
        """Which pages mention which terms."""
        return Mentions(self.texts, Names(self.terms))


@cache
def catalogue_of(docs: Path) -> Catalogue:
    """Return the catalogue of a docs folder, made once; `cache_clear()` before a new build."""
    return Catalogue(docs)
