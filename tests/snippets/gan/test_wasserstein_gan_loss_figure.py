"""The lines drawn are the distances. Drawings have no gradient and no bad input."""

import math

import pytest

from snippets.gan import wasserstein_gan_loss_figure as figure


def test_only_the_wasserstein_distance_grows_with_the_shift() -> None:
    assert figure.distances().tolist() == pytest.approx(figure.SHIFTS.abs().tolist())
    assert figure.divergence(equal=True) == 0
    assert figure.divergence(equal=False) == pytest.approx(math.log(2))


def test_every_line_is_drawn_and_named() -> None:
    text = figure.curves().to_string()
    assert text.count("<polyline") == 3
    assert text.count("<circle") == 1
    assert ">Wasserstein</text>" in text
    assert ">JS 散度</text>" in text
