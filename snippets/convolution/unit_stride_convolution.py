"""The plain convolution of stride 1 that a transposed convolution amounts to, along one axis.

Source: Vincent Dumoulin and Francesco Visin, "A guide to convolution arithmetic for deep
learning", 2016, https://arxiv.org/abs/1603.07285, relationship 14; the dilation is ours.
Shown on docs/terms/convolution/convolution-arithmetic.md.
"""

# --8<-- [start:unit_stride_convolution]
from typing import NamedTuple

from snippets.convolution.convolution_arithmetic import full_padding
from snippets.convolution.convolution_sizes import conv_transpose_output_size


class UnitStrideConvolution(NamedTuple):
    """A convolution of stride 1 along one axis, in pixels."""

    stretched_size: int  # of the input once stride - 1 zeros stand between its pixels
    padding: int  # zeros added at each end; a negative number cuts pixels off
    extra_padding: int  # zeros added at the far end only
    output_size: int


def unit_stride_convolution(
    size: int,
    kernel_size: int,
    stride: int = 1,
    padding: int = 0,
    output_padding: int = 0,
    dilation: int = 1,
) -> UnitStrideConvolution:
    """Return the convolution that gives what a transposed convolution gives.

    Its kernel is the transposed convolution's, reversed; kernel_size and dilation are the same.

    The arguments are those of the transposed convolution, as conv_transpose_output_size takes
    them.

    Raises:
        ValueError: the arguments are no transposed convolution.
    """
    arguments = size, kernel_size, stride, padding, output_padding, dilation
    output_size = conv_transpose_output_size(*arguments)
    return UnitStrideConvolution(
        stretched_size=(size - 1) * stride + 1,
        padding=full_padding(kernel_size, dilation) - padding,
        extra_padding=output_padding,
        output_size=output_size,
    )


# --8<-- [end:unit_stride_convolution]
