"""Make what needs no rendered page, for a build to do meanwhile."""

from pathlib import Path

from site_machinery.catalogue import Catalogue
from site_machinery.search.index import index_files
from site_machinery.social_cards import draw_ahead


def make_ahead(root: Path, catalogue: Catalogue, site: str) -> dict[str, str]:
    """Keep the pictures of all notes and terms, and return the files of the search."""
    draw_ahead(root, catalogue, site)
    return index_files(root, catalogue)
