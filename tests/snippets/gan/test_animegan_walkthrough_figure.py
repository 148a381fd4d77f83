"""The bars drawn are the heights. Drawings have no gradient and no bad input."""

import re

from snippets.gan import animegan_walkthrough_figure as figure


def test_a_bar_for_each_shape_as_high_as_the_image() -> None:
    shapes = figure.shapes()
    assert [shape[1:3] for shape in shapes.values()] == [
        *((3, 256), (64, 128), (128, 64), (128, 64), (128, 128), (32, 256), (3, 256))
    ]
    text = figure.sizes().to_string()
    heights = [float(h) for h in re.findall(r'<rect[^>]* height="([^"]+)"', text)]
    assert heights == [shape[2] * figure.SCALE for shape in shapes.values()]
    for name, (_, channels, height, _) in shapes.items():
        assert {f">{name}<", f">×{channels}<", f">{height}²<"} <= set(
            re.findall(r">[^<>]+<", text)
        )
