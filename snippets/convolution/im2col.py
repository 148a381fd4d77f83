"""Windows of an image as the columns of a matrix, and back: torch's unfold and fold.

Source: Kumar Chellapilla, Sidd Puri and Patrice Simard, "High Performance Convolutional Neural
Networks for Document Processing", IWFHR 2006, https://inria.hal.science/inria-00112631.
Shown on docs/terms/convolution/im2col.md.
"""

# --8<-- [start:unfold]
from typing import NamedTuple

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
    windows = windows_of(input.shape[2:], kernel_size, dilation, padding, stride)
    top, left = windows.margins
    padded = F.pad(input, (left, left, top, top))
    pixels = [padded[:, :, rows, columns].flatten(2) for rows, columns in windows.places]
    return torch.stack(pixels, dim=2).flatten(1, 2)


class Windows(NamedTuple):
    """Where the windows of an image are, once it is padded."""

    counts: tuple[int, int]  # of windows, down and across
    margins: tuple[int, int]  # of zeros, above and to the left
    places: list[tuple[slice, slice]]  # what each place in a window visits: rows, columns


def windows_of(
    size: tuple[int, int],
    kernel_size: IntOrPair,
    dilation: IntOrPair,
    padding: IntOrPair,
    stride: IntOrPair,
) -> Windows:
    """Return the windows of an image of this size; the other arguments are those of unfold."""
    kernel_sizes = pair_of("kernel_size", kernel_size, 1)
    gaps, margins = pair_of("dilation", dilation, 1), pair_of("padding", padding, 0)
    steps = pair_of("stride", stride, 1)
    counts = tuple(map(conv_output_size, size, kernel_sizes, steps, margins, gaps))
    rows, columns = (
        [
            slice(first, first + (counts[axis] - 1) * steps[axis] + 1, steps[axis])
            for first in range(0, kernel_sizes[axis] * gaps[axis], gaps[axis])
        ]
        for axis in (0, 1)
    )
    return Windows(counts, margins, [(row, column) for row in rows for column in columns])


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
    windows = windows_of(size, kernel_size, dilation, padding, stride)
    number, places = windows.counts[0] * windows.counts[1], len(windows.places)
    if input.ndim != 3 or input.shape[1] % places or input.shape[2] != number:
        raise ValueError(f"input must be (N, C*{places}, {number}), got {tuple(input.shape)}")
    top, left = windows.margins
    parts = input.unflatten(1, (-1, places)).unflatten(3, windows.counts)
    canvas = input.new_zeros(*parts.shape[:2], height + 2 * top, width + 2 * left)
    for place, (rows, columns) in enumerate(windows.places):
        canvas[:, :, rows, columns] += parts[:, :, place]
    return canvas[:, :, top : top + height, left : left + width]


# --8<-- [end:fold]
