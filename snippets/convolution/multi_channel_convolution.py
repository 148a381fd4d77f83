"""Two-dimensional convolution over several channels: what torch.nn.Conv2d computes.

Sources: PyTorch, torch.nn.Conv2d, whose formula this is for groups=1; Chellapilla, Puri and
Simard, "High Performance Convolutional Neural Networks for Document Processing", IWFHR 2006,
https://inria.hal.science/inria-00112631, for the convolution as one matrix product.
Shown on docs/terms/convolution/multi-channel-convolution.md.
"""

# --8<-- [start:conv2d]
import torch
from torch import Tensor
from torch.nn import functional as F

from snippets.convolution.convolution import cross_correlate2d
from snippets.convolution.convolution_arguments import (
    IntOrPair,
    check_at_least,
    check_bias,
    check_dtypes,
    check_four_axes,
    pair_of,
)
from snippets.convolution.convolution_sizes import conv_output_size


def conv2d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: IntOrPair = 1,
    padding: IntOrPair = 0,
    dilation: IntOrPair = 1,
) -> Tensor:
    """Cross-correlate every input channel with its own slice of a kernel, and add them up.

    output[n, o] = bias[o] + sum over c of cross_correlate2d(input[n, c], weight[o, c])

    Args:
        input: (N, C_in, H, W), floating point.
        weight: (C_out, C_in, kH, kW): one kernel for each output channel.
        bias: (C_out,) or None.
        stride: >= 1, pixels between neighbouring kernel positions.
        padding: >= 0, zeros around each channel.
        dilation: >= 1, pixels between neighbouring weights.

    Returns:
        (N, C_out, H_out, W_out), dtype and device of input, sizes as conv_output_size says.

    Raises:
        ValueError: rank, dtype, channels or a number breaks the rules above, or the kernel
            spans more than the padded input.
    """
    check_convolution(input, weight, bias)
    options = stride, padding, dilation
    images = []
    for image in input:  # (C_in, H, W)
        for kernel in weight:  # (C_in, kH, kW)
            parts = [
                cross_correlate2d(image[c], kernel[c], *options) for c in range(len(kernel))
            ]
            images.append(torch.stack(parts).sum(0))  # (H_out, W_out)
    output = torch.stack(images).unflatten(0, (len(input), len(weight)))
    return output if bias is None else output + bias[:, None, None]


def check_convolution(input: Tensor, weight: Tensor, bias: Tensor | None) -> None:
    """Raise unless the tensors are those of a convolution with groups=1."""
    check_four_axes("input", input, "(N, C_in, H, W)")
    check_four_axes("weight", weight, "(C_out, C_in, kH, kW)")
    check_dtypes(input=input, weight=weight, bias=bias)
    if 0 in (len(input), len(weight)):
        raise ValueError(f"got {len(input)} images and {len(weight)} kernels, need one of each")
    if input.shape[1] != weight.shape[1]:
        raise ValueError(
            f"weight takes {weight.shape[1]} channels, got input of {input.shape[1]}"
        )
    check_bias(bias, len(weight))


# --8<-- [end:conv2d]


# --8<-- [start:conv2d_by_matrix_product]
def conv2d_by_matrix_product(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: IntOrPair = 1,
    padding: IntOrPair = 0,
    dilation: IntOrPair = 1,
) -> Tensor:
    """Return the same with every window as one column of a matrix, every kernel as one row.

    Arguments, result and errors are those of conv2d.
    """
    check_convolution(input, weight, bias)
    steps = pair_of("stride", stride, 1)
    margins = pair_of("padding", padding, 0)
    gaps = pair_of("dilation", dilation, 1)
    kernel_size = tuple(weight.shape[2:])
    size = tuple(map(conv_output_size, input.shape[2:], kernel_size, steps, margins, gaps))
    windows = F.unfold(input, kernel_size, gaps, margins, steps)  # (N, C_in*kH*kW, positions)
    output = weight.flatten(1) @ windows  # (N, C_out, positions)
    if bias is not None:
        output = output + bias[:, None]
    return output.unflatten(2, size)  # (N, C_out, H_out, W_out)


# --8<-- [end:conv2d_by_matrix_product]


# --8<-- [start:conv2d_parameters]
def conv2d_parameters(
    in_channels: int, out_channels: int, kernel_size: IntOrPair, *, bias: bool = True
) -> int:
    """Return how many numbers a layer learns: C_out * (C_in * kH * kW + 1), or without the 1.

    Raises:
        ValueError: a number is not an int >= 1.
    """
    check_at_least(1, in_channels=in_channels, out_channels=out_channels)
    height, width = pair_of("kernel_size", kernel_size, 1)
    return out_channels * (in_channels * height * width + bool(bias))


# --8<-- [end:conv2d_parameters]
