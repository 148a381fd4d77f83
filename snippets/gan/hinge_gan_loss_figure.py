"""Draw what the discriminator pays for one real or generated sample, by its score."""

import torch
from torch import Tensor

from snippets.gan.gan_loss import gan_nonsaturating_generator_loss
from snippets.gan.hinge_gan_loss import gan_hinge_discriminator_loss
from snippets.svg import Axes, Svg

SCORES = torch.linspace(-3, 3, 61, dtype=torch.float64)


def hinge(of_real: bool) -> Tensor:
    """Return the hinge loss of a real or a generated sample at each of SCORES."""
    # A score of 1 costs nothing if real, -1 nothing if generated: the other term is silent.
    pairs = ((s[None], -torch.ones_like(s)[None]) for s in SCORES)
    if not of_real:
        pairs = ((torch.ones_like(s)[None], s[None]) for s in SCORES)
    return torch.stack([gan_hinge_discriminator_loss(*pair) for pair in pairs])


def cross_entropy() -> Tensor:
    """Return the cross-entropy of a real sample at each of SCORES."""
    # The discriminator's loss of a real sample is the non-saturating loss of a generated one.
    return torch.stack([gan_nonsaturating_generator_loss(score[None]) for score in SCORES])


def curves() -> Svg:
    """Draw both hinges and the cross-entropy."""
    svg = Svg(396, 270)
    axes = Axes(svg, (40, 34, 300, 220), (-3, 3), (0, 4))
    axes.frame((-3, -2, -1, 0, 1, 2, 3), (0, 1, 2, 3, 4), "判别器给的得分", "判别器的损失")
    for kind, values in (("c", cross_entropy()), ("b", hinge(False)), ("a", hinge(True))):
        axes.plot(list(zip(SCORES.tolist(), values.tolist(), strict=True)), kind)
    for place, name, kind in (
        ((3, 4), "生成样本", "b"),
        ((3, 0.25), "真样本", "a"),
        ((-3, 1.25), "真样本的", "c"),
        ((-3, 0.8), "交叉熵", "c"),
    ):
        x, y = axes.at(*place)
        svg.text(x + 8, y + 4.5, name, kind)
    return svg


FIGURES = {"hinge-gan-loss": curves}
