"""Draw the mean squared error of one constant prediction for four targets."""

import torch
from torch import Tensor

from snippets.losses.mse_loss import mse_loss
from snippets.svg import Axes, Svg

TARGETS = torch.tensor([3, 1, 6, 0], dtype=torch.float64)
CONSTANTS = torch.linspace(-1, 6, 71, dtype=torch.float64)


def losses() -> Tensor:
    """Return the loss of each of CONSTANTS as the prediction for all TARGETS."""
    return torch.stack([mse_loss(m.expand(4), TARGETS) for m in CONSTANTS])


def draw() -> Svg:
    """Draw the parabola, its least value and the targets."""
    svg = Svg(380, 290)
    axes = Axes(svg, (40, 34, 350, 240), x=(-1, 6), y=(0, 18))
    axes.frame((-1, 0, 1, 2, 3, 4, 5, 6), (0, 6, 12, 18), "常数 m", "MSE")
    mean, variance = TARGETS.mean().item(), TARGETS.var(correction=0).item()
    axes.plot([(-1, variance), (6, variance)], "c")
    axes.plot(list(zip(CONSTANTS.tolist(), losses().tolist(), strict=True)), "a")
    x, y = axes.at(mean, variance)
    svg.dot(x, y, "a")
    svg.text(x, y - 12, f"均值 {mean:g}", "a", anchor="middle")
    svg.text(x, y + 20, f"方差 {variance:g}", "c", anchor="middle")
    for target in TARGETS.tolist():
        svg.dot(*axes.at(target, 0), "b")
    svg.text(x, axes.at(mean, 1)[1], "四个目标值", "b", anchor="middle")
    return svg


FIGURES = {"mse-loss-of-a-constant": draw}
