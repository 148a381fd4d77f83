"""Write the sources as plain Markdown, for a generator that runs no hook and no plugin.

    python -m site_machinery.plain

writes .cache/plain: a `mkdocs.yml` and a `docs` folder in which every page of the site is a
file, and its path is its address. What plugins make (the lists of notes, the tags), what hooks
add (the pages of evidence, old addresses) and what the notebooks give is written out.
Formulas, figures, code and badges are left to the Markdown extensions, which mkdocs.yml names.
GENERATORS.md says what a generator can still not do with it.
"""

import html
import posixpath
import re
import shutil
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import yaml

from site_machinery.author.files import front_matter
from site_machinery.catalogue import Catalogue, Document, Note
from site_machinery.kept import FOLDER
from site_machinery.made_files import made_files
from site_machinery.markdown_extensions.listings import expanded
from site_machinery.notebooks import markdown_of
from site_machinery.pages import as_markdown, fence_opening
from site_machinery.slugs import slugify

ROOT = Path(__file__).parent.parent
PLACE = Path(FOLDER, "plain")

_PER_PAGE = 10  # notes in a list, as in the blog plugin
_LISTS = "notes"  # the folder of the lists, which is the blog plugin's `blog_dir`
_MORE = "<!-- more -->"
_TAGS = "<!-- material/tags -->"
_LINK = re.compile(r"(\]\(<?|^\[(?!\^)[^\]]+\]: *<?)([^)\s>#]+)")
_FOOTNOTE = re.compile(r"\[\^[^\]]+\]")
# Of mkdocs.yml, what only MkDocs and its plugins understand.
_ONLY_MKDOCS = {"hooks", "not_in_nav", "validation"}
_OF_OUR_THEME = {"custom_dir", "static_templates"}
_PLUGINS = {"search"}


def write_plain(root: Path, folder: Path) -> None:
    """Write the site's sources to a folder.

    Args:
        root: the repository.
        folder: where to; its `docs` are written anew.

    Raises:
        NotebookError: a notebook fails.
    """
    catalogue = Catalogue(root / "docs")
    settings = _Settings((root / "mkdocs.yml").read_text(encoding="utf-8"))
    tree = _Tree(root, catalogue, settings.name)
    shutil.rmtree(folder / "docs", ignore_errors=True)
    ignored = shutil.ignore_patterns(".*", "*.md", "*.ipynb")
    shutil.copytree(root / "docs", folder / "docs", ignore=ignored)
    files = {f"docs/{path}": text for path, text in tree.files()}
    files["mkdocs.yml"] = settings.plain(tree.moved)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")


