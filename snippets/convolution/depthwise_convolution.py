"""Depthwise convolution: each channel is filtered in space by kernels of its own.

Source: Howard et al., "MobileNets: Efficient Convolutional Neural Networks for Mobile Vision
Applications", 2017, https://arxiv.org/abs/1704.04861, where each channel has one filter; here
it has m. Results and their order are those of torch's conv2d with groups=C.
Shown on docs/terms/convolution/depthwise-convolution.md.
"""

# --8<-- [start:depthwise_conv2d]
from itertools import product

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


def depthwise_conv2d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: IntOrPair = 1,
    padding: IntOrPair = 0,
    dilation: IntOrPair = 1,
) -> Tensor:
    """Filter each channel with its own m kernels; channels never meet.

    H_out = floor((H + 2 * padding - dilation * (kH - 1) - 1) / stride) + 1

    Args:
        input: (N, C, H, W), floating point.
        weight: (C*m, 1, kH, kW); kernels c*m to c*m + m - 1 read channel c.
        bias: (C*m,) or None.
        stride: >= 1, pixels between neighbouring kernel positions.
        padding: >= 0, zeros around the input.
        dilation: >= 1, pixels between neighbouring weights.

    Returns:
        (N, C*m, H_out, W_out), dtype and device of input.

    Raises:
        ValueError: rank, dtype, channels or a number breaks the rules above, or the kernel is
            larger than the padded input.
    """
    check_four_axes("input", input, "(N, C, H, W)")
    check_four_axes("weight", weight, "(C*m, 1, kH, kW)")
    check_dtypes(input=input, weight=weight, bias=bias)
    channels, (filters, depth, *kernel_size) = input.shape[1], weight.shape
    if depth != 1 or filters == 0 or filters % channels:
        raise ValueError(
            f"weight must be (C*m, 1, kH, kW) with C={channels} of input, "
            f"got shape {tuple(weight.shape)}"
        )
    check_bias(bias, filters)
    steps, gaps = pair_of("stride", stride, 1), pair_of("dilation", dilation, 1)
    margins = pair_of("padding", padding, 0)
    size = tuple(map(conv_output_size, input.shape[2:], kernel_size, steps, margins, gaps))

    padded = F.pad(input, (margins[1], margins[1], margins[0], margins[0]))
    read = padded.repeat_interleave(filters // channels, dim=1)  # (N, C*m, ...)
    output = input.new_zeros(len(input), filters, *size)
    for u, v in product(*map(range, kernel_size)):  # one product each, no sum over channels
        rows = read[:, :, u * gaps[0] :: steps[0], v * gaps[1] :: steps[1]]
        output = output + weight[:, :, u, v, None] * rows[:, :, : size[0], : size[1]]
    return output if bias is None else output + bias[:, None, None]


# --8<-- [end:depthwise_conv2d]
