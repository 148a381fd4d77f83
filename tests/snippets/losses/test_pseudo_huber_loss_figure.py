"""The curves drawn are the losses and slopes. Drawings have no gradient and no bad input."""

import re

from snippets.losses import pseudo_huber_loss_figure as figure


def test_the_loss_stays_below_huber_and_its_slope_within_one() -> None:
    (huber, huber_slope), (pseudo, slope) = map(figure.values, figure.LOSSES)
    assert (pseudo <= huber).all()
    assert 0.3 < huber[-1] - pseudo[-1] < 0.5
    assert huber_slope[-1] == 1 > slope[-1] > 0.9


def test_every_curve_is_drawn_and_named() -> None:
    text = figure.curves().to_string()
    assert text.count("<polyline") == 4
    assert set(figure.LOSSES) <= set(re.findall(r">([^<>]+)</text>", text))
