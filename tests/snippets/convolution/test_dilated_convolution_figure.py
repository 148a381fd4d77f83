"""The shades drawn are the gradients of a stack. Drawings have no gradient and no bad input."""

from xml.etree import ElementTree

import pytest
import torch
from torch.nn import functional as F

from snippets.convolution import dilated_convolution_figure as figure


def gradient(dilations: tuple[int, ...]) -> list[list[float]]:
    """Return the derivative of one output of 3x3 layers of ones with these dilations."""
    x = torch.zeros(1, 1, 13, 13, requires_grad=True)
    y = x
    for dilation in dilations:
        y = F.conv2d(y, torch.ones(1, 1, 3, 3), dilation=dilation)
    y.sum().backward()
    return x.grad[0, 0].tolist()


@pytest.mark.parametrize("dilations", figure.PANELS, ids=str)
def test_paths_are_the_gradient(dilations: tuple[int, ...]) -> None:
    assert figure.paths(dilations) == gradient(dilations)


def test_each_pixel_has_the_shade_of_its_paths() -> None:
    svg = figure.FIGURES["dilated-gridding"]()
    assert svg.width <= 400
    root = ElementTree.fromstring(svg.to_string())
    boxes = [e for e in root if e.tag.endswith("rect")]
    shades = [float(box.get("fill-opacity")) for box in boxes]
    wanted = []
    for dilations in figure.PANELS:
        counts = [count for row in gradient(dilations) for count in row]
        wanted += [0.15 + 0.85 * c / max(counts) if c else 0 for c in counts]
    assert shades == pytest.approx(wanted, abs=0.005)  # written with two decimals
    kinds = ["a" if shade else "muted" for shade in wanted]
    assert [box.get("class") for box in boxes] == [f"box {kind}" for kind in kinds]
    places = [(float(box.get("x")), float(box.get("y"))) for box in boxes]
    assert len(set(places)) == 2 * 13 * 13
    assert max(x for x, _ in places) + figure.CELL <= svg.width
    assert max(x for x, _ in places[:169]) + figure.CELL < figure.LEFTS[1]  # panels are apart


def test_the_captions_count_the_pixels_seen() -> None:
    root = ElementTree.fromstring(figure.gridding().to_string())
    texts = [e.text for e in root if e.tag.endswith("text")]
    assert texts == [
        "空洞率 2、2、2",
        "看到 49 / 169 个像素",
        "空洞率 1、2、3",
        "看到 169 / 169 个像素",
    ]
