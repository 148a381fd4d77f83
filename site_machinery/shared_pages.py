"""Have a second process do the pages from the last one, while the first begins at the first.

Both go on until they meet: first to render the pages, where the second keeps what it renders
(`kept_pages`) and the first finds it there; then to write them. Where no process can be forked,
the first does them all.
"""

import logging
from collections.abc import Iterator

from jinja2 import Environment
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from site_machinery import meanwhile
from site_machinery.meanwhile import Meanwhile

_MANY = 5  # pages to render that are worth a process

_build_page = build._build_page
_log = logging.getLogger("mkdocs")


class SharedPages:
    """The pages of one build.

    Args:
        config: of the build.
        files: all files of the site; each page has its own.
        nav: its navigation.
    """

    def __init__(self, config: MkDocsConfig, files: Files, nav: Navigation) -> None:
        self._config, self._files, self._nav = config, files, nav
        self._ends = self._all()
        self._count = 0
        self._rendered: Meanwhile[None] | None = None
        self._written: Meanwhile[list[logging.LogRecord]] | None = None

    def _all(self) -> "_Ends":
        return _Ends([file.page for file in self._files.documentation_pages()])

    def count_rendered(self) -> None:
        """Count a page that had to be rendered: if many are, the second process begins, too."""
        self._count += 1
        if self._count == _MANY and meanwhile.CAN_FORK:
            self._rendered = Meanwhile(self._render_from_the_last)

    def _render_from_the_last(self) -> None:
        _log.handlers = [logging.NullHandler()]  # the first process says what there is to say
        for page in self._ends.from_the_last():
            try:
                build._populate_page(page, self._config, self._files)
            except Exception:
                pass  # the first process will come to the page, and say it

    def reach(self, page: Page) -> None:
        """Go on to a page in the first process: the second need not go on to that."""
        self._ends.take(page)

    def write(self, env: Environment) -> None:
        """Begin to write the pages, which are all rendered.

        Args:
            env: the templates, ready to use.
        """
        if meanwhile.CAN_FORK:
            self._ends = self._all()
            self._written = Meanwhile(self._write_from_the_last, env)

    def _write_from_the_last(self, env: Environment) -> list[logging.LogRecord]:
        said = _Records()
        _log.handlers = [said]
        pages = self._files.documentation_pages()
        for page in self._ends.from_the_last():
            _build_page(page, self._config, pages, self._nav, env)
        return said.records

    def take_to_write(self, page: Page) -> bool:
        """Take a page for the first process to write; return False if the second does it."""
        return self._written is None or self._ends.take(page)

    def join(self) -> None:
        """Wait until all pages are written, and say what the second process warned of."""
        if self._written:
            for record in self._written.result():
                logging.getLogger(record.name).handle(record)
            self._written = None


def write_unless_taken(
    page: Page, config: MkDocsConfig, *args: object, **named: object
) -> None:
    """Do what MkDocs's own function does, which writes a page, if no second process does it."""
    shared = config.extra.get("shared_pages")
    if shared is None or shared.take_to_write(page):
        _build_page(page, config, *args, **named)


class _Ends:
    """Pages that two processes work through, from either end, until they meet."""

    def __init__(self, pages: list[Page]) -> None:
        self._pages = pages
        self._places = {id(page): place for place, page in enumerate(pages)}
        self._first = meanwhile.CONTEXT.Value("i", 0)  # that the first process has not taken
        self._end = meanwhile.CONTEXT.RawValue("i", len(pages))  # the second has what follows

    def take(self, page: Page) -> bool:
        """Take a page in the first process; return False if the second has taken it before."""
        place = self._places.get(id(page), -1)  # one that is only previewed is never shared
        with self._first.get_lock():
            if place >= self._end.value:
                return False
            self._first.value = max(self._first.value, place + 1)
        return True

    def from_the_last(self) -> Iterator[Page]:
        """Take pages in the second process, from the last on, and yield them."""
        while True:
            with self._first.get_lock():
                if self._end.value <= self._first.value:
                    return
                self._end.value -= 1
            yield self._pages[self._end.value]


class _Records(logging.Handler):
    """Keeps what is said, so that another process can say it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        record.msg, record.args, record.exc_info = record.getMessage(), (), None
        self.records.append(record)
