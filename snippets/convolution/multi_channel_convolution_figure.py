"""Draw the worked example: each output channel has a kernel with a slice for every input."""

import torch
from torch import Tensor

from snippets.convolution.multi_channel_convolution import conv2d
from snippets.svg import Svg

INPUT = torch.tensor([[[1.0, 2, 0], [3, 1, 2]], [[0, 1, 2], [1, 2, 1]]])
WEIGHT = torch.tensor(
    [
        [[[1.0, 2], [3, 4]], [[2, 1], [1, 3]]],
        [[[0, 1], [-1, 2]], [[1, 0], [2, -1]]],
        [[[1, 0], [0, 1]], [[0, -1], [2, 0]]],
    ]
)
BIAS = torch.tensor([1.0, -2, 10])
CELL, ROW, TOP = 26, 84, 44
KINDS = ("a", "b")  # of the input channels and of the slices that read them


def grids() -> list[tuple[Tensor, str, float, float]]:
    """Return the numbers, the class, the left and the top edge of each grid."""
    output = conv2d(INPUT[None], WEIGHT, BIAS)[0]
    found = [
        (channel, kind, 6.0, TOP + ROW * (c + 0.5))
        for c, (channel, kind) in enumerate(zip(INPUT, KINDS, strict=True))
    ]
    for o, kernel in enumerate(WEIGHT):
        found += [
            (slice_, kind, 118.0 + 76 * c, TOP + ROW * o)
            for c, (slice_, kind) in enumerate(zip(kernel, KINDS, strict=True))
        ]
        found.append((output[o], "c", 336.0, TOP + ROW * o + CELL / 2))
    return found


def draw() -> Svg:
    """Draw inputs, kernels and outputs from left to right, a row for each output channel."""
    svg = Svg(396, 288)
    for left, name in ((6, "输入"), (118, "每个输出通道一个核"), (336, "输出")):
        svg.text(left, 22, name)
    for numbers, kind, left, top in grids():
        for i, row in enumerate(numbers.int().tolist()):
            for j, number in enumerate(row):
                x, y = left + j * CELL, top + i * CELL
                svg.rect(x, y, CELL, CELL, kind, shade=0.12)
                shown = str(number).replace("-", "−")
                svg.text(x + CELL / 2, y + CELL / 2 + 4.5, shown, anchor="middle")
    for o, number in enumerate(BIAS.int().tolist()):
        middle = TOP + ROW * o + CELL + 4.5
        svg.text(182, middle, "+", anchor="middle")
        sign = "+" if number > 0 else "−"
        svg.text(254, middle, f"{sign} {abs(number)} →")
    return svg


FIGURES = {"multi-channel-convolution": draw}
