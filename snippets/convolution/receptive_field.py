"""The receptive field of an output: where on the input a stack of layers looks.

Source: Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks",
Distill, 2019, https://doi.org/10.23915/distill.00021, for networks of a single path. There the
recursion runs from the output to the input; here from the input on, with the same result.
Shown on docs/terms/convolution/receptive-field.md.
"""

# --8<-- [start:receptive_field]
from collections.abc import Iterable
from typing import NamedTuple

from snippets.convolution.convolution_arguments import check_at_least


class Layer(NamedTuple):
    """A convolution or a pooling along one axis, in torch's terms."""

    kernel_size: int
    stride: int = 1
    padding: int = 0
    dilation: int = 1


class Field(NamedTuple):
    """Output i sees no pixel outside start + i * jump, ..., start + i * jump + size - 1."""

    size: int
    jump: int
    start: int


def receptive_field(layers: Iterable[Layer]) -> Field:
    """Return the size of the receptive field, and where it lies, along one axis.

    size += dilation * (kernel_size - 1) * jump; start -= padding * jump; jump *= stride

    Args:
        layers: from the input to the output; kernel_size, stride and dilation >= 1, padding
            >= 0.

    Returns:
        size and jump in pixels; start is the first pixel of output 0, below 0 in padding.

    Raises:
        ValueError: a number is not an int in its range.
    """
    size, jump, start = 1, 1, 0
    for kernel_size, stride, padding, dilation in layers:
        check_at_least(1, kernel_size=kernel_size, stride=stride, dilation=dilation)
        check_at_least(0, padding=padding)
        size += dilation * (kernel_size - 1) * jump
        start -= padding * jump
        jump *= stride
    return Field(size, jump, start)


# --8<-- [end:receptive_field]
