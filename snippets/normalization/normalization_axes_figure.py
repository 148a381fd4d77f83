"""Draw which samples and channels share their mean and variance, for three normalisations."""

import itertools
from collections.abc import Callable

import torch
from torch import Tensor

from snippets.normalization.batch_normalization import batch_norm_train
from snippets.normalization.instance_normalization import instance_norm
from snippets.normalization.layer_normalization import layer_norm_by_channel
from snippets.svg import Svg

SAMPLES, CHANNELS, POSITIONS = 3, 4, 5
CHOSEN = (1, 2)  # the sample and the channel of the output that is looked at
NORMALIZATIONS: dict[str, Callable[[Tensor], Tensor]] = {
    "批": batch_norm_train,
    "层": layer_norm_by_channel,
    "实例": instance_norm,
}


def shared(normalize: Callable[[Tensor], Tensor]) -> list[list[bool]]:
    """Return, for each sample and channel, whether the chosen output depends on it."""
    generator = torch.Generator().manual_seed(0)
    shape = (SAMPLES, CHANNELS, POSITIONS)
    input = torch.randn(shape, generator=generator, dtype=torch.float64).requires_grad_()
    (gradient,) = torch.autograd.grad(normalize(input)[CHOSEN][0], input)
    return (gradient.abs().amax(dim=2) > 0).tolist()


def _panel(svg: Svg, left: float, name: str) -> None:
    size, top = 22, 40
    cells = shared(NORMALIZATIONS[name])
    for kind, shade, wanted in (("muted", 0.08, False), ("a", 0.45, True)):  # over the others
        for sample, channel in itertools.product(range(SAMPLES), range(CHANNELS)):
            if cells[sample][channel] == wanted:
                place = (left + channel * size, top + sample * size, size, size)
                svg.rect(*place, kind, shade=shade)
    x, y = left + (CHOSEN[1] + 0.5) * size, top + (CHOSEN[0] + 0.5) * size
    svg.dot(x, y)
    svg.text(left + CHANNELS * size / 2, 22, f"{name}归一化", anchor="middle")
    svg.text(left + CHANNELS * size / 2, top + SAMPLES * size + 18, "通道", anchor="middle")


def axes() -> Svg:
    """Draw the three beside each other: a row a sample, a column a channel."""
    svg = Svg(372, 136)
    svg.text(14, 78, "样本", anchor="middle")
    for number, name in enumerate(NORMALIZATIONS):
        _panel(svg, 36 + number * 114, name)
    return svg


def one(name: str) -> Callable[[], Svg]:
    """Return a function that draws one of them."""

    def draw() -> Svg:
        svg = Svg(160, 136)
        svg.text(16, 78, "样本", anchor="middle")
        _panel(svg, 44, name)
        return svg

    return draw


FIGURES = {
    "normalization-axes": axes,
    "instance-normalization": one("实例"),
    "layer-normalization": one("层"),
}
