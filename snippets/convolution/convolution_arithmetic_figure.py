"""Draw the positions of a kernel on 5 and on 6 pixels: stride 2 gives 3 outputs both times."""

from snippets.convolution.convolution_sizes import conv_output_size
from snippets.svg import Svg

SIZES, KERNEL, STRIDE, PADDING = (5, 6), 3, 2, 1

_CELL, _LEFT = 30, 70


def unseen(size: int) -> int:
    """Return how many cells at the far end, padding included, no position reaches."""
    positions = conv_output_size(size, KERNEL, STRIDE, PADDING)
    return size + 2 * PADDING - ((positions - 1) * STRIDE + KERNEL)


def _row(svg: Svg, top: float, size: int) -> None:
    padded = size + 2 * PADDING
    svg.text(_LEFT - 12, top + 20, f"i = {size}", anchor="end")
    for cell in range(padded):
        x = _LEFT + cell * _CELL
        pixel = PADDING <= cell < PADDING + size
        svg.rect(x, top, _CELL, _CELL, "ink" if pixel else "muted", shade=0.08 if pixel else 0)
        mark = str(cell - PADDING) if pixel else "0"
        svg.text(x + _CELL / 2, top + 20, mark, "ink" if pixel else "muted", anchor="middle")
    for position in range(conv_output_size(size, KERNEL, STRIDE, PADDING)):
        x, y = _LEFT + position * STRIDE * _CELL, top + 42 + 16 * position
        svg.rect(x + 2, y, KERNEL * _CELL - 4, 10, "a", shade=0.4)
        svg.text(_LEFT - 12, y + 10, f"输出 {position}", "a", anchor="end")
    if unseen(size):
        x = _LEFT + (padded - unseen(size)) * _CELL
        svg.rect(x, top, unseen(size) * _CELL, _CELL, "b", shade=0.25, stroke_width=2)
        svg.text(x + unseen(size) * _CELL / 2, top + 50, "没用到", "b", anchor="middle")


def positions() -> Svg:
    """Draw one row of cells for each of SIZES, and under it the kernel's positions."""
    svg = Svg(340, 238)
    for number, size in enumerate(SIZES):
        _row(svg, 14 + 120 * number, size)
    return svg


FIGURES = {"convolution-arithmetic": positions}
