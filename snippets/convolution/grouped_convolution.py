"""Grouped convolution: the channels are cut into groups, each convolved by itself.

Sources: Krizhevsky, Sutskever and Hinton, "ImageNet Classification with Deep Convolutional
Neural Networks", NIPS 2012, section 3.5, where two groups stood on two GPUs; Xie et al.,
"Aggregated Residual Transformations for Deep Neural Networks", CVPR 2017,
https://arxiv.org/abs/1611.05431. Names, order and results are those of torch's conv2d.
Shown on docs/terms/convolution/grouped-convolution.md.
"""

# --8<-- [start:grouped_conv2d]
import torch
from torch import Tensor
from torch.nn import functional as F

from snippets.convolution.convolution_arguments import (
    IntOrPair,
    check_at_least,
    check_bias,
    check_dtypes,
    check_four_axes,
    pair_of,
)
from snippets.convolution.convolution_sizes import conv_output_size


def grouped_conv2d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: IntOrPair = 1,
    padding: IntOrPair = 0,
    dilation: IntOrPair = 1,
    groups: int = 1,
) -> Tensor:
    """Convolve each group of input channels with its own kernels; put the results in a row.

    H_out = floor((H + 2 * padding - dilation * (kH - 1) - 1) / stride) + 1

    Args:
        input: (N, C_in, H, W), floating point.
        weight: (C_out, C_in/groups, kH, kW); the first C_out/groups kernels belong to the
            first C_in/groups channels, and so on.
        bias: (C_out,) or None.
        stride: >= 1, pixels between neighbouring kernel positions.
        padding: >= 0, zeros around the input.
        dilation: >= 1, pixels between neighbouring weights.
        groups: a divisor of C_in and of C_out; 1 is the ordinary convolution.

    Returns:
        (N, C_out, H_out, W_out), dtype and device of input.

    Raises:
        ValueError: rank, dtype, channels or a number breaks the rules above, or the kernel is
            larger than the padded input.
    """
    check_four_axes("input", input, "(N, C_in, H, W)")
    check_dtypes(input=input, weight=weight, bias=bias)
    check_groups(weight, groups)
    out_channels, group_channels, *kernel_size = weight.shape
    if input.shape[1] != groups * group_channels:
        raise ValueError(
            f"{groups} groups of {group_channels} channels do not fit an input of "
            f"{input.shape[1]}"
        )
    check_bias(bias, out_channels)
    steps = pair_of("stride", stride, 1)
    margins = pair_of("padding", padding, 0)
    gaps = pair_of("dilation", dilation, 1)
    # The next line raises where the sizes do not fit.
    tuple(map(conv_output_size, input.shape[2:], kernel_size, steps, margins, gaps))

    parts = input.unflatten(1, (groups, group_channels))  # (N, groups, C_in/groups, H, W)
    kernels = weight.unflatten(0, (groups, out_channels // groups))
    outputs = [
        F.conv2d(parts[:, group], kernels[group], None, steps, margins, gaps)
        for group in range(groups)
    ]
    output = torch.cat(outputs, dim=1)  # (N, C_out, H_out, W_out)
    return output if bias is None else output + bias[:, None, None]


def check_groups(weight: Tensor, groups: int) -> None:
    """Raise unless weight has four axes and its kernels can be cut into groups."""
    check_four_axes("weight", weight, "(C_out, C_in/groups, kH, kW)")
    check_at_least(1, groups=groups)
    if len(weight) == 0 or len(weight) % groups:
        raise ValueError(f"{groups} groups do not divide {len(weight)} output channels")


# --8<-- [end:grouped_conv2d]


# --8<-- [start:block_diagonal_weight]
def block_diagonal_weight(weight: Tensor, groups: int) -> Tensor:
    """Return the kernels of the ordinary convolution that gives the same output.

    A weight between channels of different groups is 0: seen as a (C_out, C_in) matrix whose
    elements are kernels, the result has one block for each group on its diagonal.

    Args:
        weight: (C_out, C_in/groups, kH, kW).
        groups: a divisor of C_out.

    Returns:
        (C_out, C_in, kH, kW), dtype of weight.

    Raises:
        ValueError: weight has not four axes, or groups does not divide C_out.
    """
    check_groups(weight, groups)
    blocks = weight.unflatten(0, (groups, len(weight) // groups))
    height, width, *kernel_size = blocks.shape[1:]  # C_out/groups, C_in/groups
    dense = weight.new_zeros(groups, height, groups, width, *kernel_size)
    for group in range(groups):
        dense[group, :, group] = blocks[group]
    return dense.flatten(2, 3).flatten(0, 1)  # (C_out, C_in, kH, kW)


# --8<-- [end:block_diagonal_weight]
