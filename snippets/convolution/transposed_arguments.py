"""What the three ways to a transposed convolution share: the check of their arguments."""

from typing import NamedTuple

from torch import Tensor

from snippets.convolution.convolution_arguments import (
    IntOrPair,
    check_at_least,
    check_bias,
    check_dtypes,
    check_four_axes,
    pair_of,
)
from snippets.convolution.convolution_sizes import conv_transpose_output_size


class TransposedAxis(NamedTuple):
    """One axis, rows or columns, of a transposed convolution; all numbers in pixels."""

    size: int
    kernel_size: int
    stride: int
    padding: int
    output_padding: int
    dilation: int
    output_size: int

    @property
    def span(self) -> int:
        """How many pixels the kernel reaches over, the gaps between its weights included."""
        return self.dilation * (self.kernel_size - 1) + 1


def check_conv_transpose2d(
    input: Tensor,
    weight: Tensor,
    bias: Tensor | None,
    stride: IntOrPair,
    padding: IntOrPair,
    output_padding: IntOrPair,
    groups: int,
    dilation: IntOrPair,
) -> tuple[TransposedAxis, TransposedAxis]:
    """Return the row and the column axis, or raise ValueError with the rule and the value."""
    check_four_axes("input", input, "(N, C_in, H, W)")
    check_four_axes("weight", weight, "(C_in, C_out/groups, kH, kW)")
    check_dtypes(input=input, weight=weight, bias=bias)
    check_at_least(1, groups=groups)
    if weight.shape[0] != input.shape[1]:
        raise ValueError(
            f"weight must be (C_in, C_out/groups, kH, kW) with C_in={input.shape[1]} of input, "
            f"got shape {tuple(weight.shape)}"
        )
    if input.shape[1] % groups:
        raise ValueError(f"{groups} groups do not divide {input.shape[1]} input channels")
    check_bias(bias, weight.shape[1] * groups)
    columns = (
        input.shape[2:],
        weight.shape[2:],
        pair_of("stride", stride, 1),
        pair_of("padding", padding, 0),
        pair_of("output_padding", output_padding, 0),
        pair_of("dilation", dilation, 1),
    )
    rows, cols = (
        TransposedAxis(*numbers, conv_transpose_output_size(*numbers))
        for numbers in zip(*columns, strict=True)
    )
    return rows, cols
