"""Draw the pseudo-Huber loss below the Huber loss, and both slopes, for delta = 1."""

import torch
from torch import Tensor

from snippets.losses.huber_loss import huber_loss
from snippets.losses.pseudo_huber_loss import pseudo_huber_loss
from snippets.svg import Axes, Svg

RESIDUALS = torch.linspace(-3, 3, 121, dtype=torch.float64)
LOSSES = {"Huber": (huber_loss, "b"), "伪 Huber": (pseudo_huber_loss, "a")}


def values(name: str) -> tuple[Tensor, Tensor]:
    """Return a loss and its slope at each of RESIDUALS."""
    loss, _ = LOSSES[name]
    residual = RESIDUALS.clone().requires_grad_()
    losses = loss(torch.zeros_like(residual), residual, reduction="none")
    (slopes,) = torch.autograd.grad(losses.sum(), residual)
    return losses.detach(), slopes


def _panel(svg: Svg, axes: Axes, which: int) -> None:
    for name, (_, kind) in LOSSES.items():
        points = values(name)[which].tolist()
        axes.plot(list(zip(RESIDUALS.tolist(), points, strict=True)), kind)


def curves() -> Svg:
    """Draw the losses above the slopes."""
    svg = Svg(380, 440)
    above = Axes(svg, (40, 34, 300, 190), (-3, 3), (0, 3))
    above.frame((-3, -2, -1, 0, 1, 2, 3), (0, 1, 2, 3), "", "损失")
    _panel(svg, above, 0)
    for name, (_, kind) in LOSSES.items():
        x, y = above.at(3, values(name)[0][-1].item())
        svg.text(x + 8, y + 4.5, name, kind)
    below = Axes(svg, (40, 244, 300, 390), (-3, 3), (-1, 1))
    below.frame((-3, -2, -1, 0, 1, 2, 3), (-1, 0, 1), "残差：目标值减预测值", "斜率")
    _panel(svg, below, 1)
    return svg


FIGURES = {"pseudo-huber-loss": curves}
