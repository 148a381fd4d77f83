"""Draw the slopes of two losses of the generator against the score of its sample."""

import torch
from torch import Tensor

from snippets.gan.gan_loss import gan_nonsaturating_generator_loss
from snippets.gan.least_squares_gan_loss import gan_least_squares_generator_loss
from snippets.svg import Axes, Svg

SCORES = torch.linspace(-4, 4, 81, dtype=torch.float64)
LOSSES = {
    "a": ("最小二乘", gan_least_squares_generator_loss),
    "b": ("非饱和", gan_nonsaturating_generator_loss),
}


def slopes(kind: str) -> Tensor:
    """Return the slope of the loss of class `kind` of one sample at each of SCORES."""
    scores = SCORES.clone().requires_grad_()
    _, loss = LOSSES[kind]
    total = sum(loss(score[None]) for score in scores)
    return torch.autograd.grad(total, scores)[0]


def curves() -> Svg:
    """Draw one curve for each loss."""
    svg = Svg(396, 280)
    axes = Axes(svg, (44, 34, 300, 230), (-4, 4), (-5, 3))
    axes.frame((-4, -2, 0, 2, 4), (-4, -2, 0, 2), "判别器给生成样本的得分", "损失的斜率")
    for kind, (name, _) in LOSSES.items():
        axes.plot(list(zip(SCORES.tolist(), slopes(kind).tolist(), strict=True)), kind)
        x, y = axes.at(4, slopes(kind)[-1].item())
        svg.text(x + 8, y + 4.5, name, kind)
    return svg


FIGURES = {"least-squares-gan-slopes": curves}
