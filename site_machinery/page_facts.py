"""What the templates say about a page besides its content, gathered once for all pages."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path

from material.plugins.blog.structure import Archive, Category, View
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from site_machinery import structured_data
from site_machinery.catalogue import TERMS, Catalogue, Document, Note, Term
from site_machinery.evidence_pages import module_of, passed_tests
from site_machinery.history import History
from site_machinery.pages import Fence, parse_page
from site_machinery.programs import shown
from site_machinery.reading_time import reading_minutes
from site_machinery.social_cards import Card, Cards, card_of
from site_machinery.structured_data import Described, Site, Thing

LAB = "lab"
_CARDS = "assets/cards"  # where the pictures lie on the site
_LISTS_ALL = {"fields", "index", "newest"}  # directives


class Facts:
    """What is known of a page.

    What only its own template asks for is found out when it asks: pages are written by two
    processes, but their facts are gathered by one.

    Attributes:
        published: the day of a note; None for other pages.
        changed: when what it shows last changed: its own file, the modules of which it
            includes sections, and its figures; for a list the pages that it lists, for
            evidence the module and its tests. None if git does not know.
        card: the picture that goes with links to it, from the site's root.
    """

    def __init__(
        self,
        minutes: Callable[[], int | None],
        published: datetime | None,
        changed: datetime | None,
        card: str,
        data: Callable[[], str],
    ) -> None:
        self._minutes, self._data = minutes, data
        self.published, self.changed, self.card = published, changed, card

    @cached_property
    def minutes(self) -> int | None:
        """How long it takes to read; None for a list and for evidence."""
        return self._minutes()

    @cached_property
    def data(self) -> str:
        """What it is in the words of schema.org, as JSON-LD; "" if it is no article."""
        return self._data()


class PageFacts:
    """The facts of all pages of a build.

    Args:
        root: the repository.
        config: of the build.
        catalogue: the site's pages.
    """

    def __init__(self, root: Path, config: MkDocsConfig, catalogue: Catalogue) -> None:
        self._root, self._config, self._catalogue = root, config, catalogue
        self._documents = {document.path: document for document in catalogue.documents}
        self._history = History(root)
        self._lines = cache(lambda reference: shown(root, reference).count("\n"))
        self._cards = Cards(root)
        self._site = Site(config.site_name, config.site_url or "", config.site_author or "")

    def gather(self, pages: Iterable[Page]) -> dict[str, Facts]:
        """Return the facts of pages, all rendered, by their paths in docs."""
        found = {}
        for page in pages:
            if isinstance(page, View):
                _say_what_it_lists(page)
            found[page.file.src_uri] = self._facts(page)
        self._cards.forget_others()
        return found

    @property
    def pictures(self) -> dict[str, bytes]:
        """The pictures of the pages gathered, by their paths on the site."""
        return {f"{_CARDS}/{name}": data for name, data in self._cards.pictures.items()}

    def _facts(self, page: Page) -> Facts:
        document = self._document(page)
        published = document.published if isinstance(document, Note) else None
        changed = self._history.changed(self._sources(page, document))
        card = f"{_CARDS}/{self._cards.add(self._card(page, document))}"
        return Facts(
            minutes=lambda: self._minutes(document),
            published=published,
            changed=changed,
            card=card,
            data=lambda: self._data(page, document, card, changed),
        )

    def _minutes(self, document: Document | None) -> int | None:
        if document is None or _is_list(document):
            return None
        return reading_minutes(document.page, self._lines_of)

    def _data(
        self, page: Page, document: Document | None, card: str, changed: datetime | None
    ) -> str:
        if document is None:
            return ""
        described = Described(
            page.canonical_url or page.url,
            page.title,
            page.meta.get("description") or self._config.site_description or "",
            self._site.url + card,
        )
        return structured_data.as_json(list(self._things(document, described, changed)))

    def _document(self, page: Page) -> Document | None:
        """Return a page that somebody has written, taken apart."""
        path = page.file.src_uri
        if path.startswith(f"{LAB}/"):
            return Document(path, parse_page(page.markdown))
        return self._documents.get(path)

    def _lines_of(self, fence: Fence) -> int:
        return self._lines(fence.include) if fence.include else fence.body.count("\n")

    def _sources(self, page: Page, document: Document | None) -> Iterator[str]:
        """Return the files, below the root, whose change changes what a page shows."""
        if isinstance(page, View):
            yield from (f"docs/{post.file.src_uri}" for post in page.posts)
        elif document is None:
            module = module_of(page.file.src_uri)
            yield from (module, *passed_tests(self._root, module))
        elif _is_list(document):
            yield from (f"docs/{path}" for path in self._documents)
        else:
            yield from files_shown(document)

    def _card(self, page: Page, document: Document | None) -> Card:
        site = self._site.name
        if isinstance(document, Note | Term):
            return card_of(document, self._catalogue, site)
        if document is None or page.is_homepage or isinstance(page, View):
            return Card(site, site)
        return Card(site, page.title, "实验" if document.path.startswith(f"{LAB}/") else "")

    def _things(
        self, document: Document, page: Described, changed: datetime | None
    ) -> Iterator[Thing]:
        site = self._site
        if document.path == "index.md":
            yield structured_data.website(site, page)
        elif document.path == f"{TERMS}/index.md":
            yield structured_data.defined_terms(page)
        elif isinstance(document, Term):
            terms = self._described(f"{TERMS}/index.md")
            yield structured_data.defined_term(page, document, terms)
            yield self._way_to(page, terms)
        elif not _is_list(document):
            is_note = isinstance(document, Note)
            yield structured_data.article(
                site,
                page,
                kind="BlogPosting" if is_note else "Article",
                published=document.published if is_note else None,
                changed=changed,
            )
            if is_note:
                yield self._way_to(page, self._described("notes/index.md"))

    def _described(self, path: str) -> Described:
        document = self._documents[path]
        description = document.page.meta.get("description", "")
        url = self._site.url + document.address.removeprefix("/")
        return Described(url, document.title, description, picture="")

    def _way_to(self, page: Described, above: Described) -> Thing:
        steps = [(self._site.name, self._site.url), (above.title, above.url)]
        return structured_data.breadcrumbs([*steps, (page.title, page.url)])


def files_shown(document: Document) -> set[str]:
    """Return the files, below the root, of which a page is made: text, code and figures."""
    images = (link.target for link in document.page.links if link.is_image)
    return {
        f"docs/{document.path}",
        *document.modules,
        *(f"docs/{document.resolve(image)[0]}" for image in images if "://" not in image),
    }


def _say_what_it_lists(view: View) -> None:
    """Give a list of notes a description and, in its head, a title of its own."""
    title = view.title
    said = view.meta.get("description")
    if isinstance(view, Category):
        said, title = f"分类“{title}”里的周报，新的在前。", f"分类：{title}"
    elif isinstance(view, Archive):
        said = f"{title}的周报，新的在前。"
    number = view.pages.index(view) + 1 if view in view.pages else 1
    if number > 1:
        title, said = (f"{text}（第 {number} 页）" for text in (title, said))
    view.title = view.title  # the navigation keeps it
    view.meta.update(title=title, description=said)


def _is_list(document: Document) -> bool:
    """Say whether a page does nothing but lead to others."""
    names = {directive.name for directive in document.page.directives}
    return bool(names & _LISTS_ALL) or document.path in ("tags.md", "notes/index.md")
