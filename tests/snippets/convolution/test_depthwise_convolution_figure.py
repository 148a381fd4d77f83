"""The curves drawn are the intensities. Drawings have no gradient and no bad input."""

from xml.etree import ElementTree

import pytest

from snippets.convolution import depthwise_convolution_figure as figure

AREA = 14 * 14


def test_values_are_products_over_numbers_moved() -> None:
    standard, pointwise, depthwise = (values for _, _, values in figure.CURVES)
    for index, c in enumerate(figure.CHANNELS):
        assert standard[index] == pytest.approx(9 * c * AREA / (2 * AREA + 9 * c))
        assert pointwise[index] == pytest.approx(c * AREA / (2 * AREA + c))
        assert depthwise[index] == pytest.approx(9 * AREA / (2 * AREA + 9))
    assert (figure.CHANNELS[0], figure.CHANNELS[-1]) == (8, 512)


def test_the_curves_run_through_the_values() -> None:
    svg = figure.FIGURES["depthwise-intensity"]()
    assert svg.width <= 400
    root = ElementTree.fromstring(svg.to_string())
    lines = {
        e.get("class"): e.get("points").split() for e in root if e.tag.endswith("polyline")
    }
    dots = [[float(e.get("cx")), float(e.get("cy"))] for e in root if e.tag.endswith("circle")]
    for (kind, _, values), dot in zip(figure.CURVES, dots, strict=True):
        points = [list(map(float, p.split(","))) for p in lines[f"line {kind}"]]
        assert len(points) == 64
        for c, value, point in zip(figure.CHANNELS, values, points, strict=True):
            expected = [40 + c / 512 * 326, 252 - value / 200 * 218]
            assert point == pytest.approx(expected, abs=0.006)  # two decimals
        assert dot == points[-1]


def test_the_labels_say_the_numbers() -> None:
    root = ElementTree.fromstring(figure.draw().to_string())
    texts = [e.text for e in root if e.tag.endswith("text")]
    assert texts[-3:] == ["标准 3×3：180.6", "逐点：111.0", "逐通道 3×3：4.4"]
