"""Draw the two losses of a GAN's generator against the discriminator's logit."""

import torch
from torch import Tensor

from snippets.gan.gan_loss import gan_minimax_generator_loss, gan_nonsaturating_generator_loss
from snippets.svg import Axes, Svg

SPAN = 6
LOSSES = {"b": gan_minimax_generator_loss, "a": gan_nonsaturating_generator_loss}


def values(kind: str, logits: Tensor) -> list[float]:
    """Return the loss of class `kind` of a sample at each logit."""
    return [LOSSES[kind](logit[None]).item() for logit in logits]


def generator_losses() -> Svg:
    """Draw one curve for each loss."""
    svg = Svg(396, 300)
    axes = Axes(svg, (44, 34, 306, 250), (-SPAN, SPAN), (-SPAN, SPAN))
    axes.frame((-6, -4, -2, 0, 2, 4, 6), (-6, -4, -2, 0, 2, 4, 6), "判别器给的 logit", "损失")
    logits = torch.linspace(-SPAN, SPAN, 121, dtype=torch.float64)
    for kind in LOSSES:
        axes.plot(list(zip(logits.tolist(), values(kind, logits), strict=True)), kind)
    svg.text(*axes.at(-2.6, 3.4), "非饱和", "a")
    svg.text(*axes.at(-5.6, -1.1), "极小极大", "b")
    return svg


FIGURES = {"gan-generator-losses": generator_losses}
