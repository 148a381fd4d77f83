"""Convolution whose kernels are products of three vectors: channels, rows, columns.

Source: Jin, Dundar and Culurciello, "Flattened Convolutional Neural Networks for Feedforward
Acceleration", 2014, https://arxiv.org/abs/1412.5474. The paper adds a bias after each of the
three passes; here one is added at the end, as in torch's conv2d.
Shown on docs/terms/convolution/flattened-convolution.md.
"""

# --8<-- [start:flattened_conv2d]
import torch
from torch import Tensor
from torch.nn import functional as F

from snippets.convolution.convolution_arguments import (
    IntOrPair,
    check_bias,
    check_dtypes,
    check_four_axes,
    pair_of,
)
from snippets.convolution.convolution_sizes import conv_output_size


def flattened_conv2d(
    input: Tensor,
    lateral: Tensor,
    vertical: Tensor,
    horizontal: Tensor,
    bias: Tensor | None = None,
    stride: IntOrPair = 1,
    padding: IntOrPair = 0,
    dilation: IntOrPair = 1,
) -> Tensor:
    """Convolve in three one-dimensional passes: across the channels, down, across the columns.

    weight[f, c, u, v] = lateral[f, c] * vertical[f, u] * horizontal[f, v]

    Args:
        input: (N, C, H, W), floating point; 0 outside.
        lateral: (F, C), a weight for each channel, for each of F filters.
        vertical: (F, kH).
        horizontal: (F, kW).
        bias: (F,) or None.
        stride: >= 1, pixels from one window to the next: (rows, columns).
        padding: >= 0, zeros around the input.
        dilation: >= 1, pixels from one weight to the next.

    Returns:
        (N, F, H_out, W_out), dtype and device of input.

    Raises:
        ValueError: rank, dtype, channels, filters or a number breaks the rules above, or the
            kernel is larger than the padded input.
    """
    check_four_axes("input", input, "(N, C, H, W)")
    check_dtypes(
        input=input, lateral=lateral, vertical=vertical, horizontal=horizontal, bias=bias
    )
    check_vectors(lateral, vertical, horizontal)
    filters, channels = lateral.shape
    if input.shape[1] != channels:
        raise ValueError(f"input must have {channels} channels, got {input.shape[1]}")
    check_bias(bias, filters)
    down, right = pair_of("stride", stride, 1)
    top, left = pair_of("padding", padding, 0)
    below, beside = pair_of("dilation", dilation, 1)
    # The next two lines raise where the sizes do not fit.
    conv_output_size(input.shape[2], vertical.shape[1], padding=top, dilation=below)
    conv_output_size(input.shape[3], horizontal.shape[1], padding=left, dilation=beside)

    rows, columns = vertical[:, None, :, None], horizontal[:, None, None]  # (F, 1, kH or 1, ..)
    mixed = F.conv2d(input, lateral[:, :, None, None])  # (N, F, H, W)
    passed = F.conv2d(mixed, rows, None, (down, 1), (top, 0), (below, 1), filters)
    return F.conv2d(passed, columns, bias, (1, right), (0, left), (1, beside), filters)


# --8<-- [end:flattened_conv2d]


# --8<-- [start:rank_one_weight]
def rank_one_weight(lateral: Tensor, vertical: Tensor, horizontal: Tensor) -> Tensor:
    """Return the kernels with which conv2d gives the same in one pass.

    Args:
        lateral: (F, C).
        vertical: (F, kH).
        horizontal: (F, kW).

    Returns:
        (F, C, kH, kW), each filter the outer product of its three vectors.

    Raises:
        ValueError: one of them is no matrix, is empty, or has another number of filters.
    """
    check_vectors(lateral, vertical, horizontal)
    return torch.einsum("fc,fu,fv->fcuv", lateral, vertical, horizontal)


def check_vectors(lateral: Tensor, vertical: Tensor, horizontal: Tensor) -> None:
    """Raise unless all three are matrices with a row for each filter."""
    named = {"lateral": lateral, "vertical": vertical, "horizontal": horizontal}
    for name, vectors in named.items():
        if vectors.ndim != 2 or 0 in vectors.shape or len(vectors) != len(lateral):
            shapes = ", ".join(f"{key} {tuple(value.shape)}" for key, value in named.items())
            raise ValueError(f"{name} must be a matrix, one row for each filter, got {shapes}")


# --8<-- [end:rank_one_weight]
