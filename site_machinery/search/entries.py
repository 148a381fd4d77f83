"""What the search can find, from the sources: pages with their names, headings and symbols."""

import ast
import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from site_machinery.catalogue import Catalogue, Document, Note, Notebook, Term
from site_machinery.pages import Fence
from site_machinery.programs import shown
from site_machinery.search.passages import Passage, greek_symbol, passages, plain
from site_machinery.slugs import block_id


@dataclass(frozen=True)
class Entry:
    """A page that can be found: what its names are, and what it says."""

    kind: str
    document: Document
    blocks: dict[str, str]  # symbol -> the id of the block that defines it
    passages: list[Passage]

    @property
    def teaser(self) -> str:
        """One sentence on what the page holds: its definition or its description."""
        return plain(str(self.document.page.meta.get("description", "")))

    def names(self) -> dict[str, str | list[str]]:
        """Return a term's names by their kind, for other pages nothing."""
        if not isinstance(self.document, Term):
            return {}
        term = self.document
        single = {kind: term.name(kind) for kind in ("zh", "en", "abbr")}
        several = {kind: term.names(kind) for kind in ("also", "code")}
        return {kind: found for kind, found in (single | several).items() if found}

    @property
    def topics(self) -> list[str]:
        """What a reader may look for who needs the page and does not know its name."""
        return list(self.document.page.meta.get("topics", []))

    @property
    def symbols(self) -> list[str]:
        """The Greek letters that the page's list of symbols explains."""
        lines = (line.text for line in self.document.page.prose)
        return list(dict.fromkeys(filter(None, map(greek_symbol, lines))))

    @property
    def headings(self) -> list[tuple[str, str]]:
        """The headings below the title, as (id, text)."""
        rows = zip(self.document.page.headings, self.document.ids, strict=True)
        return [(id_, plain(heading.text)) for heading, id_ in rows if heading.level > 1]


def entries(root: Path, catalogue: Catalogue) -> list[Entry]:
    """Return the pages that can be found: terms, notebooks and other pages, then the notes."""
    owners = _owners(root, catalogue.terms)
    return [_entry(root, document, owners) for document in catalogue.texts]


def _entry(root: Path, document: Document, owners: dict[str, Document]) -> Entry:
    kinds = {Term: "术语", Note: "周报", Notebook: "实验"}
    blocks = {
        symbol: block_id(fence.include)
        for fence in document.page.fences
        if fence.include
        for symbol in _symbols(root, fence.include)
        if owners.get(symbol) is document
    }

    def code_of(fence: Fence) -> str:
        return shown(root, fence.include) if fence.include else fence.body

    return Entry(
        kinds.get(type(document), "页面"),
        document,
        blocks,
        passages(document.page, document.ids, code_of),
    )


def _owners(root: Path, terms: list[Term]) -> dict[str, Document]:
    """Symbol -> the page that explains it: the one of its module's name, or else the first."""
    owners: dict[str, Document] = {}
    for own_module in (True, False):
        for term in terms:
            for include in (fence.include for fence in term.page.fences if fence.include):
                stem = Path(include.partition(":")[0]).stem
                if own_module and stem != term.key.rpartition("/")[2].replace("-", "_"):
                    continue
                for symbol in _symbols(root, include):
                    owners.setdefault(symbol, term)
    return owners


def _symbols(root: Path, reference: str) -> list[str]:
    """Return the public functions and classes that a section defines."""
    return _defined(shown(root, reference))


@cache
def _defined(code: str) -> list[str]:
    return [
        node.name
        for node in ast.parse(textwrap.dedent(code)).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
