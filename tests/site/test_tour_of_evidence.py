"""Every page of evidence in a browser: there is one for each module that a page shows."""

from tests.site.tours import EveryPage, Tour


class TestEvidence(EveryPage):
    """The module whole, which can be copied too."""

    of_evidence = True

    def test_each_offers_its_module(self, tour: Tour) -> None:
        assert all(len(found.copies) == 1 for found in tour.visits.values())
