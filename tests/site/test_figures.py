"""Every figure on a page is what its script draws, and every drawn figure is on a page."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from site_machinery.figures import FOLDER, drawn
from site_machinery.markdown_extensions.figures import figure_name
from tests.site.sources import CATALOGUE

DRAWN = dict(drawn())


@pytest.mark.parametrize("file", DRAWN, ids=lambda file: file.name)
def test_the_committed_figure_is_what_the_script_draws(file: Path) -> None:
    assert file.read_text(encoding="utf-8") == DRAWN[file], (
        "run `python -m site_machinery.figures`"
    )


@pytest.mark.parametrize("file", DRAWN, ids=lambda file: file.name)
def test_a_figure_fits_a_phone_and_its_text_is_text(file: Path) -> None:
    svg = ElementTree.fromstring(DRAWN[file])
    assert "aria-label" not in svg.attrib  # the page that shows it says what it shows
    assert float(svg.get("width")) <= 400
    texts = [element for element in svg.iter() if element.tag.endswith("text")]
    assert texts
    sizes = [float(t.get("font-size", svg.get("font-size"))) for t in texts]
    assert min(sizes) >= 11


def test_the_folder_holds_the_drawn_figures_and_no_other() -> None:
    assert set(FOLDER.iterdir()) == set(DRAWN)


def test_every_figure_is_on_a_page_with_its_finding() -> None:
    images = [
        link
        for document in CATALOGUE.documents
        for link in document.page.links
        if link.is_image and figure_name(link.target)
    ]
    assert {figure_name(link.target) for link in images} == {file.name for file in DRAWN}
    for link in images:
        assert re.search(r"[\u4e00-\u9fff]{4}", link.text), f"{link} states no finding"
