"""Draw a 2x2 input on its way through a transposed convolution, and the matrix C behind it.

Every number comes from the snippets; the tests compare the drawn numbers with torch's.
"""

import torch
from torch import Tensor
from torch.nn import functional as F

from snippets.convolution.convolution_matrix import convolution_matrix
from snippets.convolution.transposed_convolution import conv_transpose2d_by_zero_insertion
from snippets.svg import Svg

INPUT = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
KERNEL = torch.arange(1.0, 10.0).reshape(3, 3)

_CELL = 24
_GRID_CELL = 22


def zero_inserted(stride: int) -> Tensor:
    """Return the input with stride - 1 zeros between its pixels and 2 around them."""
    spread = torch.zeros(2, 2, stride, stride)
    spread[:, :, 0, 0] = INPUT
    lines = spread.transpose(1, 2).reshape(2 * stride, 2 * stride)
    return F.pad(lines[: stride + 1, : stride + 1], (2, 2, 2, 2))


def output(stride: int) -> Tensor:
    """Return the transposed convolution of the input, (4, 4) or (5, 5)."""
    maps = conv_transpose2d_by_zero_insertion(
        INPUT[None, None], KERNEL[None, None], None, stride
    )
    return maps[0, 0]


def _grid(svg: Svg, left: float, top: float, values: Tensor, title: str) -> None:
    rows, columns = values.shape
    svg.text(left + columns * _CELL / 2, top - 8, title, anchor="middle")
    for i in range(rows):
        for j in range(columns):
            value = int(values[i, j])
            x, y = left + j * _CELL, top + i * _CELL
            svg.rect(x, y, _CELL, _CELL)
            kind = "ink" if value else "muted"
            svg.text(x + _CELL / 2, y + _CELL / 2 + 4.5, value, kind, anchor="middle")


def _mark(svg: Svg, left: float, top: float, i: int, j: int, size: int, kind: str) -> None:
    x, y = left + j * _CELL, top + i * _CELL
    svg.rect(x, y, size * _CELL, size * _CELL, kind, shade=0.15, stroke_width=2)


def _arrow(svg: Svg, x1: float, x2: float, y: float) -> None:
    svg.line(x1, y, x2, y)
    svg.line(x2 - 5, y - 4, x2, y)
    svg.line(x2 - 5, y + 4, x2, y)


def _step(stride: int, at: tuple[int, int]) -> Svg:
    """Draw input, padded grid, kernel, flipped kernel and output; mark one output cell."""
    padded, flipped, result = zero_inserted(stride), KERNEL.flip(0, 1), output(stride)
    size, out_size = len(padded), len(result)
    upper, left, grid_left = 28, 12, 180
    lower = upper + size * _CELL + 44
    flipped_left, out_left = 148, 384 - out_size * _CELL
    svg = Svg(396, lower + out_size * _CELL + 34)

    middle = upper + size * _CELL / 2
    _grid(svg, left, middle - _CELL, INPUT, "输入 2×2")
    _arrow(svg, left + 2 * _CELL + 14, grid_left - 14, middle)
    between = f"间隔插 {stride - 1} 个 0" if stride > 1 else "间隔不插 0"
    svg.text((left + 2 * _CELL + grid_left) / 2, middle - 26, between, anchor="middle")
    svg.text((left + 2 * _CELL + grid_left) / 2, middle - 9, "四周补 2 圈", anchor="middle")
    _grid(svg, grid_left, upper, padded, f"补零后 {size}×{size}")
    for i, j in padded.nonzero().tolist():
        _mark(svg, grid_left, upper, i, j, 1, "a")
    _mark(svg, grid_left, upper, *at, 3, "b")

    kernel_middle = lower + out_size * _CELL / 2
    kernel_top = kernel_middle - 1.5 * _CELL
    _grid(svg, left, kernel_top, KERNEL, "核")
    _arrow(svg, left + 3 * _CELL + 14, flipped_left - 14, kernel_middle)
    _grid(svg, flipped_left, kernel_top, flipped, "转 180° 的核")
    _arrow(svg, flipped_left + 3 * _CELL + 9, out_left - 9, kernel_middle)
    _grid(svg, out_left, lower, result, f"输出 {out_size}×{out_size}")
    _mark(svg, out_left, lower, *at, 1, "b")

    window = padded[at[0] : at[0] + 3, at[1] : at[1] + 3]
    products = [
        f"{int(flipped[i, j])}×{int(window[i, j])}" for i, j in window.nonzero().tolist()
    ]
    sum_line = f"框内：{' + '.join(products)} = {int(result[at])}"
    svg.text(198, lower + out_size * _CELL + 24, sum_line, "b", anchor="middle")
    return svg


def unit_stride() -> Svg:
    """Draw 2x2 -> 4x4."""
    return _step(1, (1, 1))


def stride_two() -> Svg:
    """Draw 2x2 -> 5x5."""
    return _step(2, (2, 2))


def matrix() -> Svg:
    """Draw C as 4x16 cells, the weights shaded."""
    values = convolution_matrix(KERNEL[None, None], 4)
    left, top = 38, 50
    svg = Svg(left + 16 * _GRID_CELL + 4, top + 4 * _GRID_CELL + 30)
    svg.text(left + 8 * _GRID_CELL, 16, "列：4×4 输入的 16 个像素", anchor="middle")
    for block in range(4):
        centre = left + (4 * block + 2) * _GRID_CELL
        svg.text(centre, top - 9, f"第 {block} 行", anchor="middle")
    for i, weights in enumerate(values.tolist()):
        y = top + i * _GRID_CELL
        svg.text(left - 6, y + 15.5, f"y{'₀₁'[i // 2]}{'₀₁'[i % 2]}", anchor="end")
        for j, weight in enumerate(weights):
            x = left + j * _GRID_CELL
            svg.rect(
                x, y, _GRID_CELL, _GRID_CELL, "a" if weight else "muted", shade=weight / 24
            )
            kind = "ink" if weight else "muted"
            svg.text(x + _GRID_CELL / 2, y + 15.5, int(weight), kind, anchor="middle")
    for block in range(5):
        x = left + 4 * block * _GRID_CELL
        svg.line(x, top - 4, x, top + 4 * _GRID_CELL + 4, stroke_width=2)
    count = f"64 格中 {int(values.count_nonzero())} 格非零，每行都是同样的 9 个权重"
    svg.text(left + 8 * _GRID_CELL, top + 4 * _GRID_CELL + 24, count, anchor="middle")
    return svg


FIGURES = {
    "transposed-convolution-2x2-to-4x4": unit_stride,
    "transposed-convolution-2x2-to-5x5": stride_two,
    "convolution-matrix": matrix,
}
