"""Draw the hinge loss, its square and the wrong decisions that it bounds."""

import torch
from torch import Tensor

from snippets.losses.hinge_loss import hinge_loss
from snippets.svg import Axes, Svg

PRODUCTS = torch.linspace(-1, 3, 41, dtype=torch.float64)  # label times score


def hinge() -> Tensor:
    """Return the hinge loss at each of PRODUCTS."""
    return hinge_loss(PRODUCTS, torch.ones_like(PRODUCTS), reduction="none")


def draw() -> Svg:
    """Draw the hinge, its square and the zero-one loss."""
    svg = Svg(390, 280)
    axes = Axes(svg, (40, 34, 360, 230), x=(-1, 3), y=(0, 4))
    axes.frame((-1, 0, 1, 2, 3), (0, 1, 2, 3, 4), "标签乘得分", "损失")
    for values, kind in ((hinge().square(), "b"), (hinge(), "a")):
        axes.plot(list(zip(PRODUCTS.tolist(), values.tolist(), strict=True)), kind)
    axes.plot([(-1, 1), (0, 1), (0, 0), (3, 0)], "c")
    for place, name, kind in (
        ((-0.55, 3), "平方合页", "b"),
        ((0.5, 0.65), "合页", "a"),
        ((-0.95, 0.65), "0-1 损失", "c"),
    ):
        svg.text(*axes.at(*place), name, kind)
    return svg


FIGURES = {"hinge-loss": draw}
