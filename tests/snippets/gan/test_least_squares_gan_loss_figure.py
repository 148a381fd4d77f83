"""The lines drawn are the slopes. Drawings have no gradient and no bad input."""

import re

import pytest
import torch

from snippets.gan import least_squares_gan_loss_figure as figure


def test_one_slope_is_straight_and_the_other_levels_off() -> None:
    torch.testing.assert_close(figure.slopes("a"), figure.SCORES - 1)
    other = figure.slopes("b")
    assert (other[0].item(), other[-1].item()) == pytest.approx((-0.982, -0.018), abs=1e-3)


def test_every_line_is_drawn_and_named() -> None:
    text = figure.curves().to_string()
    assert text.count("<polyline") == 2
    assert {"最小二乘", "非饱和"} <= set(re.findall(r">([^<>]+)</text>", text))
