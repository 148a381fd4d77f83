"""Draw the mean absolute error of one constant prediction for four targets."""

import torch
from torch import Tensor

from snippets.losses.l1_loss import l1_loss
from snippets.svg import Axes, Svg

TARGETS = torch.tensor([3, 1, 6, 0], dtype=torch.float64)
CONSTANTS = torch.arange(-1, 8, dtype=torch.float64)  # it is straight between these


def losses() -> Tensor:
    """Return the loss of each of CONSTANTS as the prediction for all TARGETS."""
    return torch.stack([l1_loss(m.expand(4), TARGETS) for m in CONSTANTS])


def draw() -> Svg:
    """Draw the broken line, its flat bottom and the targets."""
    svg = Svg(380, 290)
    axes = Axes(svg, (40, 34, 350, 240), x=(-1, 7), y=(0, 5))
    axes.frame(tuple(range(-1, 8)), tuple(range(6)), "常数 m", "MAE")
    points = list(zip(CONSTANTS.tolist(), losses().tolist(), strict=True))
    axes.plot(points, "a")
    for m, loss in points:
        if m in TARGETS:
            svg.dot(*axes.at(m, loss), "a")
            svg.dot(*axes.at(m, 0), "b")
    low = losses().min()
    flat = CONSTANTS[losses() == low]
    x, y = axes.at(flat.mean().item(), low.item())
    svg.text(x, y - 10, f"最小值 {low:g}", "a", anchor="middle")
    svg.text(x, axes.at(0, 0)[1] - 12, "四个目标值", "b", anchor="middle")
    return svg


FIGURES = {"l1-loss-of-a-constant": draw}
