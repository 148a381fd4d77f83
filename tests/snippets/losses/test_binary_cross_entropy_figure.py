"""The curves drawn are the losses. Drawings have no gradient and no bad input."""

import math

import pytest

from snippets.losses import binary_cross_entropy_figure as figure


def test_the_curves_mirror_each_other_and_cross_at_log_2() -> None:
    one, zero = figure.losses(1), figure.losses(0)
    assert one.tolist() == pytest.approx(zero.flip(0).tolist())
    assert one[40].item() == pytest.approx(math.log(2))


def test_both_are_drawn_and_named() -> None:
    text = figure.curves().to_string()
    assert text.count("<polyline") == 2
    assert "目标 1" in text
    assert "目标 0" in text
