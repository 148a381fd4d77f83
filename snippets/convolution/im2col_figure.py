"""Draw a 3x3 image and the matrix of its four 2x2 windows, one window marked in both."""

import torch
from torch import Tensor

from snippets.convolution.im2col import unfold
from snippets.svg import Svg

IMAGE = torch.arange(1, 10, dtype=torch.float64).reshape(1, 1, 3, 3)
KERNEL, MARKED = 2, 2  # the third window, counted from 0: it begins in row 1, column 0

_CELL = 30


def columns() -> Tensor:
    """Return the matrix that is drawn."""
    return unfold(IMAGE, KERNEL)[0]


def _grid(svg: Svg, left: float, top: float, values: Tensor, title: str) -> None:
    svg.text(left + values.shape[1] * _CELL / 2, top - 10, title, anchor="middle")
    for i, row in enumerate(values.tolist()):
        for j, value in enumerate(row):
            x, y = left + j * _CELL, top + i * _CELL
            svg.rect(x, y, _CELL, _CELL)
            svg.text(x + _CELL / 2, y + 20, f"{value:g}", anchor="middle")


def windows() -> Svg:
    """Draw image and matrix side by side."""
    svg = Svg(330, 176)
    _grid(svg, 20, 50, IMAGE[0, 0], "图像 3×3")
    _grid(svg, 180, 36, columns(), "四个窗口，一个一列")
    row, column = divmod(MARKED, 3 - KERNEL + 1)
    svg.rect(20 + column * _CELL, 50 + row * _CELL, 60, 60, "a", shade=0.2, stroke_width=2)
    svg.rect(180 + MARKED * _CELL, 36, _CELL, 4 * _CELL, "a", shade=0.2, stroke_width=2)
    return svg


FIGURES = {"im2col": windows}
