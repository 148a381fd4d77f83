"""Build the whole site once; then, for each change, render again the pages that it touches.

A process of its own, which `workers` talks to: a line of JSON in is a list of changed files, a
line of JSON out an `Outcome`. It ends with its input. The next build of the whole is made by a
new one, because the site's own program may have changed as well.
"""

import json
import logging
import os
import sys
import traceback
from pathlib import Path
from typing import Any

from jinja2 import Environment
from material.plugins.blog.structure import Post
from mkdocs.commands import build as mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from site_machinery.catalogue import Catalogue, Document, Note, Term
from site_machinery.checks import check
from site_machinery.kept_pages import KeptPages
from site_machinery.programs import Modules

ROOT = Path(__file__).parents[2]


class _Parts(BasePlugin):
    """Keeps what a build goes by, and what ended it."""

    nav: Navigation
    env: Environment
    files: Files
    error: Exception | None = None

    def on_nav(self, nav: Navigation, **_: object) -> None:
        self.nav = nav

    def on_env(self, env: Environment, files: Files, **_: object) -> None:
        self.env, self.files = env, files

    def on_build_error(self, error: Exception, **_: object) -> None:
        self.error = error


class Site:
    """A site that is built in a folder.

    Args:
        root: the repository.
        folder: where it is built.
        address: where it is served.
    """

    def __init__(self, root: Path, folder: Path, address: str) -> None:
        self._root, self._folder, self._address = root, folder, address
        self._parts = _Parts()
        self._config: MkDocsConfig

    def build(self) -> list[str]:
        """Build everything; return what is wrong, each with its file and line if known."""
        if problems := check(self._root):
            return [str(problem) for problem in problems]
        try:
            self._config = load_config(
                str(self._root / "mkdocs.yml"),
                site_dir=str(self._folder),
                site_url=self._address,
                strict=False,  # code that is not yet tested has a badge that says so
            )
            self._config.plugins["site_machinery/serving"] = self._parts
            self._config.plugins.on_startup(command="serve", dirty=False)
            mkdocs.build(self._config, serve_url=self._address)
        except (Exception, SystemExit) as error:  # MkDocs ends a build with the latter
            return [_told(self._parts.error or error)]
        return []

    def refresh(self, changed: list[str]) -> list[str]:
        """Render the notes and terms again that changed, or whose code did.

        What other pages say about them follows with the next build of the whole.

        Args:
            changed: files, relative to the repository.

        Returns:
            What is wrong, in the whole repository; a page of which something is wrong is left
            as it is.
        """
        found = check(self._root)
        problems = [str(problem) for problem in found]
        faulty = {problem.file for problem in found}
        config = self._config
        config.extra["kept_pages"] = KeptPages(
            self._root, config, self._parts.files, config.extra["catalogue"]
        )
        for document in self._touched(set(changed)):
            page = self._page(document)
            if page and f"docs/{document.path}" not in faulty:
                try:
                    self._render(page)
                except Exception as error:
                    problems.append(_told(error))
        return problems

    def _touched(self, changed: set[str]) -> list[Document]:
        documents = Catalogue(Path(self._config.docs_dir)).documents
        modules = Modules(self._root).that_need(changed)
        return [
            document
            for document in documents
            if isinstance(document, Note | Term)
            and (f"docs/{document.path}" in changed or document.modules & modules)
        ]

    def _page(self, document: Document) -> Page | None:
        """Return the page of a document at the address that it still has."""
        file = self._parts.files.get_file_from_path(document.path)
        page = file.page if file else None
        return page if page and page.abs_url == document.address else None

    def _render(self, page: Page) -> None:
        if isinstance(page, Post):  # its source is read when it is made
            fresh = Post(page.file, self._config)
            page.file.page = page
            page.markdown, page.meta, page.config = fresh.markdown, fresh.meta, fresh.config
        files = self._parts.files
        mkdocs._populate_page(page, self._config, files)
        pages = files.documentation_pages()
        mkdocs._build_page(page, self._config, pages, self._parts.nav, self._parts.env)


def _told(error: BaseException) -> str:
    """Return what an author is told of an error; of a defect of ours, where it arose, too."""
    if isinstance(error, MkDocsException):
        return str(error)
    traceback.print_exception(error)
    *_, last = traceback.extract_tb(error.__traceback__)
    said = "".join(traceback.format_exception_only(error)).strip()
    return f"{last.filename}:{last.lineno}: {said}"


class _WarningsOnly(logging.Filter):
    """Errors are part of the answer."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno < logging.ERROR


def main(folder: str, address: str) -> None:
    """Build, and answer until the input ends."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    handler = logging.StreamHandler()
    handler.addFilter(_WarningsOnly())
    logging.basicConfig(format="%(levelname)s: %(message)s", handlers=[handler])
    # It would name the code that has to be tested again, which is being done.
    logging.getLogger("mkdocs.plugins.site_machinery").setLevel(logging.ERROR)

    def answer(problems: list[str]) -> None:
        answers.write(json.dumps(problems) + "\n")
        answers.flush()

    site = Site(ROOT, Path(folder), address)
    answer(site.build())
    for line in sys.stdin:
        changed: Any = json.loads(line)
        answer(site.refresh(changed))


if __name__ == "__main__":
    main(*sys.argv[1:])
