"""Draw four channels of a 1x2 map, and the 2x4 map that they become."""

import torch

from snippets.convolution.pixel_shuffle import pixel_shuffle
from snippets.svg import Svg

FACTOR = 2
INPUT = torch.tensor([[[1, 2]], [[3, 4]], [[5, 6]], [[7, 8]]])

_CELL = 34
_KINDS = ("a", "b", "c", "ink")  # of the channels


def _cell(svg: Svg, x: float, y: float, value: int, channel: int) -> None:
    svg.rect(x, y, _CELL, _CELL, _KINDS[channel], shade=0.2)
    svg.text(x + _CELL / 2, y + _CELL / 2 + 4.5, value, anchor="middle")


def shuffle() -> Svg:
    """Draw both, a colour for each channel."""
    output = pixel_shuffle(INPUT, FACTOR)
    # Which channel each output pixel comes from: the channels' numbers, shuffled.
    source = pixel_shuffle(torch.arange(len(INPUT))[:, None, None].expand_as(INPUT), FACTOR)
    svg = Svg(392, 196)
    svg.text(94, 16, "输入：4 个通道，1×2", anchor="middle")
    for channel, ((left, right),) in enumerate(INPUT.tolist()):
        y = 28 + 42 * channel
        svg.text(52, y + _CELL / 2 + 4.5, f"通道 {channel}", _KINDS[channel], anchor="end")
        _cell(svg, 60, y, left, channel)
        _cell(svg, 60 + _CELL, y, right, channel)
    svg.line(150, 108, 196, 108, stroke_width=1.5)
    svg.line(190, 103, 196, 108, stroke_width=1.5)
    svg.line(190, 113, 196, 108, stroke_width=1.5)
    svg.text(280, 62, "输出：1 个通道，2×4", anchor="middle")
    for i, (values, channels) in enumerate(
        zip(output[0].tolist(), source[0].tolist(), strict=True)
    ):
        for j, (value, channel) in enumerate(zip(values, channels, strict=True)):
            _cell(svg, 212 + _CELL * j, 74 + _CELL * i, value, channel)
    for column in range(3):  # around each square that one input pixel became
        x = 212 + FACTOR * _CELL * column
        svg.line(x, 70, x, 74 + FACTOR * _CELL + 4, stroke_width=2)
    return svg


FIGURES = {"pixel-shuffle": shuffle}
