"""Thin glue between MkDocs and the rest of this folder; mkdocs.yml loads it by path.

MkDocs imports Markdown extensions and slug functions before it loads hooks, and this repository
is no installed package. So mkdocs.yml cannot name them; `on_config` adds them instead.
"""

import logging
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from mkdocs.config.defaults import MkDocsConfig  # noqa: E402 (needs the path above)
from mkdocs.exceptions import PluginError  # noqa: E402
from mkdocs.structure.files import File, Files  # noqa: E402
from mkdocs.structure.pages import Page  # noqa: E402

from site_machinery.catalogue import Catalogue  # noqa: E402
from site_machinery.checks import check  # noqa: E402
from site_machinery.evidence_pages import evidence_pages  # noqa: E402
from site_machinery.ledger import read_ledger  # noqa: E402
from site_machinery.markdown_extensions.code import ADDRESS, CodeExtension  # noqa: E402
from site_machinery.markdown_extensions.figures import FigureExtension  # noqa: E402
from site_machinery.markdown_extensions.formulas import FormulaExtension  # noqa: E402
from site_machinery.markdown_extensions.listings import ListingExtension  # noqa: E402
from site_machinery.notebooks import NotebookError, markdown_of  # noqa: E402
from site_machinery.pages import read_page  # noqa: E402
from site_machinery.rendered import faults  # noqa: E402
from site_machinery.review import is_due  # noqa: E402
from site_machinery.search.index import index_files  # noqa: E402
from site_machinery.slugs import slugify  # noqa: E402

log = logging.getLogger("mkdocs.plugins.site_machinery")  # a warning here ends a strict build

# The theme's own search, which ours replaces behind the same box.
_THEMES_SEARCH = ("assets/javascripts/lunr/", "assets/javascripts/workers/")

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
    """Add the pages that show the evidence, and our search in place of the theme's."""
    search = index_files(ROOT, config.extra["catalogue"])
    config.extra["search_worker"] = next(iter(search))
    for path, text in (evidence_pages(ROOT) | search).items():
        files.append(File.generated(config, path, content=text))
    for file in list(files):
        if file.src_uri.startswith(_THEMES_SEARCH):
            files.remove(file)
    return files


def on_pre_page(page: Page, config: MkDocsConfig, **_: object) -> Page:
    """Have a notebook rendered as the Markdown page that `on_page_markdown` makes of it."""
    if page.file.src_uri.endswith(".ipynb"):
        del page.render  # mkdocs-jupyter's own, set on this page only
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
    if source is None or not is_due(ROOT, read_page(Path(source))):
        return markdown
    log.info("%s is due: read its prose again and confirm it", page.file.src_uri)
    title, line_break, rest = markdown.partition("\n")
    return f"{title}{line_break}\n{_DUE}\n{rest}" if title.startswith("# ") else _DUE + markdown


def on_page_content(html: str, page: Page, **_: object) -> None:
    """Stop if the page shows code that is not from snippets, or markup as text."""
    for text, message in faults(html):
        source = page.file.content_string.splitlines()
        line = next((n for n, of_file in enumerate(source, 1) if text in of_file), 1)
        raise PluginError(f"docs/{page.file.src_uri}:{line}: {text!r} {message}")


def on_post_page(output: str, page: Page, **_: object) -> str:
    """Put the page's address into what its buttons copy, those of excerpts among them."""
    return output.replace(ADDRESS, page.canonical_url or page.url)
