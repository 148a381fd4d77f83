"""Draw the worked example: two channels, then one map after each of three passes."""

import torch
from torch import Tensor
from torch.nn import functional as F

from snippets.convolution.flattened_convolution import flattened_conv2d
from snippets.svg import Svg

INPUT = torch.tensor([[[[1.0, 2, 0], [0, 1, 3]], [[1, 1, 2], [2, 0, 1]]]])
LATERAL = torch.tensor([[2.0, 1]])
VERTICAL = torch.tensor([[1.0, 2]])
HORIZONTAL = torch.tensor([[-1.0, 1]])
MIXED = F.conv2d(INPUT, LATERAL[:, :, None, None])
PASSED = F.conv2d(MIXED, VERTICAL[:, None, :, None])
OUTPUT = flattened_conv2d(INPUT, LATERAL, VERTICAL, HORIZONTAL)
CELL = 24
LEFT = (10.0, 122.0, 222.0, 326.0)


def grids() -> list[tuple[Tensor, str, float, float]]:
    """Return the numbers, the class, the left and the top edge of each grid."""
    return [
        (INPUT[0, 0], "muted", LEFT[0], 40.0),
        (INPUT[0, 1], "muted", LEFT[0], 100.0),
        (MIXED[0, 0], "a", LEFT[1], 70.0),
        (LATERAL.T, "a", LEFT[1], 170.0),
        (PASSED[0, 0], "b", LEFT[2], 82.0),
        (VERTICAL.T, "b", LEFT[2], 170.0),
        (OUTPUT[0, 0], "c", LEFT[3], 82.0),
        (HORIZONTAL, "c", LEFT[3], 170.0),
    ]


def draw() -> Svg:
    """Draw the input, the map after each pass, and below it the weights of the pass."""
    svg = Svg(396, 228)
    names = ("输入", "通道方向", "竖直方向", "水平方向")
    for left, name in zip(LEFT, names, strict=True):
        svg.text(left, 22, name)
    for numbers, kind, left, top in grids():
        for i, line in enumerate(numbers.int().tolist()):
            for j, number in enumerate(line):
                x, y = left + j * CELL, top + i * CELL
                svg.rect(x, y, CELL, CELL, kind, shade=0.12)
                shown = str(number).replace("-", "−")
                svg.text(x + CELL / 2, y + CELL / 2 + 4.5, shown, anchor="middle")
    for x in (102, 208, 310):
        svg.text(x, 98.5, "→", anchor="middle")
    svg.text(LEFT[0], 186.5, "每一遍的权重")
    return svg


FIGURES = {"flattened-convolution": draw}
