"""Convolution as a matrix: C @ x.ravel() == conv2d(x).ravel().

Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016,
https://arxiv.org/abs/1603.07285, section 4.1. There C is for one channel; here channels and
groups are blocks of it.
Shown on docs/terms/convolution/transposed-convolution.md.
"""

# --8<-- [start:sparse_convolution_matrix]
import torch
from torch import Tensor

from snippets.convolution.convolution_arguments import (
    IntOrPair,
    check_at_least,
    check_dtypes,
    check_four_axes,
    pair_of,
)
from snippets.convolution.convolution_sizes import conv_output_size


def sparse_convolution_matrix(
    weight: Tensor,
    input_size: IntOrPair,
    stride: IntOrPair = 1,
    padding: IntOrPair = 0,
    dilation: IntOrPair = 1,
    groups: int = 1,
) -> Tensor:
    """Return the matrix C of a convolution, built from where each weight lands.

    C[(o, i, j), (c, h, w)] = weight[o, c, u, v] with h = i * stride - padding + u * dilation,
    w alike from j and v; 0 where no (u, v) fits. Rows and columns are in C order.

    Args:
        weight: (C_out, C_in/groups, kH, kW), floating point, as for conv2d.
        input_size: (H, W) of the input, in pixels; an int stands for a square.
        stride: >= 1, pixels between neighbouring kernel positions.
        padding: >= 0, zeros around the input.
        dilation: >= 1, pixels between neighbouring weights.
        groups: a divisor of C_out; input channels of one group feed its outputs only.

    Returns:
        (C_out*H_out*W_out, C_in*H*W), a coalesced sparse COO tensor of weight's dtype.

    Raises:
        ValueError: weight is not 4-D floating point, groups does not divide C_out, or the
            sizes do not fit (see conv_output_size).
    """
    check_four_axes("weight", weight, "(C_out, C_in/groups, kH, kW)")
    check_dtypes(weight=weight)
    check_at_least(1, groups=groups)
    out_channels, group_channels, *kernel_size = weight.shape
    if out_channels % groups:
        raise ValueError(f"{groups} groups do not divide {out_channels} output channels")
    height, width = size = pair_of("input_size", input_size, 1)
    steps = pair_of("stride", stride, 1)
    margins = pair_of("padding", padding, 0)
    gaps = pair_of("dilation", dilation, 1)
    out_height, out_width = map(conv_output_size, size, kernel_size, steps, margins, gaps)

    # One line of the table for each multiplication that the convolution makes.
    lengths = (*weight.shape, out_height, out_width)
    table = torch.cartesian_prod(*(torch.arange(n, device=weight.device) for n in lengths))
    o, c, u, v, i, j = table.unbind(1)
    channel = o // (out_channels // groups) * group_channels + c
    h = i * steps[0] - margins[0] + u * gaps[0]
    w = j * steps[1] - margins[1] + v * gaps[1]
    row = (o * out_height + i) * out_width + j
    column = (channel * height + h) * width + w
    inside = (h >= 0) & (h < height) & (w >= 0) & (w < width)  # else it meets padding
    return torch.sparse_coo_tensor(
        torch.stack([row, column])[:, inside],
        weight[o, c, u, v][inside],
        (out_channels * out_height * out_width, groups * group_channels * height * width),
        check_invariants=True,
    ).coalesce()


# --8<-- [end:sparse_convolution_matrix]


# --8<-- [start:convolution_matrix]
def convolution_matrix(
    weight: Tensor,
    input_size: IntOrPair,
    stride: IntOrPair = 1,
    padding: IntOrPair = 0,
    dilation: IntOrPair = 1,
    groups: int = 1,
) -> Tensor:
    """Return the matrix C of a convolution with its zeros written out, for small inputs.

    Arguments and errors are those of sparse_convolution_matrix.

    Returns:
        (C_out*H_out*W_out, C_in*H*W), dense, dtype of weight.
    """
    return sparse_convolution_matrix(
        weight, input_size, stride, padding, dilation, groups
    ).to_dense()


# --8<-- [end:convolution_matrix]
