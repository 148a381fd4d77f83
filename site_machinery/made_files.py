"""All files of the docs folder that nobody writes: they are made from the others.

What a page needs and no Markdown extension can give it is made here, as a plain file, so that
no generator has to know how.
"""

from pathlib import Path

from site_machinery import redirects
from site_machinery.cards import cards
from site_machinery.catalogue import Catalogue
from site_machinery.evidence_pages import evidence_pages


def made_files(root: Path, catalogue: Catalogue) -> dict[str, str]:
    """Return the text of each file by its path in docs: Markdown, or to be copied as it is."""
    moved = {
        redirects.file_of(old): redirects.page(old, new)
        for old, new in redirects.redirects(catalogue).items()
    }
    return evidence_pages(root) | cards(root, catalogue) | moved
