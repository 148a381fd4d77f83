"""Enlarge, then convolve: upsampling without the uneven overlap of a transposed convolution.

Source: Augustus Odena, Vincent Dumoulin and Chris Olah, "Deconvolution and Checkerboard
Artifacts", Distill, 2016, https://doi.org/10.23915/distill.00003.
Shown on docs/terms/convolution/resize-convolution.md.
"""

# --8<-- [start:resize_conv2d]
import torch
from torch import Tensor
from torch.nn import functional as F

from snippets.convolution.convolution_arguments import (
    check_at_least,
    check_bias,
    check_dtypes,
    check_four_axes,
)
from snippets.convolution.convolution_arithmetic import half_padding


def nearest_upsample(input: Tensor, scale: int) -> Tensor:
    """Return (N, C, H, W) with every pixel as a square of scale * scale pixels."""
    return input.repeat_interleave(scale, dim=2).repeat_interleave(scale, dim=3)


def resize_conv2d(
    input: Tensor, weight: Tensor, bias: Tensor | None = None, scale: int = 2
) -> Tensor:
    """Enlarge by nearest neighbours, then convolve and keep the size.

    Args:
        input: (N, C_in, H, W), floating point.
        weight: (C_out, C_in, kH, kW), both sizes odd.
        bias: (C_out,) or None.
        scale: >= 1, how many times larger height and width become.

    Returns:
        (N, C_out, scale*H, scale*W), dtype and device of input.

    Raises:
        ValueError: rank, dtype, channels or a number breaks the rules above.
    """
    check_four_axes("input", input, "(N, C_in, H, W)")
    check_four_axes("weight", weight, "(C_out, C_in, kH, kW)")
    check_dtypes(input=input, weight=weight, bias=bias)
    check_bias(bias, len(weight))
    check_at_least(1, scale=scale)
    if input.shape[1] != weight.shape[1]:
        raise ValueError(
            f"weight takes {weight.shape[1]} channels, got input of {input.shape[1]}"
        )
    margins = tuple(map(half_padding, weight.shape[2:]))
    return F.conv2d(nearest_upsample(input, scale), weight, bias, padding=margins)


# --8<-- [end:resize_conv2d]


# --8<-- [start:transposed_kernel]
def transposed_kernel(weight: Tensor, scale: int) -> Tensor:
    """Return the kernel with which a transposed convolution does what resize_conv2d does.

    conv_transpose2d(input, transposed_kernel(weight, scale), bias, stride=scale, padding=p),
    p the half padding of weight, equals resize_conv2d(input, weight, bias, scale).

    Args:
        weight: (C_out, C_in, kH, kW), both sizes odd.
        scale: >= 1.

    Returns:
        (C_in, C_out, kH + scale - 1, kW + scale - 1).
    """
    slices = weight.flip(-2, -1).flatten(0, 1)[:, None]  # (C_out*C_in, 1, kH, kW)
    square = weight.new_ones(1, 1, scale, scale)  # what enlarging stamps
    summed = F.conv2d(slices, square, padding=scale - 1)
    return summed[:, 0].unflatten(0, weight.shape[:2]).transpose(0, 1)


# --8<-- [end:transposed_kernel]


# --8<-- [start:stamp_counts]
def stamp_counts(size: int, kernel_size: int, stride: int) -> Tensor:
    """Return how many input pixels reach each output pixel of a transposed convolution.

    Args:
        size: >= 1, of the input along one axis, in pixels.
        kernel_size: >= 1, in weights.
        stride: >= 1, pixels of the output between neighbouring stamps.

    Returns:
        ((size - 1) * stride + kernel_size,), int64.

    Raises:
        ValueError: a number is out of range.
    """
    check_at_least(1, size=size, kernel_size=kernel_size, stride=stride)
    counts = torch.zeros((size - 1) * stride + kernel_size, dtype=torch.int64)
    for first in range(0, size * stride, stride):
        counts[first : first + kernel_size] += 1
    return counts


# --8<-- [end:stamp_counts]
