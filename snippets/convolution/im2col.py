"""Windows of an image as the columns of a matrix, and back: torch's unfold and fold.

Source: Kumar Chellapilla, Sidd Puri and Patrice Simard, "High Performance Convolutional Neural
Networks for Document Processing", IWFHR 2006, https://inria.hal.science/inria-00112631.
Shown on docs/terms/convolution/im2col.md.
"""

# --8<-- [start:unfold]
import torch
from torch import Tensor
from torch.nn import functional as F

from snippets.convolution.convolution_arguments import IntOrPair, check_four_axes, pair_of
from snippets.convolution.convolution_sizes import conv_output_size


def unfold(
    input: Tensor,
    kernel_size: IntOrPair,
    dilation: IntOrPair = 1,
    padding: IntOrPair = 0,
    stride: IntOrPair = 1,
) -> Tensor:
    """Return each window as one column, its numbers by channel, row and column.

    Args:
        input: (N, C, H, W).
        kernel_size: >= 1, (kH, kW) of a window, in pixels that it reads.
        dilation: >= 1, pixels between neighbouring pixels that a window reads.
        padding: >= 0, zeros around the input.
        stride: >= 1, pixels between neighbouring windows.

    Returns:
        (N, C*kH*kW, H_out*W_out), dtype and device of input.

    Raises:
        ValueError: rank or a number breaks the rules above, or no window fits.
    """
    check_four_axes("input", input, "(N, C, H, W)")
    top, left = pair_of("padding", padding, 0)
    padded = F.pad(input, (left, left, top, top))
    places = window_places(input.shape[2:], kernel_size, dilation, padding, stride)
    windows = [padded[:, :, rows, columns].flatten(2) for rows, columns in places]
    return torch.stack(windows, dim=2).flatten(1, 2)


def window_places(
    size: tuple[int, int],
    kernel_size: IntOrPair,
    dilation: IntOrPair,
    padding: IntOrPair,
    stride: IntOrPair,
) -> list[tuple[slice, slice]]:
    """Return for each place in a window the rows and columns of the padded image it visits."""
    kernel_sizes = pair_of("kernel_size", kernel_size, 1)
    gaps, margins = pair_of("dilation", dilation, 1), pair_of("padding", padding, 0)
    steps = pair_of("stride", stride, 1)
    counts = tuple(map(conv_output_size, size, kernel_sizes, steps, margins, gaps))
    rows, columns = (
        [slice(first, first + (n - 1) * step + 1, step) for first in range(0, k * gap, gap)]
        for k, gap, n, step in zip(kernel_sizes, gaps, counts, steps, strict=True)
    )
    return [(row, column) for row in rows for column in columns]


# --8<-- [end:unfold]


# --8<-- [start:fold]
def fold(
    input: Tensor,
    output_size: IntOrPair,
    kernel_size: IntOrPair,
    dilation: IntOrPair = 1,
    padding: IntOrPair = 0,
    stride: IntOrPair = 1,
) -> Tensor:
    """Put each column back where unfold read it, and add where windows overlap.

    Args:
        input: (N, C*kH*kW, H_out*W_out), as unfold gives it.
        output_size: (H, W) of the image, in pixels.
        kernel_size: >= 1, (kH, kW) of a window, in pixels that it holds.
        dilation: >= 1, pixels between neighbouring pixels that a window holds.
        padding: >= 0, zeros that were around the image.
        stride: >= 1, pixels between neighbouring windows.

    Returns:
        (N, C, H, W), dtype and device of input.

    Raises:
        ValueError: a number breaks the rules above, or input is not of the shape above.
    """
    height, width = size = pair_of("output_size", output_size, 1)
    top, left = pair_of("padding", padding, 0)
    places = window_places(size, kernel_size, dilation, padding, stride)
    canvas_size = height + 2 * top, width + 2 * left
    counts = [len(range(*at.indices(n))) for at, n in zip(places[0], canvas_size, strict=True)]
    windows = counts[0] * counts[1]
    if input.ndim != 3 or input.shape[1] % len(places) or input.shape[2] != windows:
        raise ValueError(
            f"input must be (N, C*{len(places)}, {windows}), got {tuple(input.shape)}"
        )
    parts = input.unflatten(1, (-1, len(places))).unflatten(3, counts)
    canvas = input.new_zeros(*parts.shape[:2], *canvas_size)
    for place, (rows, columns) in enumerate(places):
        canvas[:, :, rows, columns] += parts[:, :, place]
    return canvas[:, :, top : top + height, left : left + width]


# --8<-- [end:fold]
