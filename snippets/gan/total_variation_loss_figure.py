"""Draw an edge and a ramp, which have one total variation and different sums of squares."""

import torch

from snippets.gan.total_variation_loss import total_variation
from snippets.svg import Axes, Svg

ROWS = {"陡边": ([0.0, 0.0, 0.0, 4.0, 4.0], "a"), "缓坡": ([0.0, 1.0, 2.0, 3.0, 4.0], "b")}


def measures(name: str) -> tuple[float, float]:
    """Return the total variation of a row and the sum of its squared steps."""
    row = torch.tensor(ROWS[name][0]).reshape(1, 1, 1, -1)
    return total_variation(row).item(), row.diff(dim=3).square().sum().item()


def profiles() -> Svg:
    """Draw the pixels of both rows."""
    svg = Svg(380, 250)
    axes = Axes(svg, (40, 34, 340, 200), (0, 4), (0, 4))
    axes.frame((0, 1, 2, 3, 4), (0, 1, 2, 3, 4), "像素的位置", "像素值")
    for name, (pixels, kind) in ROWS.items():
        axes.plot(list(enumerate(pixels)), kind)
        for place, value in enumerate(pixels):
            svg.dot(*axes.at(place, value), kind)
        variation, squares = measures(name)
        x, y = axes.at(*{"陡边": (0.15, 3.3), "缓坡": (0.15, 2.6)}[name])
        svg.text(x, y, f"{name}：全变分 {variation:g}，平方和 {squares:g}", kind)
    return svg


FIGURES = {"total-variation": profiles}
