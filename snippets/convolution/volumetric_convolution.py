"""Convolution of volumes and videos: what torch.nn.Conv3d computes, and what it costs.

Sources: PyTorch, torch.nn.Conv3d, whose formula this is for groups=1; Tran, Bourdev, Fergus,
Torresani and Paluri, "Learning Spatiotemporal Features with 3D Convolutional Networks", ICCV
2015, https://arxiv.org/abs/1412.0767, for the network of the example.
Shown on docs/terms/convolution/volumetric-convolution.md.
"""

# --8<-- [start:conv3d]
from math import prod

import torch
from torch import Tensor
from torch.nn import functional as F

from snippets.convolution.convolution_arguments import check_at_least
from snippets.convolution.convolution_sizes import conv_output_size
from snippets.convolution.volumetric_arguments import IntOrTriple, check_volumes, triple_of


def conv3d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None = None,
    stride: IntOrTriple = 1,
    padding: IntOrTriple = 0,
    dilation: IntOrTriple = 1,
) -> Tensor:
    """Add up 2D convolutions: slice t of the kernel reads the frame t places further on.

    output[:, :, l] = bias + sum over t of conv2d(input[:, :, l*stride + t*dilation - padding],
    weight[:, :, t]), frames outside being 0.

    Args:
        input: (N, C_in, D, H, W), floating point; D is depth in slices or time in frames.
        weight: (C_out, C_in, kD, kH, kW), dtype of input.
        bias: (C_out,) or None.
        stride: >= 1, places between neighbouring kernel positions: (depth, rows, columns).
        padding: >= 0, zeros at both ends of each axis.
        dilation: >= 1, places between neighbouring weights.

    Returns:
        (N, C_out, D_out, H_out, W_out), dtype and device of input, sizes as conv_output_size.

    Raises:
        ValueError: rank, dtype, channels or a number breaks the rules above, or the kernel
            spans more than the padded input.
    """
    check_volumes(input, weight, bias)
    step, *steps = strides = triple_of("stride", stride, 1)
    margin, *margins = paddings = triple_of("padding", padding, 0)
    gap, *gaps = dilations = triple_of("dilation", dilation, 1)
    shapes = input.shape[2:], weight.shape[2:]
    depth, _, _ = map(conv_output_size, *shapes, strides, paddings, dilations)
    padded = F.pad(input, (0, 0, 0, 0, margin, margin))  # frames of zeros before and after
    frames = []
    for first in range(0, depth * step, step):
        parts = [
            F.conv2d(padded[:, :, first + t * gap], kernel, None, steps, margins, gaps)
            for t, kernel in enumerate(weight.unbind(2))  # (C_out, C_in, kH, kW)
        ]
        frames.append(torch.stack(parts).sum(0))  # (N, C_out, H_out, W_out)
    output = torch.stack(frames, dim=2)
    return output if bias is None else output + bias[:, None, None, None]


# --8<-- [end:conv3d]


# --8<-- [start:conv3d_cost]
def conv3d_parameters(
    in_channels: int, out_channels: int, kernel_size: IntOrTriple, *, bias: bool = True
) -> int:
    """Return how many numbers a layer learns: C_out * (C_in * kD * kH * kW + 1).

    Without bias the 1 is left out.

    Raises:
        ValueError: a number is not an int >= 1.
    """
    check_at_least(1, in_channels=in_channels, out_channels=out_channels)
    volume = prod(triple_of("kernel_size", kernel_size, 1))
    return out_channels * (in_channels * volume + bool(bias))


def conv3d_cost(
    in_channels: int, out_channels: int, kernel_size: IntOrTriple, output_size: IntOrTriple
) -> int:
    """Return the multiply-adds for one volume: every weight once at each output position.

    Products with padding count, adding the bias does not.

    Raises:
        ValueError: a number is not an int >= 1.
    """
    weights = conv3d_parameters(in_channels, out_channels, kernel_size, bias=False)
    return weights * prod(triple_of("output_size", output_size, 1))


# --8<-- [end:conv3d_cost]
