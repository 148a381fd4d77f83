"""The Huber loss and its slope beside those of MSE / 2 and MAE, drawn for delta = 1."""

import torch
from torch import Tensor

from snippets.losses.huber_loss import huber_loss
from snippets.losses.l1_loss import l1_loss
from snippets.losses.mse_loss import mse_loss
from snippets.svg import Axes, Svg

DELTA = 1.0
RESIDUALS = torch.linspace(-3.0, 3.0, 121, dtype=torch.float64)


def curves() -> dict[str, Tensor]:
    """Return the three losses at RESIDUALS, squared error halved so that it meets Huber's."""
    zero = torch.zeros_like(RESIDUALS)
    return {
        "Huber": huber_loss(RESIDUALS, zero, reduction="none", delta=DELTA),
        "MSE / 2": mse_loss(RESIDUALS, zero, reduction="none") / 2,
        "MAE": l1_loss(RESIDUALS, zero, reduction="none"),
    }


def slopes() -> dict[str, Tensor]:
    """Return the derivatives of the three losses at RESIDUALS, by autograd."""
    zero = torch.zeros_like(RESIDUALS)
    r = RESIDUALS.clone().requires_grad_()
    losses = {
        "Huber": huber_loss(r, zero, reduction="sum", delta=DELTA),
        "MSE / 2": mse_loss(r, zero, reduction="sum") / 2,
        "MAE": l1_loss(r, zero, reduction="sum"),
    }
    return {name: torch.autograd.grad(loss, r)[0] for name, loss in losses.items()}


def _points(values: Tensor, keep: Tensor) -> list[tuple[float, float]]:
    return list(zip(RESIDUALS[keep].tolist(), values[keep].tolist(), strict=True))


def _mark_delta(svg: Svg, axes: Axes, low: float, high: float) -> None:
    for x, name in ((-DELTA, "−δ"), (DELTA, "δ")):
        left, bottom = axes.at(x, low)
        _, top = axes.at(x, high)
        svg.line(left, bottom, left, top, "ink", stroke_dasharray="1 3")
        svg.text(left, top - 4, name, anchor="middle")


def draw_losses() -> Svg:
    """Draw the three losses against the residual."""
    svg = Svg(380, 300)
    axes = Axes(svg, (40, 34, 300, 252), x=(-3, 3), y=(0, 4.5))
    axes.frame((-3, -2, -1, 0, 1, 2, 3), (0, 1, 2, 3, 4), "残差 r", "损失")
    _mark_delta(svg, axes, 0, 3.5)
    everywhere = torch.ones_like(RESIDUALS, dtype=torch.bool)
    values = curves()
    for name, kind in (("MSE / 2", "b"), ("MAE", "c"), ("Huber", "a")):
        axes.plot(_points(values[name], everywhere), kind)
    for name, kind, drop in (("MSE / 2", "b", 5), ("MAE", "c", 0), ("Huber", "a", 9)):
        x, y = axes.at(3, values[name][-1].item())
        svg.text(x + 8, y + drop, name, kind)
    return svg


def draw_slopes() -> Svg:
    """Draw the slopes of the three losses against the residual."""
    svg = Svg(380, 300)
    axes = Axes(svg, (40, 34, 300, 252), x=(-3, 3), y=(-3, 3))
    axes.frame((-3, -2, -1, 0, 1, 2, 3), (-3, -2, -1, 0, 1, 2, 3), "残差 r", "斜率")
    _mark_delta(svg, axes, -3, 2.2)
    values = slopes()
    everywhere = torch.ones_like(RESIDUALS, dtype=torch.bool)
    axes.plot(_points(values["MSE / 2"], everywhere), "b")
    axes.plot(_points(values["Huber"], everywhere), "a")
    for side in (RESIDUALS < 0, RESIDUALS > 0):  # MAE has no slope at 0: leave the jump open
        axes.plot(_points(values["MAE"], side), "c", stroke_width=3)
    for name, kind, drop in (("MSE / 2", "b", 4), ("MAE", "c", -5), ("Huber", "a", 14)):
        x, y = axes.at(3, values[name][-1].item())
        svg.text(x + 8, y + drop, name, kind)
    return svg


FIGURES = {"huber-loss-curves": draw_losses, "huber-loss-slopes": draw_slopes}
