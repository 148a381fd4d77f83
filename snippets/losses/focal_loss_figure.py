"""Draw the focal loss against the probability of the right class, for three gammas."""

import torch
from torch import Tensor

from snippets.losses.focal_loss import focal_loss
from snippets.svg import Axes, Svg

PROBABILITIES = torch.linspace(0.01, 0.99, 99, dtype=torch.float64)
GAMMAS = {0: "b", 2: "a", 5: "c"}


def losses(gamma: float) -> Tensor:
    """Return the loss at each of PROBABILITIES, without weights."""
    target = torch.ones_like(PROBABILITIES)
    logits = PROBABILITIES.logit()
    return focal_loss(logits, target, gamma=gamma, alpha=None, reduction="none")


def curves() -> Svg:
    """Draw one curve for each of GAMMAS."""
    svg = Svg(380, 280)
    axes = Axes(svg, (40, 34, 350, 230), (0, 1), (0, 5))
    axes.frame((0, 0.25, 0.5, 0.75, 1), (0, 1, 2, 3, 4, 5), "正确一类的概率", "损失")
    for row, (gamma, kind) in enumerate(GAMMAS.items()):
        axes.plot(list(zip(PROBABILITIES.tolist(), losses(gamma).tolist(), strict=True)), kind)
        y = 52 + 20 * row
        svg.curve([(258, y - 4), (288, y - 4)], kind)
        svg.text(296, y, f"γ = {gamma}", kind)
    return svg


FIGURES = {"focal-loss": curves}
