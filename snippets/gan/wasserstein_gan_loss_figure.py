"""Draw how far two points of a line are, by their shift, as two distances see it."""

import torch
from torch import Tensor

from snippets.gan.optimal_discriminator import jensen_shannon_divergence
from snippets.gan.wasserstein_gan_loss import wasserstein_distance
from snippets.svg import Axes, Svg

SHIFTS = torch.linspace(-2, 2, 41, dtype=torch.float64)
_APART = torch.eye(2, dtype=torch.float64)


def distances() -> Tensor:
    """Return the Wasserstein distance of 0 from each of SHIFTS."""
    return torch.stack([wasserstein_distance(shift[None] * 0, shift[None]) for shift in SHIFTS])


def divergence(*, equal: bool) -> float:
    """Return the Jensen-Shannon divergence of two points that are equal, or are not."""
    return jensen_shannon_divergence(_APART[0], _APART[0 if equal else 1]).item()


def curves() -> Svg:
    """Draw the distance, and the divergence with its jump."""
    svg = Svg(396, 270)
    axes = Axes(svg, (40, 34, 300, 220), (-2, 2), (0, 2))
    axes.frame((-2, -1, 0, 1, 2), (0, 0.5, 1, 1.5, 2), "生成样本的位置", "离真样本多远")
    axes.plot(list(zip(SHIFTS.tolist(), distances().tolist(), strict=True)), "a")
    height = divergence(equal=False)
    axes.plot([(-2, height), (0, height)], "b")
    axes.plot([(0, height), (2, height)], "b")
    svg.dot(*axes.at(0, divergence(equal=True)), "b")
    for place, name, kind in (((2, 2), "Wasserstein", "a"), ((2, height), "JS 散度", "b")):
        x, y = axes.at(*place)
        svg.text(x + 8, y + 4.5, name, kind)
    return svg


FIGURES = {"wasserstein-gan-loss": curves}
