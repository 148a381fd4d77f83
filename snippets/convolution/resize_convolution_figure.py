"""Draw what a row of ones becomes, by transposed convolutions and by enlarging first."""

import torch

from snippets.convolution.resize_convolution import resize_conv2d, stamp_counts
from snippets.svg import Svg

SIZE = 6

_LEFT, _BAR, _UNIT = 20, 22, 16


def rows() -> dict[str, list[int]]:
    """Return by title what comes of a row of ones under a kernel of ones."""
    ones, kernel = torch.ones(1, 1, 1, SIZE), torch.ones(1, 1, 1, 3)
    return {
        "转置卷积，核 3，步长 2": stamp_counts(SIZE, 3, 2).tolist(),
        "转置卷积，核 4，步长 2": stamp_counts(SIZE, 4, 2).tolist(),
        "放大 2 倍再卷积，核 3": resize_conv2d(ones, kernel)[0, 0, 0].int().tolist(),
    }


def bars() -> Svg:
    """Draw one row of bars each."""
    svg = Svg(360, 316)
    for number, (title, heights) in enumerate(rows().items()):
        base = 90 + 104 * number
        svg.text(_LEFT, base - max(heights) * _UNIT - 8, title)
        for place, height in enumerate(heights):
            x = _LEFT + place * _BAR
            top = base - height * _UNIT
            svg.rect(x, top, _BAR - 4, height * _UNIT, "a", shade=0.4)
            svg.text(x + (_BAR - 4) / 2, base + 14, height, anchor="middle", font_size=11)
    return svg


FIGURES = {"resize-convolution": bars}
