"""All files of the docs folder that nobody writes: they are made from the others.

Whatever a page needs that no Markdown extension can give it is made here, as a plain file, so
that no generator has to know how.
"""

from dataclasses import dataclass
from pathlib import Path

from site_machinery import feed, redirects
from site_machinery.catalogue import Catalogue
from site_machinery.evidence_pages import evidence_pages


@dataclass(frozen=True)
class Site:
    """What mkdocs.yml says about the site as a whole.

    Attributes:
        address: with a slash at the end.
        name: its title.
        description: what it is about.
    """

    address: str
    name: str
    description: str


def made_files(root: Path, catalogue: Catalogue, site: Site) -> dict[str, str]:
    """Return the text of each file by its path in docs: Markdown, or to be copied as it is."""
    moved = {
        redirects.file_of(old): redirects.page(old, new)
        for old, new in redirects.redirects(catalogue).items()
    }
    rss = feed.feed(catalogue, site.address, site.name, site.description)
    return evidence_pages(root) | moved | {feed.FILE: rss}
