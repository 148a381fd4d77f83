"""snippets.pixel_grid: each pixel of an image is inked once, where it stands, at its shade."""

import re
from xml.etree import ElementTree

import torch
from torch import Tensor

from snippets.pixel_grid import PixelGrid, row_of_images

NS = "{http://www.w3.org/2000/svg}"


def drawn(values: Tensor, x: float = 0, y: float = 0, pixel: float = 1) -> ElementTree.Element:
    grid = PixelGrid(90, 90)
    grid.image(x, y, values, pixel)
    return ElementTree.fromstring(grid.to_string())


def paths(root: ElementTree.Element) -> dict[str, str]:
    """Return what each opacity draws."""
    return {path.get("stroke-opacity"): path.get("d") for path in root.iter(f"{NS}path")}


def ink(root: ElementTree.Element, height: int, width: int) -> Tensor:
    """Return the opacity of each pixel, read back from the paths."""
    image = torch.zeros(height, width)
    for opacity, d in paths(root).items():
        for column, row, length in re.findall(r"M(\d+) (\d+)h(\d+)", d):
            image[int(row), int(column) : int(column) + int(length)] += float(opacity)
    return image


# By hand


def test_a_row_is_drawn_in_runs_of_one_shade() -> None:
    found = paths(drawn(torch.tensor([[0.5, 0.5, 1.0, 0.0, 0.5], [0.0, 0.0, 0.0, 0.0, 1.0]])))
    assert found == {"0.5": "M0 0h2M4 0h1", "1": "M2 0h1M4 1h1"}


def test_the_image_stands_in_its_frame() -> None:
    root = drawn(torch.zeros(2, 3), x=10, y=20, pixel=6.75)
    frame = next(root.iter(f"{NS}rect"))
    assert [frame.get(name) for name in ("x", "y", "width", "height", "fill-opacity")] == [
        *("10", "20", "20.25", "13.5", "0")
    ]
    assert frame.get("class") == "box muted"
    group = next(root.iter(f"{NS}g"))
    # A stroke has its middle where it is drawn: 20 + 6.75 / 2
    assert group.get("transform") == "translate(10 23.375)scale(6.75)"


def test_the_colour_is_that_of_ink_and_follows_the_scheme() -> None:
    group = next(drawn(torch.ones(1, 1)).iter(f"{NS}g"))
    assert (group.get("class"), group.get("stroke")) == ("line ink", "#1f2430")


def test_values_outside_of_0_to_1_are_drawn_as_the_nearer_end() -> None:
    assert paths(drawn(torch.tensor([[-0.5, 1.5]]))) == {"1": "M1 0h1"}


# Reference


def test_every_pixel_is_inked_once_at_its_shade() -> None:
    image = torch.rand(5, 7, generator=torch.Generator().manual_seed(0))
    # tolerance: half of a shade, which is a tenth
    torch.testing.assert_close(ink(drawn(image), 5, 7), image, atol=0.0501, rtol=0)
    assert len(paths(drawn(image))) > 5


def test_a_picture_of_16_by_16_takes_about_2_kilobytes() -> None:
    image = torch.rand(16, 16, generator=torch.Generator().manual_seed(0))
    grid = PixelGrid(90, 90)
    grid.image(0, 0, image, 5)
    assert len(grid.to_string()) < 3000


def test_leaves_the_image_alone() -> None:
    image = torch.tensor([[2.0]])
    drawn(image)
    assert image.item() == 2.0


# A row


def test_a_row_has_each_image_below_its_title_and_says_what_it_shows() -> None:
    grid = row_of_images({"one": torch.ones(2, 2), "two": torch.ones(4, 4)}, "all is ink")
    root = ElementTree.fromstring(grid.to_string())
    assert root.get("aria-label") == "all is ink"
    assert (root.get("width"), root.get("height")) == ("174", "112")
    texts = [(text.text, text.get("x"), text.get("y")) for text in root.iter(f"{NS}text")]
    assert texts == [("one", "1", "16"), ("two", "93", "16")]
    assert {text.get("font-size") for text in root.iter(f"{NS}text")} == {"11"}
    places = [group.get("transform") for group in root.iter(f"{NS}g")]
    assert places == ["translate(1 47)scale(40)", "translate(93 37)scale(20)"]
    frames = [[r.get(name) for name in ("x", "y", "width")] for r in root.iter(f"{NS}rect")]
    assert frames == [["1", "27", "80"], ["93", "27", "80"]]
