"""Draw the binary cross-entropy of both labels against the logit."""

import torch
from torch import Tensor

from snippets.losses.binary_cross_entropy import binary_cross_entropy_with_logits
from snippets.svg import Axes, Svg

LOGITS = torch.linspace(-4, 4, 81, dtype=torch.float64)
LABELS = {1: "a", 0: "b"}


def losses(label: int) -> Tensor:
    """Return the loss at each of LOGITS."""
    target = torch.full_like(LOGITS, label)
    return binary_cross_entropy_with_logits(LOGITS, target, reduction="none")


def curves() -> Svg:
    """Draw one curve for each of LABELS."""
    svg = Svg(380, 270)
    axes = Axes(svg, (40, 34, 300, 220), (-4, 4), (0, 4))
    axes.frame((-4, -2, 0, 2, 4), (0, 1, 2, 3, 4), "对数几率", "损失")
    for label, kind in LABELS.items():
        axes.plot(list(zip(LOGITS.tolist(), losses(label).tolist(), strict=True)), kind)
        x, y = axes.at(4, losses(label)[-1].item())
        svg.text(x + 8, y + 4.5, f"目标 {label}", kind)
    return svg


FIGURES = {"binary-cross-entropy": curves}
