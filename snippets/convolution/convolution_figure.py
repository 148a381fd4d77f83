"""Draw what both operations make of one bright pixel: the kernel, or the kernel turned."""

import torch
from torch import Tensor

from snippets.convolution.convolution import convolve2d, cross_correlate2d
from snippets.svg import Svg

SIZE, CELL = 5, 26
KERNEL = torch.arange(1.0, 10).reshape(3, 3)


def impulse() -> Tensor:
    """Return a black image with one pixel of 1 in its middle."""
    image = torch.zeros(SIZE, SIZE)
    image[SIZE // 2, SIZE // 2] = 1
    return image


def panels() -> list[tuple[str, Tensor, float, float]]:
    """Return name, numbers, left and top edge of each grid."""
    image = impulse()
    return [
        ("输入：一个 1，其余是 0", image, 20, 30),
        ("核", KERNEL, 256, 56),
        ("互相关：核转了 180°", cross_correlate2d(image, KERNEL, padding=1), 20, 204),
        ("卷积：核的原样", convolve2d(image, KERNEL, padding=1), 230, 204),
    ]


def draw() -> Svg:
    """Draw the four grids, shaded by their numbers; zeros stay blank."""
    svg = Svg(380, 348)
    for name, numbers, left, top in panels():
        svg.text(left, top - 10, name)
        for i, row in enumerate(numbers.int().tolist()):
            for j, number in enumerate(row):
                x, y = left + j * CELL, top + i * CELL
                kind = "a" if number else "muted"
                svg.rect(x, y, CELL, CELL, kind, shade=0.05 * number, stroke_opacity=0.5)
                if number:
                    svg.text(x + CELL / 2, y + CELL / 2 + 4.5, number, anchor="middle")
    return svg


FIGURES = {"convolution-impulse": draw}
