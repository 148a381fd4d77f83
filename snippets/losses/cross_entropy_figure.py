"""Draw the cross-entropy of two classes against the lead of the right one, by smoothing."""

import torch
from torch import Tensor

from snippets.losses.cross_entropy import cross_entropy
from snippets.svg import Axes, Svg

LEADS = torch.linspace(-2, 6, 81, dtype=torch.float64)
SMOOTHINGS = {0.0: "a", 0.1: "b", 0.3: "c"}


def losses(smoothing: float) -> Tensor:
    """Return the loss of class 0 at each of LEADS, its logit less that of class 1."""
    logits = torch.stack([LEADS, torch.zeros_like(LEADS)], dim=1)
    target = torch.zeros(len(LEADS), dtype=torch.int64)
    return cross_entropy(logits, target, reduction="none", label_smoothing=smoothing)


def curves() -> Svg:
    """Draw one curve for each of SMOOTHINGS."""
    svg = Svg(380, 260)
    axes = Axes(svg, (40, 34, 300, 210), (-2, 6), (0, 2))
    axes.frame((-2, 0, 2, 4, 6), (0, 1, 2), "正确一类的对数几率高出多少", "损失")
    for smoothing, kind in SMOOTHINGS.items():
        inside = losses(smoothing) <= 2
        points = zip(LEADS[inside].tolist(), losses(smoothing)[inside].tolist(), strict=True)
        axes.plot(list(points), kind)
        x, y = axes.at(6, losses(smoothing)[-1].item())
        svg.text(x + 8, y + 4.5, f"ε = {smoothing:g}", kind)
    return svg


FIGURES = {"cross-entropy-smoothing": curves}
