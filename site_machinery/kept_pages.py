"""Keep rendered pages in .cache/pages, each under all that decides what it looks like.

That is its Markdown, the code that it includes and what vouches for it, its figures, where its
links lead, what its directives expand to, and the program that renders it. So a kept page is
never out of date, and the folder can be deleted at any time.
"""

import hashlib
import json
import logging
import posixpath
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from itertools import chain
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

from site_machinery import formula_fonts, katex
from site_machinery.catalogue import Catalogue
from site_machinery.kept import FOLDER, write_whole
from site_machinery.ledger import read_ledger
from site_machinery.markdown_extensions.code import NAME as CODE
from site_machinery.markdown_extensions.figures import figure_name
from site_machinery.markdown_extensions.listings import expanded
from site_machinery.markdown_extensions.marks import mark_of
from site_machinery.pages import read_page
from site_machinery.programs import ProgramError, program_of
from site_machinery.rendered import faults
from site_machinery.sections import SectionError

_RENDERS = ("markdown", "mkdocs", "mkdocs-material", "pygments", "pymdown-extensions", "torch")
# Each begins with what is in few places: a text is looked through in no time.
_INCLUDES = re.compile(r'--8<-- "([^"]+)"'), re.compile(r'data-program="([^"]+)"')
# All targets of links, and perhaps what is none: they may not miss one.
_TARGETS = (
    re.compile(r"\]\(<?([^)\s>]+)"),
    re.compile(r"\]:\s*(\S+)"),
    re.compile(r'="([^"]*)"'),
)


class KeptPages:
    """The pages of one build.

    Args:
        root: the repository.
        config: of the build.
        files: all files of the site.
        catalogue: what the directives expand to.
    """

    def __init__(
        self, root: Path, config: MkDocsConfig, files: Files, catalogue: Catalogue
    ) -> None:
        self._root, self._config, self._files = root, config, files
        self._catalogue = catalogue
        self._folder = root / FOLDER / "pages"
        self._used: set[Path] = set()
        # What is the same for all pages of this build:
        self._include, self._target = cache(self._of_include), cache(self._of_target)
        self._program = self._digest_of_program()

    def _digest_of_program(self) -> str:
        machinery = sorted((self._root / "site_machinery").rglob("*.py"))
        parts = [sys.version, *(f"{name} {metadata.version(name)}" for name in _RENDERS)]
        made_by = (*machinery, *katex.MADE_BY, *formula_fonts.MADE_BY)
        parts += [file.read_text(encoding="utf-8") for file in made_by]
        parts.append(Path(self._config.config_file_path).read_text(encoding="utf-8"))
        parts.append(self._config.mdx_configs[CODE]["site"])  # from the environment
        return _digest(parts)

    def restore_or_render(self, page: Page) -> bool:
        """Restore what the page's own `render` did before, and return True; else let it do it.

        Raises:
            PluginError: the page shows code that is not from snippets, or markup as text.
        """
        file = self._folder / f"{_digest(self._inputs(page))}.page"
        self._used.add(file)
        try:
            self._restore(page, file.read_bytes())
            return True
        except (OSError, ValueError, KeyError):  # none yet, or damaged
            with _Warnings() as warnings:
                type(page).render(page, self._config, self._files)
            _judge(page)
            if not warnings.count:  # else the next build has to give them again
                self._keep(file, page)
        return False

    def _keep(self, file: Path, page: Page) -> None:
        try:
            write_whole(file, _state(page))
        except OSError:
            pass  # the folder cannot be written: the next build renders it again

    def forget_others(self) -> None:
        """Delete what this build had no use for."""
        for file in self._folder.glob("*.[!0-9]*"):  # what is being written ends in a number
            if file not in self._used:
                file.unlink(missing_ok=True)

    def _inputs(self, page: Page) -> Iterator[str]:
        text = page.markdown
        yield from (self._program, page.file.src_uri, page.file.url, text)
        source = page.file.abs_src_path
        yield mark_of(self._root, read_page(Path(source))) if source else ""
        for line in page.markdown.splitlines():
            try:
                made = expanded(self._catalogue, line)
            except ValueError as error:  # rendering will say it
                made = str(error)
            if made is not None:
                yield made
                text += made
        for include in _found(_INCLUDES, text):
            yield self._include(include)
        folder = posixpath.dirname(page.file.src_uri)
        for target in _found(_TARGETS, text):
            yield self._target(folder, target.partition("#")[0])

    def _of_include(self, reference: str) -> str:
        """Return all that decides what an include shows, and what its buttons and badge say."""
        file = self._root / reference.partition(":")[0]
        parts = [file.read_text(encoding="utf-8") if file.is_file() else "absent"]
        try:
            parts.append(program_of(self._root, reference))
            parts.append(repr(read_ledger(self._root).evidence(self._root, reference)))
        except (ProgramError, SectionError, SyntaxError) as error:
            parts.append(str(error))
        return _digest(parts)

    def _of_target(self, folder: str, path: str) -> str:
        """Return where a link in a folder leads now, and what a figure shows."""
        if not path or "://" in path:
            return ""
        start = "" if path.startswith("/") else folder
        found = self._files.get_file_from_path(
            posixpath.normpath(posixpath.join(start, path.lstrip("/")))
        )
        if found is None:
            return "absent"
        return found.url + (found.content_string if figure_name(path) else "")

    def _restore(self, page: Page, kept: bytes) -> None:
        head, _, content = kept.partition(b"\n")
        state = json.loads(head)
        if state["size"] != len(content):
            raise ValueError("the content is not whole")
        links = {
            self._files.get_file_from_path(path): anchors
            for path, anchors in state["links"].items()
        }
        page.content = content.decode()
        page.toc = get_toc(state["toc"])
        page._title_from_render = state["title"]
        page.present_anchor_ids = set(state["anchors"])
        page.links_to_anchors = links


def _state(page: Page) -> bytes:
    """Return what rendering has made of a page: a line of JSON, and its content."""
    content = page.content.encode()
    state = {
        "size": len(content),
        "toc": [_token(link) for link in page.toc],
        "title": page._title_from_render,
        "anchors": sorted(page.present_anchor_ids),
        "links": {file.src_uri: anchors for file, anchors in page.links_to_anchors.items()},
    }
    return json.dumps(state).encode() + b"\n" + content


def _token(link: AnchorLink) -> dict:
    children = [_token(child) for child in link.children]
    return {"name": link.title, "id": link.id, "level": link.level, "children": children}


def _judge(page: Page) -> None:
    for text, message in faults(page.content):
        source = page.file.content_string.splitlines()
        line = next((n for n, of_file in enumerate(source, 1) if text in of_file), 1)
        raise PluginError(f"docs/{page.file.src_uri}:{line}: {text!r} {message}")


def _found(patterns: tuple[re.Pattern[str], ...], text: str) -> Iterator[str]:
    return chain.from_iterable(pattern.findall(text) for pattern in patterns)


def _digest(parts: Iterator[str] | list[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:32]


class _Warnings(logging.Handler):
    """Count what MkDocs warns of meanwhile."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, _: logging.LogRecord) -> None:
        self.count += 1

    def __enter__(self) -> "_Warnings":
        logging.getLogger("mkdocs").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self)
