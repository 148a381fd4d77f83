"""The line drawn is the loss of a constant. Drawings have no gradient and no bad input."""

import re

import pytest

from snippets.losses import mse_loss_figure as figure


def test_the_least_loss_is_the_variance_at_the_mean_by_hand() -> None:
    losses = figure.losses()
    lowest = losses.argmin()
    assert figure.CONSTANTS[lowest].item() == pytest.approx(2.5)  # (3 + 1 + 6 + 0) / 4
    assert losses[lowest].item() == pytest.approx(5.25)  # (0.25 + 2.25 + 12.25 + 6.25) / 4
    assert losses[0].item() == pytest.approx(17.5)  # (16 + 4 + 49 + 1) / 4
    assert losses[-1].item() == pytest.approx(17.5)  # (9 + 25 + 0 + 36) / 4


def test_line_targets_and_names_are_drawn() -> None:
    drawing = figure.draw()
    text = drawing.to_string()
    assert drawing.width <= 400
    assert text.count("<polyline") == 2
    assert text.count("<circle") == 5
    names = set(re.findall(r">([^<>]+)</text>", text))
    assert {"均值 2.5", "方差 5.25", "四个目标值", "常数 m", "MSE"} <= names
