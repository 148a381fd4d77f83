"""Draw what the colour loss charges for a difference in brightness and in chroma."""

import torch

from snippets.losses.huber_loss import huber_loss
from snippets.losses.l1_loss import l1_loss
from snippets.svg import Axes, Svg

DIFFERENCES = torch.linspace(0, 1.23, 124, dtype=torch.float64)
LARGEST_U, LARGEST_V = 2 * 0.436, 2 * 0.615


def charges() -> dict[str, list[float]]:
    """Return the loss of one pixel at DIFFERENCES in one channel."""
    zero = torch.zeros_like(DIFFERENCES)
    return {
        "Y": l1_loss(zero, DIFFERENCES, reduction="none").tolist(),
        "UV": huber_loss(zero, DIFFERENCES, reduction="none").tolist(),
    }


def color_terms() -> Svg:
    """Draw both curves, each as far as its channel can differ."""
    svg = Svg(396, 300)
    axes = Axes(svg, (44, 34, 350, 250), x=(0, 1.3), y=(0, 1))
    axes.frame((0, 0.25, 0.5, 0.75, 1, 1.25), (0, 0.25, 0.5, 0.75, 1), "两幅图之差", "损失")
    points = {
        name: list(zip(DIFFERENCES.tolist(), values, strict=True))
        for name, values in charges().items()
    }
    axes.plot([point for point in points["Y"] if point[0] <= 1], "b")
    axes.plot(points["UV"], "a")
    svg.text(*axes.at(0.3, 0.6), "Y：L1", "b", anchor="end")
    svg.text(*axes.at(0.62, 0.08), "U、V：Huber", "a")
    for name, largest in (("U 至多", LARGEST_U), ("V 至多", LARGEST_V)):
        loss = huber_loss(torch.zeros(1), torch.tensor([largest])).item()
        x, y = axes.at(largest, loss)
        svg.dot(x, y, "a")
        svg.text(x - 8, y - 8, name, "a", anchor="end")
    return svg


FIGURES = {"animegan-color-loss": color_terms}
