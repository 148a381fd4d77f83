"""The lines drawn are the losses. Drawings have no gradient and no bad input."""

import re

import pytest

from snippets.losses import quantile_loss_figure as figure


@pytest.mark.parametrize("quantile", figure.QUANTILES)
def test_the_slopes_are_the_quantile_and_one_less(quantile: float) -> None:
    left, middle, right = figure.losses(quantile).tolist()
    assert (left, middle, right) == pytest.approx((3 * (1 - quantile), 0, 3 * quantile))


def test_every_line_is_drawn_and_named() -> None:
    text = figure.curves().to_string()
    assert text.count("<polyline") == len(figure.QUANTILES)
    names = set(re.findall(r">([^<>]+)</text>", text))
    assert {"q = 0.25", "q = 0.5", "q = 0.9"} <= names
