"""Two generators make one site: what MkDocs builds, Zensical builds from the plain sources."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from markdown import Markdown
from markdown.preprocessors import Preprocessor

from site_machinery.__main__ import STEPS
from site_machinery.markdown_extensions.links import LinkExtension
from site_machinery.markdown_extensions.marks import MarkExtension
from site_machinery.plain import write_plain
from tests.site.sources import ROOT

# They say nothing on what stands in them; a page has thousands, and reading them takes long.
_OF_NO_MATTER = re.compile(r"</?(?:span|m[a-z]+|path|line|rect|circle|polyline|g)\b[^>]*>")
ZENSICAL = STEPS["zensical"][-1]
_VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Content:
    """What both generators must give alike, each in the order in which it stands."""

    headings: list[tuple[str, str, str]] = field(default_factory=list)  # level, id, text
    formulas: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)  # what the copy button gives
    parts: list[str] = field(default_factory=list)  # what the button of a part gives


class _Reader(HTMLParser):
    """Reads the content of a page, which both themes put into an element of one class."""

    def __init__(self) -> None:
        super().__init__()
        self.found = Content()
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self._text: str | None = None  # of the heading, formula or block that is open
        self._start = 0

    def _is_content(self) -> bool:
        return any(
            "md-content" in (given.get("class") or "").split() for _, given in self._open
        )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in _VOID:
            self._open.append((tag, given))
        if self._is_content():
            if "data-clipboard-text" in given:
                self.found.parts.append(given["data-clipboard-text"])
            if self._kind(tag) and self._text is None:
                self._text, self._start = "", len(self._open)

    @staticmethod
    def _kind(tag: str) -> bool:
        return tag in {"h1", "h2", "h3", "h4", "h5", "h6", "annotation", "pre"}

    def handle_data(self, data: str) -> None:
        if self._text is not None and not any(
            "headerlink" in (given.get("class") or "") for _, given in self._open
        ):
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag not in (name for name, _ in self._open):
            return
        if self._text is not None and len(self._open) == self._start:
            self._end(tag, self._open[-1][1], self._text)
            self._text = None
        while self._open.pop()[0] != tag:
            pass

    def _end(self, tag: str, given: dict[str, str | None], text: str) -> None:
        if tag == "annotation":
            self.found.formulas.append(text)
        elif tag == "pre":
            copied = (outer.get("data-copy") for _, outer in reversed(self._open))
            self.found.code.append(next(filter(None, copied), text))
        else:
            self.found.headings.append((tag, given.get("id") or "", " ".join(text.split())))


def content(file: Path) -> Content:
    reader = _Reader()
    html = file.read_text(encoding="utf-8")
    html = html[html.index('<div class="md-content') : html.index("<footer")]
    reader.feed(_OF_NO_MATTER.sub("", html))
    reader.close()
    return reader.found


def pages(site: Path) -> dict[str, Path]:
    """Return each page by its path; the page for what is missing is the theme's own."""
    files = {file.relative_to(site).as_posix(): file for file in site.rglob("*.html")}
    return {path: file for path, file in files.items() if path != "404.html"}


