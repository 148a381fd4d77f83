"""Draw the smooth L1 loss for three thresholds, and the absolute value above them."""

import torch
from torch import Tensor

from snippets.losses.smooth_l1_loss import smooth_l1_loss
from snippets.svg import Axes, Svg

RESIDUALS = torch.linspace(-3, 3, 121, dtype=torch.float64)
BETAS = {0: "ink", 0.5: "c", 1: "b", 2: "a"}


def losses(beta: float) -> Tensor:
    """Return the loss at each of RESIDUALS."""
    zero = torch.zeros_like(RESIDUALS)
    return smooth_l1_loss(zero, RESIDUALS, reduction="none", beta=beta)


def curves() -> Svg:
    """Draw one curve for each of BETAS; 0 is the absolute value."""
    svg = Svg(380, 260)
    axes = Axes(svg, (40, 34, 306, 210), (-3, 3), (0, 3))
    axes.frame((-3, -2, -1, 0, 1, 2, 3), (0, 1, 2, 3), "残差：目标值减预测值", "损失")
    for beta, kind in BETAS.items():
        axes.plot(list(zip(RESIDUALS.tolist(), losses(beta).tolist(), strict=True)), kind)
        x, y = axes.at(3, losses(beta)[-1].item())
        svg.text(x + 8, y + 4.5, f"β = {beta:g}", kind)
    return svg


FIGURES = {"smooth-l1-loss": curves}
