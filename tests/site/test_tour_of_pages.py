"""Every written page in a browser: terms, notes, notebooks, lists, start page, error page."""

from pathlib import Path

from site_machinery.formula_fonts import FOLDER, faces
from tests.site.sources import CATALOGUE
from tests.site.tours import EveryPage, Tour


class TestPages(EveryPage):
    """Each shows its blocks and their outputs."""

    of_evidence = False

    def test_every_block_of_the_sources_is_offered(self, tour: Tour) -> None:
        copied = sum(len(found.copies) for found in tour.visits.values())
        fences = [fence for document in CATALOGUE.documents for fence in document.page.fences]
        assert copied >= sum(not fence.is_output for fence in fences) > 0

    def test_exactly_the_fonts_that_formulas_use_are_shipped(
        self, tour: Tour, site: Path
    ) -> None:
        shipped = {file.name for file in (site / FOLDER).iterdir()}
        used = {
            face.file
            for found in tour.visits.values()
            for font, characters in found.fonts.items()
            for face in faces()
            if face.font == tuple(font.split()) and any(map(face.has, characters))
        }
        assert shipped == used
        asked = {url.rpartition("/")[2] for url in tour.requested if FOLDER in url}
        assert shipped == asked
