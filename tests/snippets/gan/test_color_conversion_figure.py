"""The points drawn are the chroma of the corners. Drawings have no gradient, no bad input."""

import re

import pytest

from snippets.gan import color_conversion_figure as figure


def test_the_points_are_the_chroma_of_the_corners() -> None:
    points = figure.chroma()
    assert points["红"] == pytest.approx((-0.299 * 0.436 / 0.886, 0.615))
    assert points["蓝"] == pytest.approx((0.436, -0.114 * 0.615 / 0.701))
    for a, b in (("红", "青"), ("黄", "蓝"), ("绿", "品红"), ("黑", "白")):  # complements
        assert points[a] == pytest.approx([-value for value in points[b]], abs=1e-12)
    assert points["白"] == pytest.approx((0, 0))


def test_the_drawing_names_every_corner_and_stays_inside_its_box() -> None:
    text = figure.uv_plane().to_string()
    assert {*figure.CORNERS, "黑、灰、白", "U", "V"} <= set(
        re.findall(r">([^<>]+)</text>", text)
    )
    (ring,) = re.findall(r'points="([^"]+)"', text)
    pairs = [tuple(map(float, pair.split(","))) for pair in ring.split()]
    assert len(pairs) == 7
    assert pairs[0] == pairs[-1]
    left, top, width, height = (
        float(re.search(rf'{name}="([^"]+)"', re.search("<rect[^>]+>", text)[0])[1])
        for name in (" x", " y", " width", " height")
    )
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    assert (min(xs), max(xs)) == pytest.approx((left, left + width), abs=0.02)
    assert (min(ys), max(ys)) == pytest.approx((top, top + height), abs=0.02)
