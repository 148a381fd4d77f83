"""The curves drawn are the losses. Drawings have no gradient and no bad input."""

import math

import pytest

from snippets.losses import cross_entropy_figure as figure


@pytest.mark.parametrize("smoothing", figure.SMOOTHINGS)
def test_smoothing_moves_the_lowest_point_to_a_finite_lead(smoothing: float) -> None:
    lowest = figure.LEADS[figure.losses(smoothing).argmin()].item()
    if smoothing == 0:
        assert lowest == figure.LEADS[-1]
    else:  # the share 1 - e/2 against e/2
        assert lowest == pytest.approx(math.log(2 / smoothing - 1), abs=0.06)


def test_every_curve_is_drawn_and_named() -> None:
    text = figure.curves().to_string()
    assert text.count("<polyline") == 3
    assert all(f"ε = {smoothing:g}" in text for smoothing in figure.SMOOTHINGS)
