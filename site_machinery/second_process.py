"""Have a second process do half of a build.

It makes the index of the search and the pictures, which need nothing of the build; then it
works through the pages from the last one, as the first process does from the first one, until
they meet. What it renders it only keeps (`kept_pages`), and the first process finds it there;
later it writes whole pages. Only where a process can be forked does it know the pages: forked,
it has all that the first one has. Elsewhere the first does the pages alone.
"""

import gc
import logging
import multiprocessing
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path

from jinja2 import Environment
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from site_machinery.catalogue import catalogue_of
from site_machinery.search.index import index_files
from site_machinery.social_cards import draw_ahead

CAN_FORK = sys.platform == "linux"  # macOS has forks, in which its own libraries do not work
_CONTEXT = multiprocessing.get_context("fork" if CAN_FORK else "spawn")

_build_page = build._build_page
_log = logging.getLogger("mkdocs")


class SecondProcess:
    """The second process of one build.

    Args:
        config: of the build.
        files: all files of the site; each page has its own.
        nav: its navigation.

    Attributes:
        pictures: done when those of all notes and terms are drawn.
        search: gives the files of the search.
    """

    pictures: Future[None]
    search: Future[dict[str, str]]

    def __init__(self, config: MkDocsConfig, files: Files, nav: Navigation) -> None:
        self._config, self._files, self._nav = config, files, nav
        self._process: ProcessPoolExecutor
        self._rendering = _Ends(files.documentation_pages())
        self._writing: _Ends
        self._written: Future[list[logging.LogRecord]] | None = None
        self._env: Environment

    def begin(self, root: Path) -> None:
        """Begin with all that can be done before the pages are rendered, and with them.

        Args:
            root: the repository.
        """
        docs = Path(self._config.docs_dir)
        self._process = self._fork()
        self.pictures = self._process.submit(_draw_ahead, root, docs, self._config.site_name)
        self.search = self._process.submit(_index_files, root, docs)
        if CAN_FORK:
            self._process.submit(_render_from_the_last)

    def _fork(self) -> ProcessPoolExecutor:
        if not CAN_FORK:
            return ProcessPoolExecutor(1, _CONTEXT)
        gc.freeze()  # else the collector would touch, and so copy, all that both have
        return ProcessPoolExecutor(1, _CONTEXT, initializer=_take_over, initargs=(self,))

    def is_reached(self, page: Page) -> None:
        """Tell it that this process now renders a page: it need not go on to that."""
        self._rendering.take(page)

    def write_pages(self, env: Environment) -> None:
        """Begin to write the pages, all of which are rendered, from the last one.

        Args:
            env: the templates, ready to use.
        """
        self._process.shutdown()  # it knows nothing of what came since
        if not CAN_FORK:
            return
        self._env = env
        self._writing = _Ends(self._files.documentation_pages())
        self._process = self._fork()
        self._written = self._process.submit(_write_from_the_last)
        build._build_page = self._write

    def _write(self, page: Page, *args: object, **options: object) -> None:
        """Write a page, in place of MkDocs's own function, if it is left to this process."""
        if self._writing.take(page):
            _build_page(page, *args, **options)

    def join(self) -> None:
        """Wait until all pages are written; what it warned of counts as if said here."""
        build._build_page = _build_page
        if self._written:
            for record in self._written.result():
                logging.getLogger(record.name).handle(record)
        self._process.shutdown()

    def render_from_the_last(self) -> None:
        """In the second process: render the pages that the first has not reached."""
        _log.handlers = [logging.NullHandler()]  # the first process says what there is to say
        for page in self._rendering.from_the_last():
            try:
                build._populate_page(page, self._config, self._files)
            except Exception:
                pass  # the first process will come to the page, and say it

    def write_from_the_last(self) -> list[logging.LogRecord]:
        """In the second process: write the pages that the first has not reached."""
        said = _Records()
        _log.handlers = [said]
        pages = self._files.documentation_pages()
        for page in self._writing.from_the_last():
            _build_page(page, self._config, pages, self._nav, self._env)
        return said.records


class _Ends:
    """A list of pages that two processes work through, from either end, until they meet."""

    def __init__(self, pages: list) -> None:
        self._pages = [file.page for file in pages]
        self._places = {id(page): place for place, page in enumerate(self._pages)}
        self._first = _CONTEXT.Value("i", 0)  # that the first process has not taken
        self._end = _CONTEXT.RawValue("i", len(self._pages))  # the second has from here on

    def take(self, page: Page) -> bool:
        """Take a page in the first process; return False if the second has taken it before."""
        place = self._places.get(id(page), -1)  # a page that is only previewed is no other's
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


_taken_over: SecondProcess  # in the second process, once it is forked


def _take_over(all_of_it: SecondProcess) -> None:
    global _taken_over  # noqa: PLW0603
    _taken_over = all_of_it


def _draw_ahead(root: Path, docs: Path, site: str) -> None:
    draw_ahead(root, catalogue_of(docs), site)


def _index_files(root: Path, docs: Path) -> dict[str, str]:
    return index_files(root, catalogue_of(docs))


def _render_from_the_last() -> None:
    _taken_over.render_from_the_last()


def _write_from_the_last() -> list[logging.LogRecord]:
    return _taken_over.write_from_the_last()
