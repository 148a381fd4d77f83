"""The curves drawn are the losses. Drawings have no gradient and no bad input."""

import math

import pytest

from snippets.losses import focal_loss_figure as figure


def test_the_curves_are_the_losses() -> None:
    for gamma in figure.GAMMAS:
        losses = figure.losses(gamma)
        assert losses[49].item() == pytest.approx(0.5**gamma * math.log(2))
        assert losses[0].item() == pytest.approx(0.99**gamma * math.log(100))


def test_all_are_drawn_and_named() -> None:
    text = figure.curves().to_string()
    assert text.count("<polyline") == 2 * 3  # and each once in the legend
    for gamma in figure.GAMMAS:
        assert f"γ = {gamma}" in text
