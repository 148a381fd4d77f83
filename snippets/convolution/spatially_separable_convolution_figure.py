"""Draw the worked example: the Sobel kernel as a pass down and a pass across."""

import torch
from torch import Tensor

from snippets.convolution.convolution import cross_correlate2d
from snippets.convolution.spatially_separable_convolution import separable_cross_correlate2d
from snippets.svg import Svg

INPUT = torch.tensor([[1.0, 2, 0, 3], [0, 1, 4, 1], [2, 1, 1, 0]])
COLUMN, ROW = torch.tensor([1.0, 2, 1]), torch.tensor([-1.0, 0, 1])
CELL = 26


def grids() -> list[tuple[Tensor, str, float, float]]:
    """Return the numbers, the class, the left and the top edge of each grid."""
    passed = cross_correlate2d(INPUT, COLUMN[:, None])
    return [
        (INPUT, "muted", 10.0, 40.0),
        (COLUMN[:, None], "a", 140.0, 40.0),
        (passed, "a", 204.0, 66.0),
        (ROW[None], "b", 217.0, 160.0),
        (separable_cross_correlate2d(INPUT, COLUMN, ROW), "c", 336.0, 66.0),
    ]


def draw() -> Svg:
    """Draw input, column, sums, row and output."""
    svg = Svg(396, 200)
    for left, name in ((10, "输入"), (140, "列"), (204, "竖着一遍"), (336, "横着再一遍")):
        svg.text(min(left, 316), 22, name)
    for numbers, kind, left, top in grids():
        for i, line in enumerate(numbers.int().tolist()):
            for j, number in enumerate(line):
                x, y = left + j * CELL, top + i * CELL
                svg.rect(x, y, CELL, CELL, kind, shade=0.12)
                shown = str(number).replace("-", "−")
                svg.text(x + CELL / 2, y + CELL / 2 + 4.5, shown, anchor="middle")
    svg.text(185, 83.5, "→", anchor="middle")
    svg.text(322, 83.5, "→", anchor="middle")
    svg.text(207, 177.5, "行", anchor="end")
    return svg


FIGURES = {"spatially-separable-convolution": draw}
