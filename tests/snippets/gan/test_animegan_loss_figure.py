"""The curves drawn are the losses. Drawings have no gradient and no bad input."""

import re

import pytest

from snippets.gan import animegan_loss_figure as figure


def test_the_curves_are_the_difference_and_half_its_square_then_a_line() -> None:
    for d, y, uv in zip(figure.DIFFERENCES.tolist(), *figure.charges().values(), strict=True):
        assert y == pytest.approx(d)
        assert uv == pytest.approx(d**2 / 2 if d <= 1 else d - 0.5)
    assert (figure.LARGEST_U, figure.LARGEST_V) == pytest.approx((0.872, 1.23))


def test_the_drawing_holds_both_curves_and_names_them() -> None:
    text = figure.color_terms().to_string()
    names = {"Y：L1", "U、V：Huber", "U 至多", "V 至多"}
    assert names <= set(re.findall(r">([^<>]+)</text>", text))
    for points in re.findall(r'points="([^"]+)"', text):
        pairs = [tuple(map(float, pair.split(","))) for pair in points.split()]
        assert len(pairs) > 90
        assert all(44 <= x <= 350 and 33 <= y <= 251 for x, y in pairs)
