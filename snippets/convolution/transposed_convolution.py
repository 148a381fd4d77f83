"""Transposed convolution three ways; each gives what torch's conv_transpose2d gives.

Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016,
https://arxiv.org/abs/1603.07285, chapter 4. The definition is torch's, so dilation and groups,
which the guide leaves out there, are included. Differences from torch: the input must have its
batch axis, integer tensors are refused, and every error is a ValueError.
Shown on docs/terms/convolution/transposed-convolution.md.
"""

# --8<-- [start:zero_insertion]
import torch
from torch import Tensor
from torch.nn import functional as F

from snippets.convolution.convolution_arguments import IntOrPair
from snippets.convolution.convolution_matrix import sparse_convolution_matrix
from snippets.convolution.transposed_arguments import check_conv_transpose2d


def conv_transpose2d_by_zero_insertion(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: IntOrPair = 1,
    padding: IntOrPair = 0,
    output_padding: IntOrPair = 0,
    groups: int = 1,
    dilation: IntOrPair = 1,
) -> Tensor:
    """Put zeros between and around the pixels, then convolve with the flipped kernel.

    H_out = (H - 1) * stride - 2 * padding + dilation * (kH - 1) + output_padding + 1

    Args:
        input: (N, C_in, H, W), floating point.
        weight: (C_in, C_out/groups, kH, kW): the weight of the convolution that is transposed.
        bias: (C_out,) or None.
        stride: >= 1, distance in the output between neighbouring pixels of the input.
        padding: >= 0, pixels cut off at each side of the output.
        output_padding: >= 0 and below stride or dilation, pixels added below and right.
        groups: a divisor of C_in.
        dilation: >= 1, distance between neighbouring weights.

    Returns:
        (N, C_out, H_out, W_out), dtype and device of input.

    Raises:
        ValueError: rank, dtype, channels or a number breaks the rules above.
    """
    rows, cols = check_conv_transpose2d(
        input, weight, bias, stride, padding, output_padding, groups, dilation
    )
    stretched = input.new_zeros(
        *input.shape[:2],
        (rows.size - 1) * rows.stride + 1,
        (cols.size - 1) * cols.stride + 1,
    )
    stretched[:, :, :: rows.stride, :: cols.stride] = input

    margins = []  # as F.pad wants them: left, right, top, bottom
    for axis in (cols, rows):
        before = axis.span - 1 - axis.padding
        margins += [before, before + axis.output_padding]
    # A negative margin crops. Pad first: there may be less to crop than the margin asks for.
    padded = F.pad(stretched, [max(margin, 0) for margin in margins])
    padded = F.pad(padded, [min(margin, 0) for margin in margins])

    flipped = weight.flip(-2, -1).unflatten(0, (groups, -1))  # (groups, C_in/groups, ...)
    kernel = flipped.transpose(1, 2).flatten(0, 1)  # (C_out, C_in/groups, kH, kW)
    gaps = (rows.dilation, cols.dilation)
    return F.conv2d(padded, kernel, bias, dilation=gaps, groups=groups)


# --8<-- [end:zero_insertion]


# --8<-- [start:scatter]
def conv_transpose2d_by_scatter(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: IntOrPair = 1,
    padding: IntOrPair = 0,
    output_padding: IntOrPair = 0,
    groups: int = 1,
    dilation: IntOrPair = 1,
) -> Tensor:
    """Let each pixel add the kernel, times its value, to the output; the kernel is not flipped.

    Arguments, result and errors are those of conv_transpose2d_by_zero_insertion.
    """
    rows, cols = check_conv_transpose2d(
        input, weight, bias, stride, padding, output_padding, groups, dilation
    )
    kernels = weight.unflatten(0, (groups, -1))  # (groups, C_in/groups, C_out/groups, kH, kW)
    canvas = input.new_zeros(
        input.shape[0],
        groups * weight.shape[1],
        rows.output_size + 2 * rows.padding,
        cols.output_size + 2 * cols.padding,
    )
    for i in range(rows.size):
        for j in range(cols.size):
            pixel = input[:, :, i, j].unflatten(1, (groups, -1))  # (N, groups, C_in/groups)
            stamp = torch.einsum("ngc,gcokl->ngokl", pixel, kernels).flatten(1, 2)
            under = (
                slice(i * rows.stride, i * rows.stride + rows.span, rows.dilation),
                slice(j * cols.stride, j * cols.stride + cols.span, cols.dilation),
            )
            canvas[:, :, *under] += stamp
    bottom, right = rows.padding + rows.output_size, cols.padding + cols.output_size
    output = canvas[:, :, rows.padding : bottom, cols.padding : right]
    return output if bias is None else output + bias[:, None, None]


# --8<-- [end:scatter]


# --8<-- [start:matrix]
def conv_transpose2d_by_matrix(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: IntOrPair = 1,
    padding: IntOrPair = 0,
    output_padding: IntOrPair = 0,
    groups: int = 1,
    dilation: IntOrPair = 1,
) -> Tensor:
    """Multiply the flattened input by C^T, where C is the matrix of the convolution.

    Arguments, result and errors are those of conv_transpose2d_by_zero_insertion.
    """
    rows, cols = check_conv_transpose2d(
        input, weight, bias, stride, padding, output_padding, groups, dilation
    )
    output_size = (rows.output_size, cols.output_size)
    matrix = sparse_convolution_matrix(weight, output_size, stride, padding, dilation, groups)
    # The convolution of that output has more positions than the input has pixels when
    # output_padding >= stride (which a larger dilation allows); those get zeros.
    extra = [axis.output_padding // axis.stride for axis in (cols, rows)]
    pixels = F.pad(input, (0, extra[0], 0, extra[1])).flatten(1)  # (N, C_in*H*W)
    output = (matrix.T @ pixels.T).T.unflatten(1, (-1, *output_size))
    return output if bias is None else output + bias[:, None, None]


# --8<-- [end:matrix]