def differences(one: Path, other: Path) -> list[str]:
    """Say which pages are in one site only, and what is not alike on those in both."""
    ours, theirs = pages(one), pages(other)
    found = [f"{page} is in one only" for page in sorted(set(ours) ^ set(theirs))]
    for page in sorted(set(ours) & set(theirs)):
        parts = vars(content(ours[page])), vars(content(theirs[page]))
        found += [f"{page}: {name}" for name in parts[0] if parts[0][name] != parts[1][name]]
    return found


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory, site: Path) -> Path:
    """The site as Zensical builds it; once MkDocs has, since that keeps the notebooks' runs."""
    folder = tmp_path_factory.mktemp("plain")
    write_plain(ROOT, folder)
    done = subprocess.run(
        [sys.executable, "-m", "zensical", *ZENSICAL[1:-1], str(folder / "mkdocs.yml")],
        cwd=ROOT,
        env=os.environ | {"SITE_URL": "https://example.org/"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def test_both_generators_give_the_same_pages(site: Path, plain: Path) -> None:
    assert differences(site, plain) == []
    term = content(plain / "terms/losses/huber-loss/index.html")
    assert ("h2", "pitfalls", "易错点") in term.headings
    assert r"\delta" in "".join(term.formulas)
    assert term.code[0].startswith("# https://example.org/terms/losses/huber-loss/, torch")
    assert len(term.code) > 5 < len(term.formulas)
    assert term.parts


def test_both_have_the_files_that_are_no_pages(site: Path, plain: Path) -> None:
    for file in ("assets/javascripts/finding.js", "assets/figures/im2col.svg"):
        assert (site / file).read_bytes() == (plain / file).read_bytes(), file


BREAKS = {
    "headings": [('id="pitfalls"', 'id="pitfall"'), (">易错点<", ">易错<")],
    "formulas": [(r"\delta", r"\Delta")],
    "code": [("import torch&#10;", "import torch&#10;&#10;")],
    "parts": [('data-clipboard-text="import', 'data-clipboard-text=" import')],
}


@pytest.mark.parametrize(
    ("name", "old", "new"), [(name, *change) for name in BREAKS for change in BREAKS[name]]
)
def test_a_difference_is_found(
    site: Path, tmp_path: Path, name: str, old: str, new: str
) -> None:
    page = "terms/losses/huber-loss/index.html"
    text = (site / page).read_text(encoding="utf-8")
    assert old in text
    for folder, shown in (("one", text), ("other", text.replace(old, new, 1))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "index.html").write_text(shown, encoding="utf-8")
    assert differences(tmp_path / "one", tmp_path / "other") == [f"index.html: {name}"]


def test_a_missing_page_is_found(site: Path, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    shutil.copy(site / "index.html", tmp_path / "one")
    assert differences(tmp_path / "one", tmp_path / "other") == ["index.html is in one only"]


def test_lists_of_many_notes_are_cut_into_the_pages_that_the_plugin_makes(
    root: Path, tmp_path: Path
) -> None:
    for day in range(1, 22):
        note = f"---\ntitle: 第 {day} 篇*\ndate: 2020-01-{day:02d}\nslug: note-{day}\n"
        note += "categories: [周报]\n---\n\n见[[甲]](2021-02-23.md#errata)[^1]。\n\n"
        note += "<!-- more -->\n\n```text\n[不是链接](2021-02-23.md)\n```\n"
        path = root / f"docs/notes/posts/2020-01-{day:02d}.md"
        path.write_text(note, encoding="utf-8")
    write_plain(root, tmp_path / "plain")
    docs = tmp_path / "plain/docs"
    lists = ["notes", "notes/archive/2020", "notes/category/zhou-bao"]
    made = {file.relative_to(docs).as_posix() for file in docs.rglob("page/*.md")}
    assert made == {f"{name}/page/{number}.md" for name in lists for number in (2, 3)}
    second = (docs / "notes/page/2.md").read_text(encoding="utf-8")
    assert second.startswith("# 周报\n")
    assert second.count("\n## ") == 10
    assert "\n## [第 13 篇\\*](../../note-13.md) { #di-13-pian }\n" in second
    assert "\n见[[甲]](../../week-post-2021-02-23.md#errata)。\n" in second
    assert second.endswith("\n[1](../index.md) **2** [3](3.md)\n")
    note = (docs / "note-13.md").read_text(encoding="utf-8")
    assert "[[甲]](week-post-2021-02-23.md#errata)[^1]" in note
    assert "\n[不是链接](2021-02-23.md)\n" in note


MARKED = [
    ("---\nunverified: import\n---\n\n甲\n\n<!-- more -->\n\n乙\n", "甲待验证乙"),
    ("---\nunverified: template\n---\n\n# 甲\n\n乙\n", "甲待验证乙"),
    ("---\nunverified: template\n---\n\n乙\n", "待验证乙"),
    ('---\nreviewed: "0"\n---\n\n# 甲\n\n乙\n', "甲待复核乙"),
    ("# 甲\n\n乙\n", "甲乙"),
]


class _Step(Preprocessor):
    """Stands for the steps by which the generators say which page they render."""

    def __init__(self, **known: object) -> None:
        super().__init__()
        vars(self).update(known)

    def run(self, lines: list[str]) -> list[str]:
        return lines


def markdown_in(generator: str, docs: Path, page: str) -> Markdown:
    """Return a renderer as a generator sets it up for a page."""
    md = Markdown(extensions=["admonition", MarkExtension(), LinkExtension()])
    if generator == "mkdocs":
        file = SimpleNamespace(src_uri=page, url="", abs_src_path=str(docs / page))
        md.treeprocessors.register(_Step(file=file), "relpath", 0)
    elif generator == "zensical":
        context = SimpleNamespace(path=page, url="")
        config = {"root_dir": str(docs.parent), "docs_dir": docs.name}
        step = _Step(page=context, config=config)
        md.preprocessors.register(step, "rendering_context", 0)
    return md


@pytest.mark.parametrize("generator", ["mkdocs", "zensical"])
@pytest.mark.parametrize(("text", "order"), MARKED)
def test_a_page_says_what_it_must_about_itself(
    tmp_path: Path, generator: str, text: str, order: str
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/page.md").write_text(text, encoding="utf-8")
    body = text.rpartition("---\n")[2].lstrip("\n")
    shown = markdown_in(generator, tmp_path, "a/page.md").convert(body)
    assert "".join(re.findall("甲|乙|待验证|待复核", shown)) == order


@pytest.mark.parametrize("generator", ["mkdocs", "zensical", "none"])
def test_a_link_from_the_docs_folder_becomes_relative(tmp_path: Path, generator: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/page.md").touch()
    markdown = markdown_in(generator, tmp_path, "a/page.md")
    shown = markdown.convert("[x](/b/c.md#d) [y](c.md) [z](//h/c.md) [w](/)")
    targets = re.findall('href="([^"]*)"', shown)
    if generator == "none":
        assert targets == ["/b/c.md#d", "c.md", "//h/c.md", "/"]
    else:
        assert targets == ["../b/c.md#d", "c.md", "//h/c.md", ".."]