class _Tree:
    """The pages of the plain docs folder.

    Args:
        root: the repository.
        catalogue: its pages.
        name: of the site.
    """

    def __init__(self, root: Path, catalogue: Catalogue, name: str) -> None:
        self._root, self._catalogue, self._name = root, catalogue, name
        notebooks = (file.relative_to(root / "docs") for file in root.glob("docs/lab/*.ipynb"))
        self._notebooks = sorted(file.as_posix() for file in notebooks)
        self.moved = {note.path: f"{note.slug}.md" for note in catalogue.notes}
        self.moved |= {path: path.replace(".ipynb", ".md") for path in self._notebooks}

    def files(self) -> Iterator[tuple[str, str]]:
        """Give each file with its path in docs."""
        yield from made_files(self._root, self._catalogue).items()
        for path in self._notebooks:
            new = self.moved[path]
            yield new, self._linked(self._notebook(path), path, new)
        for document in self._catalogue.documents:
            new = self.moved.get(document.path, document.path)
            yield new, self._page(document, new)
        yield from self._lists()

    def _page(self, document: Document, new: str) -> str:
        meta = {k: v for k, v in document.page.meta.items() if k != "template"}
        text = self._linked(self._body(document), document.path, new)
        if isinstance(document, Note):
            text = f"{self._byline(document, new)}\n\n{meta.get('description', '')}\n\n{text}"
        elif "template" in document.page.meta:  # the start page
            title = f"<h1>{html.escape(self._name)}</h1>"
            text = f"{title}\n\n{meta.get('description', '')}\n\n{text}"
        text = text.replace(_TAGS, self._tags(new))
        head = f"---\n{front_matter(meta, lines=True)}---\n\n" if meta else ""
        return f"{head}{text}\n"

    def _notebook(self, path: str) -> str:
        text = markdown_of(self._root, self._root / "docs" / path)
        return self._catalogue.mentions.linked(path, text)

    def _byline(self, note: Note, page: str) -> str:
        categories = (
            f"[{as_markdown(str(name))}]({_relative(_category(name), page)})"
            for name in note.page.meta.get("categories") or ()
        )
        return " · ".join([f"<time>{note.date}</time>", *categories])

    def _body(self, document: Document) -> str:
        """Return a page without its front matter, its directives expanded."""
        lines = document.page.lines
        if document.page.meta:
            lines = lines[[n for n, line in enumerate(lines) if line.strip() == "---"][1] + 1 :]
        lines = self._catalogue.mentions.linked(document.path, "\n".join(lines)).splitlines()
        found: list[str] = []
        for line, is_code in _told_apart(lines):
            text = None if is_code else expanded(self._catalogue, line)
            found.append(line if text is None else f"\n{text}\n")
        return "\n".join(found).strip("\n")

    def _linked(self, text: str, old: str, new: str) -> str:
        """Return the text of a page with its links as they must be where it stands now."""

        def relink(match: re.Match[str]) -> str:
            before, target = match.groups()
            folder = "" if target.startswith("/") else posixpath.dirname(old)
            path = posixpath.normpath(posixpath.join(folder, target.lstrip("/")))
            if ":" in target or not target.strip("/"):
                return match[0]
            return before + _relative(self.moved.get(path, path), new)

        lines = _told_apart(text.splitlines())
        return "\n".join(
            line if is_code else _LINK.sub(relink, line) for line, is_code in lines
        )

    def _lists(self) -> Iterator[tuple[str, str]]:
        notes = self._catalogue.notes
        index = next(d for d in self._catalogue.documents if d.path == f"{_LISTS}/index.md")
        yield from self._list(index.path, self._page(index, index.path), index.title, notes)
        for year, of_year in groupby(notes, lambda note: note.date.year):
            path = f"{_LISTS}/archive/{year}.md"
            title = f"{year} 年"  # as the blog plugin's `archive_date_format`
            yield from self._list(path, f"# {title}\n", title, list(of_year))
        names = {str(name) for note in notes for name in note.page.meta.get("categories") or ()}
        for name in sorted(names):
            found = [n for n in notes if name in map(str, n.page.meta.get("categories") or ())]
            head = f"# {as_markdown(name)}\n"
            yield from self._list(_category(name), head, name, found)

    def _list(
        self, path: str, head: str, title: str, notes: list[Note]
    ) -> Iterator[tuple[str, str]]:
        """Give the pages of one list of notes, the first at a path and others below it."""
        base = path.removesuffix("/index.md").removesuffix(".md")
        count = max(1, -(-len(notes) // _PER_PAGE))
        pages = [path, *(f"{base}/page/{number}.md" for number in range(2, count + 1))]
        for number, page in enumerate(pages):
            shown = notes[number * _PER_PAGE : (number + 1) * _PER_PAGE]
            parts = [head if number == 0 else f"# {as_markdown(title)}\n"]
            parts += [self._excerpt(note, page) for note in shown]
            if count > 1:
                parts.append(
                    " ".join(
                        f"**{n}**" if other == page else f"[{n}]({_relative(other, page)})"
                        for n, other in enumerate(pages, 1)
                    )
                )
            yield page, "\n\n".join(parts) + "\n"

    def _excerpt(self, note: Note, page: str) -> str:
        there = _relative(self.moved[note.path], page)
        above = _FOOTNOTE.sub("", self._body(note).partition(_MORE)[0])
        return "\n\n".join(
            [
                f"## [{as_markdown(note.title)}]({there}) {{ #{slugify(note.title)} }}",
                self._byline(note, page),
                self._linked(above, note.path, page).strip("\n"),
                f"[继续阅读]({there})",
            ]
        )

    def _tags(self, page: str) -> str:
        tagged: dict[str, list[Document]] = {}
        for document in self._catalogue.documents:
            for tag in document.page.meta.get("tags") or ():
                tagged.setdefault(str(tag), []).append(document)
        parts = []
        for tag, documents in sorted(tagged.items()):
            parts.append(f"## {as_markdown(tag)} {{ #tag:{slugify(tag)} }}")
            parts += [
                f"- [{as_markdown(d.title)}]({_relative(self.moved.get(d.path, d.path), page)})"
                for d in documents
            ]
        return "\n\n".join(parts)


def _told_apart(lines: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Give each line with whether it belongs to a fenced block."""
    ticks = ""
    for line in lines:
        fence = fence_opening(line)
        closes = ticks and fence and fence["ticks"].startswith(ticks) and not fence["info"]
        yield line, bool(ticks or fence)
        if not ticks and fence:
            ticks = fence["ticks"]
        elif closes:
            ticks = ""


def _category(name: object) -> str:
    return f"{_LISTS}/category/{slugify(str(name))}.md"


def _relative(path: str, page: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(page) or ".")


class _Settings:
    """mkdocs.yml, as nodes: they keep what stands in it for a generator to make, such as !ENV.

    Args:
        text: of the file.
    """

    def __init__(self, text: str) -> None:
        self._top = yaml.compose(text, yaml.SafeLoader)
        self._of = {key.value: node for key, node in self._top.value}

    @property
    def name(self) -> str:
        """The name of the site."""
        return self._of["site_name"].value

    def plain(self, moved: dict[str, str]) -> str:
        """Return it without what only MkDocs understands, the pages where they are now."""
        self._top.value = [p for p in self._top.value if p[0].value not in _ONLY_MKDOCS]
        theme = self._of["theme"]
        theme.value = [p for p in theme.value if p[0].value not in _OF_OUR_THEME]
        self._of["plugins"].value = [
            p for p in self._of["plugins"].value if _name(p) in _PLUGINS
        ]
        for page in _scalars(self._of["nav"]):
            page.value = moved.get(page.value, page.value)
        return yaml.serialize(self._top, allow_unicode=True, width=10**9)


def _name(entry: yaml.Node) -> str:
    """Return the name of an entry of a list, with or without options."""
    return entry.value[0][0].value if isinstance(entry, yaml.MappingNode) else entry.value


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    for part in () if isinstance(node, yaml.ScalarNode) else node.value:
        for inner in part if isinstance(part, tuple) else (part,):
            yield from _scalars(inner)


def main() -> None:
    """Write the sources to .cache/plain."""
    write_plain(ROOT, ROOT / PLACE)


if __name__ == "__main__":
    main()
