"""The drawing shows the loss between its limits. Drawings have no gradient and no bad input."""

import re

from snippets.losses import log_cosh_loss_figure as figure


def test_the_loss_runs_between_the_lines_and_the_parabola() -> None:
    losses = figure.losses()
    assert (figure.lines() < losses).all()
    assert (losses <= figure.parabola() + 1e-15).all()
    assert losses[-1] - figure.lines()[-1] < 0.0025 < figure.parabola()[-1] - losses[-1]


def test_every_curve_is_drawn_and_named() -> None:
    text = figure.curves().to_string()
    assert text.count("<polyline") == 4  # the lines are two
    names = set(re.findall(r">([^<>]+)</text>", text))
    assert {"r² / 2", "log cosh r", "|r| − log 2"} <= names
