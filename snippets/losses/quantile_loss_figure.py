"""Draw the quantile loss against the residual, for three quantiles."""

import torch
from torch import Tensor

from snippets.losses.quantile_loss import quantile_loss
from snippets.svg import Axes, Svg

RESIDUALS = torch.tensor([-3.0, 0.0, 3.0], dtype=torch.float64)  # the pieces are straight
QUANTILES = {0.25: "b", 0.5: "c", 0.9: "a"}


def losses(quantile: float) -> Tensor:
    """Return the loss at each of RESIDUALS."""
    return quantile_loss(torch.zeros_like(RESIDUALS), RESIDUALS, quantile, reduction="none")


def curves() -> Svg:
    """Draw one curve for each of QUANTILES."""
    svg = Svg(396, 260)
    axes = Axes(svg, (40, 34, 316, 210), (-3, 3), (0, 3))
    axes.frame((-3, -2, -1, 0, 1, 2, 3), (0, 1, 2, 3), "残差：目标值减预测值", "损失")
    for quantile, kind in QUANTILES.items():
        points = list(zip(RESIDUALS.tolist(), losses(quantile).tolist(), strict=True))
        axes.plot(points, kind)
        x, y = axes.at(*points[-1])
        svg.text(x + 8, y + 4.5, f"q = {quantile:g}", kind)
    return svg


FIGURES = {"quantile-loss-curves": curves}
