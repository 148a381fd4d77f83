"""The curve drawn is the cost of the layers. Drawings have no gradient and no bad input."""

from xml.etree import ElementTree

import pytest

from snippets.convolution import pointwise_convolution_figure as figure


def test_costs_are_those_of_the_two_layers() -> None:
    for middle, cost in zip(figure.MIDDLES, figure.costs(), strict=True):
        assert cost * 1e6 == pytest.approx((192 * middle + middle * 32 * 25) * 28 * 28)
    assert figure.DIRECT * 1e6 == pytest.approx(192 * 32 * 25 * 28 * 28)


def test_the_curves_run_through_the_costs() -> None:
    svg = figure.FIGURES["pointwise-reduction-cost"]()
    assert svg.width <= 400
    root = ElementTree.fromstring(svg.to_string())
    lines = {
        e.get("class"): e.get("points").split()
        for e in root
        if e.tag.endswith("line") and e.get("points")
    }
    left, top, right, bottom = 40, 34, 366, 252

    def at(x: float, y: float) -> list[float]:
        return [left + x / 192 * (right - left), bottom - y / 160 * (bottom - top)]

    def pixels(point: str) -> list[float]:
        return [float(number) for number in point.split(",")]

    assert len(lines["line a"]) == 192
    for middle in (1, 16, 100, 192):
        expected = at(middle, figure.costs()[middle - 1])
        assert pixels(lines["line a"][middle - 1]) == pytest.approx(expected, abs=0.006)
    ends = [at(0, figure.DIRECT), at(192, figure.DIRECT)]
    for point, end in zip(lines["line b"], ends, strict=True):
        assert pixels(point) == pytest.approx(end, abs=0.006)  # two decimals
    dots = [[float(e.get("cx")), float(e.get("cy"))] for e in root if e.tag.endswith("circle")]
    crossing = 192 * 800 / 992
    assert dots[0] == pytest.approx(at(16, 12.443648), abs=0.006)
    assert dots[1] == pytest.approx(at(crossing, 120.4224), abs=0.006)


def test_the_labels_say_the_numbers() -> None:
    root = ElementTree.fromstring(figure.draw().to_string())
    texts = [e.text for e in root if e.tag.endswith("text")]
    assert texts[-3:] == ["直接做 5×5：120.4", "先降到 16 个：12.4", "154.8"]
