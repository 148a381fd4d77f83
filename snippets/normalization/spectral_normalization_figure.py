"""Draw how the estimate of the largest singular value grows with the power iterations."""

import torch

from snippets.normalization.spectral_normalization import spectral_norm
from snippets.svg import Axes, Svg

STEPS = 10


def estimates(second: float) -> list[float]:
    """Return sigma after 0, 1, ... STEPS steps, of singular values 1 and `second`."""
    weight = torch.diag(torch.tensor([1, second], dtype=torch.float64))
    start = torch.full((2,), 0.5**0.5, dtype=torch.float64)
    counts = range(STEPS + 1)
    return [spectral_norm(weight, start, start, count).sigma.item() for count in counts]


def curves() -> Svg:
    """Draw the estimates where the second singular value is 0.5 or 0.9."""
    svg = Svg(396, 270)
    axes = Axes(svg, (46, 34, 340, 220), (0, STEPS), (0.7, 1))
    axes.frame((0, 2, 4, 6, 8, 10), (0.7, 0.8, 0.9, 1), "幂迭代的步数", "最大奇异值的估计")
    for second, kind in ((0.5, "a"), (0.9, "b")):
        axes.plot(list(enumerate(estimates(second))), kind)
    for height, name, kind in ((0.87, "第二奇异值 0.5", "a"), (0.83, "第二奇异值 0.9", "b")):
        svg.text(*axes.at(5, height), name, kind)
    return svg


FIGURES = {"spectral-normalization": curves}
