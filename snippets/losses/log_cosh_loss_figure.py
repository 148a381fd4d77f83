"""Draw the log-cosh loss between the parabola and the straight lines that it follows."""

import math

import torch
from torch import Tensor

from snippets.losses.log_cosh_loss import log_cosh_loss
from snippets.svg import Axes, Svg

RESIDUALS = torch.linspace(-3, 3, 61, dtype=torch.float64)


def losses() -> Tensor:
    """Return the loss at each of RESIDUALS."""
    return log_cosh_loss(torch.zeros_like(RESIDUALS), RESIDUALS, reduction="none")


def parabola() -> Tensor:
    """Return half the square of each of RESIDUALS."""
    return RESIDUALS.square() / 2


def lines() -> Tensor:
    """Return the absolute value of each of RESIDUALS, less log 2."""
    return RESIDUALS.abs() - math.log(2)


def curves() -> Svg:
    """Draw the three; what lies outside the frame is left out."""
    svg = Svg(396, 260)
    axes = Axes(svg, (40, 34, 296, 210), (-3, 3), (0, 3))
    axes.frame((-3, -2, -1, 0, 1, 2, 3), (0, 1, 2, 3), "残差：目标值减预测值", "损失")
    inside = parabola() <= 3
    axes.plot(
        list(zip(RESIDUALS[inside].tolist(), parabola()[inside].tolist(), strict=True)), "b"
    )
    for side in (RESIDUALS < -math.log(2), RESIDUALS > math.log(2)):
        axes.plot(list(zip(RESIDUALS[side].tolist(), lines()[side].tolist(), strict=True)), "c")
    axes.plot(list(zip(RESIDUALS.tolist(), losses().tolist(), strict=True)), "a")
    x, y = axes.at(2.4, 2.88)
    svg.text(x - 8, y + 6, "r² / 2", "b", anchor="end")
    x, y = axes.at(3, losses()[-1].item())
    svg.text(x + 6, y + 1, "log cosh r", "a")
    svg.text(x + 6, y + 17, "|r| − log 2", "c")
    return svg


FIGURES = {"log-cosh-loss": curves}
