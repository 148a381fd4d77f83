"""Thin glue between MkDocs and the rest of this folder; mkdocs.yml loads it by path.

MkDocs imports Markdown extensions and slug functions before it loads hooks, and this repository
is no installed package. So mkdocs.yml cannot name them; `on_config` adds them instead.
"""

import logging
import multiprocessing
import sys
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from jinja2 import Environment  # noqa: E402 (needs the path above)
from material.plugins.blog.structure import Post  # noqa: E402
from mkdocs.config.defaults import MkDocsConfig  # noqa: E402
from mkdocs.exceptions import PluginError  # noqa: E402
from mkdocs.structure.files import File, Files  # noqa: E402
from mkdocs.structure.pages import Page  # noqa: E402

from site_machinery.author.publishing import write_manifest  # noqa: E402
from site_machinery.catalogue import Catalogue  # noqa: E402
from site_machinery.checks import check  # noqa: E402
from site_machinery.evidence_pages import evidence_pages  # noqa: E402
from site_machinery.excerpts import quote_page  # noqa: E402
from site_machinery.kept_pages import KeptPages  # noqa: E402
from site_machinery.ledger import read_ledger  # noqa: E402
from site_machinery.markdown_extensions.code import ADDRESS, CodeExtension  # noqa: E402
from site_machinery.markdown_extensions.figures import FigureExtension  # noqa: E402
from site_machinery.markdown_extensions.formulas import FormulaExtension  # noqa: E402
from site_machinery.markdown_extensions.listings import ListingExtension  # noqa: E402
from site_machinery.notebooks import NotebookError, markdown_of  # noqa: E402
from site_machinery.pages import UNVERIFIED, read_page  # noqa: E402
from site_machinery.redirects import file_of, redirects  # noqa: E402
from site_machinery.redirects import page as page_that_leads_to  # noqa: E402
from site_machinery.review import is_due  # noqa: E402
from site_machinery.search.index import index_files  # noqa: E402
from site_machinery.slugs import slugify  # noqa: E402

T = TypeVar("T")
log = logging.getLogger("mkdocs.plugins.site_machinery")  # a warning here ends a strict build

# The theme's own search, which ours replaces behind the same box.
_THEMES_SEARCH = ("assets/javascripts/lunr/", "assets/javascripts/workers/")

_MORE = "<!-- more -->"
_UNVERIFIED = {
    "import": """
!!! warning "待验证"
    这篇周报由旧笔记导入，文字、数字和公式还没有核对，代码还没有写测试。
""",
    "template": """
!!! warning "待验证"
    这一页刚由模板建立：公式、代码和图是模板自带的例子（均方），还没有换成这个术语自己的内容。
""",
}
_GAPS = """
    原笔记里有 {count} 处没有照原样搬过来，逐条列在这一页源文件的开头。
"""
_DUE = """
!!! warning "待复核"
    这一页的代码或公式在文字核对之后改动过，文字还没有重新核对。
"""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the site's Markdown extensions and give every address and id ASCII letters."""
    docs = Path(config.docs_dir)
    catalogue = Catalogue(docs)
    config.markdown_extensions += [
        CodeExtension(ROOT),
        FigureExtension(docs),
        FormulaExtension(),
        ListingExtension(catalogue),
    ]
    config.mdx_configs.setdefault("toc", {})["slugify"] = slugify
    blog = config.plugins["material/blog"].config
    blog.categories_slugify = blog.post_slugify = slugify
    config.plugins["material/tags"].config.tags_slugify = slugify
    config.extra["catalogue"] = catalogue
    return config


def on_pre_build(config: MkDocsConfig) -> None:
    """Stop before anything is built if an author's mistake can be named."""
    problems = check(ROOT)
    if problems:
        listed = "\n".join(map(str, problems))
        raise PluginError(f"{len(problems)} problem(s) in the sources:\n{listed}")

    for reference in read_ledger(ROOT).unproved(ROOT):
        log.warning("%s has changed since its tests ran; run the tests again", reference)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of evidence and those that lead from an old address; begin the search."""
    catalogue = config.extra["catalogue"]
    config.extra["search"] = _in_another_process(index_files, ROOT, Catalogue(catalogue.docs))
    moved = {
        file_of(old): page_that_leads_to(old, new) for old, new in redirects(catalogue).items()
    }
    for path, text in (evidence_pages(ROOT) | moved).items():
        files.append(File.generated(config, path, content=text))
    for file in list(files):
        if file.src_uri.startswith(_THEMES_SEARCH):
            files.remove(file)
    config.extra["kept_pages"] = KeptPages(ROOT, config, files, catalogue)
    return files


def _in_another_process(function: Callable[..., T], *arguments: object) -> "Future[T]":
    """Begin to compute something while this process goes on."""
    pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
    found = pool.submit(function, *arguments)
    pool.shutdown(wait=False)  # it ends when it is done
    return found


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Add our search, and let the theme render once what all notes share."""
    search = config.extra["search"].result()
    config.extra["search_worker"] = next(iter(search))
    for path, text in search.items():
        files.append(File.generated(config, path, content=text))

    known: dict[int, str] = {}

    def shared_by_notes(page: Page | None, caller: Callable[[], str]) -> str:
        if not isinstance(page, Post):
            return caller()
        depth = page.url.rstrip("/").count("/")  # its links are relative
        if depth not in known:
            known[depth] = caller()
        return known[depth]

    env.globals["shared_by_notes"] = shared_by_notes
    return env


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Have every page restored if it is kept; a notebook is the page that we make of it."""
    kept = config.extra["kept_pages"]
    page.render = lambda *_: kept.render(page)  # in place of mkdocs-jupyter's, too
    return page


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Mark a page if its prose is due; run it if a notebook."""
    page.meta["search"] = {
        "exclude": True
    }  # the theme's index stays empty: every page loads it
    if not page.file.src_uri.endswith(".ipynb"):
        return _with_mark(markdown, page)
    try:
        return markdown_of(ROOT, Path(page.file.abs_src_path))
    except NotebookError as error:
        raise PluginError(f"docs/{page.file.src_uri}:{error.line}: {error}") from error


def _with_mark(markdown: str, page: Page) -> str:
    source = page.file.abs_src_path
    if source is None:
        return markdown
    read = read_page(Path(source))
    mark = _UNVERIFIED.get(str(read.meta.get(UNVERIFIED)), "")
    if gaps := read.meta.get("gaps"):
        mark += _GAPS.format(count=len(gaps))
    if is_due(ROOT, read):
        log.info("%s is due: read its prose again and confirm it", page.file.src_uri)
        mark += _DUE
    if not mark:
        return markdown
    if _MORE in markdown:  # lists show what stands above
        return markdown.replace(_MORE, f"{_MORE}\n{mark}", 1)
    title, line_break, rest = markdown.partition("\n")
    return f"{title}{line_break}\n{mark}\n{rest}" if title.startswith("# ") else mark + markdown


def on_page_content(html: str, page: Page, **_: object) -> None:
    """Let the lists quote a note's page."""
    if isinstance(page, Post) and page.excerpt:
        quote_page(page)


def on_post_page(output: str, page: Page, **_: object) -> str:
    """Put the page's address into what its buttons copy, those of excerpts among them."""
    return output.replace(ADDRESS, page.canonical_url or page.url)


def on_post_build(config: MkDocsConfig) -> None:
    """Write down what the site holds, and keep no page that it does not hold."""
    config.extra["kept_pages"].forget_others()
    write_manifest(Path(config.site_dir))
