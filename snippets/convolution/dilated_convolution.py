"""Dilated convolution: the weights of a kernel stand `dilation` pixels apart.

Sources: Yu and Koltun, "Multi-Scale Context Aggregation by Dilated Convolutions", ICLR 2016,
https://arxiv.org/abs/1511.07122, section 2, which flips the kernel as mathematics does; torch
and this module do not. Names, order and results are those of torch's conv2d with groups=1.
Shown on docs/terms/convolution/dilated-convolution.md.
"""

# --8<-- [start:dilated_conv2d]
from itertools import product

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


def dilated_conv2d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: IntOrPair = 1,
    padding: IntOrPair = 0,
    dilation: IntOrPair = 1,
) -> Tensor:
    """Add up one shifted copy of the input for each weight, the shifts in steps of dilation.

    H_out = floor((H + 2 * padding - dilation * (kH - 1) - 1) / stride) + 1

    Args:
        input: (N, C_in, H, W), floating point.
        weight: (C_out, C_in, kH, kW).
        bias: (C_out,) or None.
        stride: >= 1, pixels between neighbouring kernel positions.
        padding: >= 0, zeros around the input.
        dilation: >= 1, pixels from one weight to the next; 1 is the ordinary convolution.

    Returns:
        (N, C_out, H_out, W_out), dtype and device of input.

    Raises:
        ValueError: rank, dtype, channels or a number breaks the rules above, or the kernel
            spans more than the padded input.
    """
    check_four_axes("input", input, "(N, C_in, H, W)")
    check_four_axes("weight", weight, "(C_out, C_in, kH, kW)")
    check_dtypes(input=input, weight=weight, bias=bias)
    out_channels, in_channels, *kernel_size = weight.shape
    if input.shape[1] != in_channels:
        raise ValueError(f"weight takes {in_channels} channels, got input of {input.shape[1]}")
    check_bias(bias, out_channels)
    steps = pair_of("stride", stride, 1)
    rows, columns = margins = pair_of("padding", padding, 0)
    gaps = pair_of("dilation", dilation, 1)
    height, width = map(
        conv_output_size, input.shape[2:], kernel_size, steps, margins, gaps
    )  # raises where the sizes do not fit

    padded = F.pad(input, (columns, columns, rows, rows))
    output = 0 if bias is None else bias[:, None, None]
    for u, v in product(*map(range, kernel_size)):
        seen = padded[:, :, u * gaps[0] :: steps[0], v * gaps[1] :: steps[1]]
        one_weight = weight[:, :, u : u + 1, v : v + 1]  # a 1x1 kernel
        output = output + F.conv2d(seen[:, :, :height, :width], one_weight)
    return output


# --8<-- [end:dilated_conv2d]


# --8<-- [start:dilate_kernel]
def effective_kernel_size(kernel_size: int, dilation: int) -> int:
    """Return how many pixels a dilated kernel spans: dilation * (kernel_size - 1) + 1.

    Raises:
        ValueError: a number is not an int >= 1.
    """
    check_at_least(1, kernel_size=kernel_size, dilation=dilation)
    return dilation * (kernel_size - 1) + 1


def dilate_kernel(weight: Tensor, dilation: IntOrPair) -> Tensor:
    """Return the kernel with dilation - 1 zeros between neighbouring weights.

    conv2d with this kernel and dilation=1 equals conv2d with weight and dilation.

    Args:
        weight: (C_out, C_in/groups, kH, kW).
        dilation: >= 1, pixels from one weight to the next.

    Returns:
        (C_out, C_in/groups, dH * (kH - 1) + 1, dW * (kW - 1) + 1), dtype of weight.

    Raises:
        ValueError: weight has not four axes, or dilation is out of range.
    """
    check_four_axes("weight", weight, "(C_out, C_in/groups, kH, kW)")
    gaps = pair_of("dilation", dilation, 1)
    spans = map(effective_kernel_size, weight.shape[2:], gaps)
    spread = weight.new_zeros(*weight.shape[:2], *spans)
    spread[:, :, :: gaps[0], :: gaps[1]] = weight
    return spread


# --8<-- [end:dilate_kernel]
