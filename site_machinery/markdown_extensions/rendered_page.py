"""Which page is being rendered: each generator tells Markdown extensions in its own way."""

from dataclasses import dataclass
from pathlib import Path

from markdown import Markdown

_OF_MKDOCS = "relpath"  # among the tree processors; it has the page's `file`
_OF_ZENSICAL = "rendering_context"  # among the preprocessors; it has the `page`


@dataclass(frozen=True)
class RenderedPage:
    """A page and where it stands.

    Attributes:
        path: below the docs folder, with forward slashes.
        url: below the address of the site: "terms/losses/huber-loss/".
        source: its file; None if the page is made by the build.
    """

    path: str
    url: str
    source: Path | None


def rendered_page(md: Markdown) -> RenderedPage | None:
    """Return the page that is being rendered; None for text that is no page of a site."""
    if _OF_MKDOCS in md.treeprocessors:
        file = md.treeprocessors[_OF_MKDOCS].file
        source = file.abs_src_path
        return RenderedPage(file.src_uri, file.url, Path(source) if source else None)
    if _OF_ZENSICAL in md.preprocessors:
        context = md.preprocessors[_OF_ZENSICAL]
        docs = Path(context.config["root_dir"], context.config["docs_dir"])
        path = context.page.path
        return RenderedPage(path, context.page.url, docs / path)
    return None
