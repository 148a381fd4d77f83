"""Pointwise grouped (1x1 grouped) convolution: one block-diagonal matrix for every pixel.

Source: Zhang, Zhou, Lin and Sun, "ShuffleNet: An Extremely Efficient Convolutional Neural
Network for Mobile Devices", CVPR 2018, https://arxiv.org/abs/1707.01083, section 3, which calls
it pointwise group convolution. Results are those of torch's conv2d with a kernel of 1x1, no
padding and groups.
Shown on docs/terms/convolution/pointwise-grouped-convolution.md.
"""

# --8<-- [start:pointwise_grouped_conv2d]
import torch
from torch import Tensor

from snippets.convolution.convolution_arguments import (
    IntOrPair,
    check_bias,
    check_dtypes,
    check_four_axes,
    pair_of,
)
from snippets.convolution.grouped_convolution import check_groups


def pointwise_grouped_conv2d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: IntOrPair = 1,
    groups: int = 1,
) -> Tensor:
    """Multiply each group of channels at a pixel by the matrix of that group; add the bias.

    Args:
        input: (N, C_in, H, W), floating point.
        weight: (C_out, C_in/groups, 1, 1), dtype of input; the first C_out/groups rows belong
            to the first C_in/groups channels, and so on.
        bias: (C_out,) or None.
        stride: >= 1, pixels from one position to the next; those between are not read.
        groups: a divisor of C_in and of C_out; 1 is the ordinary pointwise convolution.

    Returns:
        (N, C_out, ceil(H / stride), ceil(W / stride)), dtype and device of input.

    Raises:
        ValueError: rank, dtype, channels, kernel size, stride or groups breaks the rules above.
    """
    check_four_axes("input", input, "(N, C_in, H, W)")
    check_dtypes(input=input, weight=weight, bias=bias)
    check_groups(weight, groups)
    if weight.shape[2:] != (1, 1):
        raise ValueError(f"the kernel must be 1x1, got weight of shape {tuple(weight.shape)}")
    if input.shape[1] != groups * weight.shape[1]:
        raise ValueError(
            f"{groups} groups of {weight.shape[1]} channels do not fit an input of "
            f"{input.shape[1]}"
        )
    check_bias(bias, len(weight))
    rows, columns = pair_of("stride", stride, 1)
    pixels = input[:, :, ::rows, ::columns].unflatten(1, (groups, -1))  # (N, g, C_in/g, H, W)
    blocks = weight.flatten(1).unflatten(0, (groups, -1))  # (g, C_out/g, C_in/g)
    output = torch.einsum("goc,ngchw->ngohw", blocks, pixels).flatten(1, 2)  # (N, C_out, H, W)
    return output if bias is None else output + bias[:, None, None]


# --8<-- [end:pointwise_grouped_conv2d]
