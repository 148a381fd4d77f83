"""What leads from a page to others: the navigation, and the pages before and after it.

The navigation and the tabs above it are rendered once for all pages outside of them: notes,
pages of evidence and further pages of lists. At a thousand notes they are most pages, and the
navigation is a third of what a page takes.
"""

from collections.abc import Callable, Iterable, Iterator

from material.plugins.blog.structure import View
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page


class SharedNavigation:
    """For a template of the navigation: what it gave for a page before that is the same."""

    def __init__(self) -> None:
        self._listed: set[int] | None = None
        self._known: dict[tuple[int, ...], str] = {}

    def __call__(self, nav: Navigation, page: Page | None, caller: Callable[[], str]) -> str:
        """Return what the template gives, which must depend on nothing but its links and marks.

        Args:
            nav: of the site.
            page: whose navigation it is; None for a template that is no page.
            caller: renders it.
        """
        if self._listed is None:
            self._listed = {id(item) for top in nav.items for item in _all(top)}
        if page is None or id(page) in self._listed:
            return caller()
        depth = page.url.strip("/").count("/")  # links are relative
        marked = list(page.ancestors)
        if isinstance(page, View):
            marked += page.pages[:1]  # a further page of a list stands for the list
        key = (depth, *map(id, marked))
        if key not in self._known:
            self._known[key] = caller()
        return self._known[key]


def _all(item: StructureItem) -> Iterator[StructureItem]:
    yield item
    for child in item.children or ():
        yield from _all(child)


def pass_over_lists(pages: Iterable[Page]) -> None:
    """Have the way from page to page pass over the lists of notes, which are no chapters."""
    pages = sorted(pages, key=lambda page: isinstance(page, View))  # lists lead on until then
    for page in pages:
        for way in ("previous_page", "next_page"):
            found = getattr(page, way)
            while isinstance(found, View):
                found = getattr(found, way)
            setattr(page, way, None if isinstance(page, View) else found)
