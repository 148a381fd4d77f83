"""Pointwise (1x1) convolution: one linear layer over the channels, the same at every pixel.

Sources: Lin, Chen and Yan, "Network In Network", ICLR 2014, https://arxiv.org/abs/1312.4400,
which calls it cross channel parametric pooling; Szegedy et al., "Going Deeper with
Convolutions", CVPR 2015, https://arxiv.org/abs/1409.4842, which puts it before dearer kernels.
Results are those of torch's conv2d with a kernel of 1x1 and no padding.
Shown on docs/terms/convolution/pointwise-convolution.md.
"""

# --8<-- [start:pointwise_conv2d]
from torch import Tensor
from torch.nn import functional as F

from snippets.convolution.convolution_arguments import (
    IntOrPair,
    check_bias,
    check_dtypes,
    check_four_axes,
    pair_of,
)


def pointwise_conv2d(
    input: Tensor, weight: Tensor, bias: Tensor | None = None, stride: IntOrPair = 1
) -> Tensor:
    """Multiply the vector of channels at each pixel by one matrix, and add the bias.

    output[n, :, i, j] = weight[:, :, 0, 0] @ input[n, :, i * stride, j * stride] + bias

    Args:
        input: (N, C_in, H, W), floating point.
        weight: (C_out, C_in, 1, 1), dtype of input.
        bias: (C_out,) or None.
        stride: >= 1, pixels from one position to the next; those between are not read.

    Returns:
        (N, C_out, ceil(H / stride), ceil(W / stride)), dtype and device of input.

    Raises:
        ValueError: rank, dtype, channels, kernel size or stride breaks the rules above.
    """
    check_four_axes("input", input, "(N, C_in, H, W)")
    check_four_axes("weight", weight, "(C_out, C_in, 1, 1)")
    check_dtypes(input=input, weight=weight, bias=bias)
    if weight.shape[1:] != (input.shape[1], 1, 1):
        raise ValueError(
            f"weight must be (C_out, {input.shape[1]}, 1, 1) for an input of "
            f"{input.shape[1]} channels, got shape {tuple(weight.shape)}"
        )
    check_bias(bias, len(weight))
    rows, columns = pair_of("stride", stride, 1)
    pixels = input[:, :, ::rows, ::columns].movedim(1, -1)  # (N, H_out, W_out, C_in)
    return F.linear(pixels, weight.flatten(1), bias).movedim(-1, 1)  # (N, C_out, ...)


# --8<-- [end:pointwise_conv2d]
