"""The curves drawn are 1/C_out + 1/k^2. Drawings have no gradient and no bad input."""

from xml.etree import ElementTree

import pytest

from snippets.convolution import depthwise_separable_convolution_figure as figure


@pytest.mark.parametrize("kernel_size", figure.SERIES)
def test_ratios_of_each_curve(kernel_size: int) -> None:
    expected = [1 / count + 1 / kernel_size**2 for count in figure.OUT_CHANNELS]
    assert figure.ratios(kernel_size) == pytest.approx(expected, rel=1e-12)


def test_curves_pass_through_the_ratios() -> None:
    svg = figure.FIGURES["separable-cost-ratio"]()
    assert svg.width <= 400
    root = ElementTree.fromstring(svg.to_string())
    curves = [e for e in root if e.tag.endswith("polyline")]
    assert len(curves) == len(figure.SERIES)
    for curve, kernel_size in zip(curves, figure.SERIES, strict=True):
        points = [tuple(map(float, pair.split(","))) for pair in curve.get("points").split()]
        xs = [44 + 262 * step / 7 for step in range(8)]  # C_out doubles from tick to tick
        ys = [250 - 216 * ratio / 0.25 for ratio in figure.ratios(kernel_size)]
        drawn = [value for point in points for value in point]
        wanted = [value for point in zip(xs, ys, strict=True) for value in point]
        assert drawn == pytest.approx(wanted, abs=0.05)  # coordinates are rounded to 2 decimals


def test_ends_of_the_curve_for_3x3_as_the_text_alternative_gives_them() -> None:
    ratios = figure.ratios(3)
    assert (figure.OUT_CHANNELS[0], round(ratios[0], 3)) == (8, 0.236)
    assert (figure.OUT_CHANNELS[-1], round(ratios[-1], 3)) == (1024, 0.112)
