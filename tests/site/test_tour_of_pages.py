"""Every written page in a browser: terms, notes, notebooks, lists, start page, error page."""

from tests.site.sources import CATALOGUE
from tests.site.tours import EveryPage, Tour


class TestPages(EveryPage):
    """Each shows its blocks and their outputs."""

    of_evidence = False

    def test_every_block_of_the_sources_is_offered(self, tour: Tour) -> None:
        copied = sum(len(found.copies) for found in tour.visits.values())
        fences = [fence for document in CATALOGUE.documents for fence in document.page.fences]
        assert copied >= sum(not fence.is_output for fence in fences) > 0
