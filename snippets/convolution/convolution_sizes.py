"""Output sizes of a convolution and of a transposed convolution, along one axis.

Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016,
https://arxiv.org/abs/1603.07285, relationships 14 and 15, joined as in PyTorch's Conv2d and
ConvTranspose2d.
Shown on docs/terms/convolution/transposed-convolution.md.
"""

# --8<-- [start:conv_output_size]
from snippets.convolution.convolution_arguments import check_at_least


def conv_output_size(
    size: int, kernel_size: int, stride: int = 1, padding: int = 0, dilation: int = 1
) -> int:
    """Return how many positions a kernel takes along one axis of a convolution's input.

    floor((size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride) + 1

    Args:
        size: >= 1, of the input, in pixels.
        kernel_size: >= 1, in weights.
        stride: >= 1, pixels between neighbouring positions.
        padding: >= 0, zeros added at each end.
        dilation: >= 1, pixels between neighbouring weights.

    Raises:
        ValueError: a number is out of range, or the kernel is longer than the padded input.
    """
    check_at_least(1, size=size, kernel_size=kernel_size, stride=stride, dilation=dilation)
    check_at_least(0, padding=padding)
    padded, span = size + 2 * padding, dilation * (kernel_size - 1) + 1
    if span > padded:
        raise ValueError(f"the kernel spans {span} pixels but the padded input has {padded}")
    return (padded - span) // stride + 1


# --8<-- [end:conv_output_size]


# --8<-- [start:conv_transpose_output_size]
def conv_transpose_output_size(
    size: int,
    kernel_size: int,
    stride: int = 1,
    padding: int = 0,
    output_padding: int = 0,
    dilation: int = 1,
) -> int:
    """Return the length of a transposed convolution's output along one axis.

    (size - 1) * stride - 2 * padding + dilation * (kernel_size - 1) + output_padding + 1

    Args:
        size: >= 1, of the input, in pixels.
        kernel_size: >= 1, in weights.
        stride: >= 1, pixels of the output between neighbouring stamps.
        padding: >= 0, pixels cut off at each end.
        output_padding: >= 0 and below stride or dilation, pixels added at the far end.
        dilation: >= 1, pixels between neighbouring weights.

    Raises:
        ValueError: a number is out of range, or no pixel would be left.
    """
    check_at_least(1, size=size, kernel_size=kernel_size, stride=stride, dilation=dilation)
    check_at_least(0, padding=padding, output_padding=output_padding)
    if output_padding >= max(stride, dilation):
        raise ValueError(
            f"output_padding must be smaller than stride or dilation, got "
            f"output_padding={output_padding} stride={stride} dilation={dilation}"
        )
    stamped = (size - 1) * stride + dilation * (kernel_size - 1) + 1
    output_size = stamped - 2 * padding + output_padding
    if output_size < 1:
        raise ValueError(f"padding={padding} leaves an output of size {output_size}")
    return output_size


# --8<-- [end:conv_transpose_output_size]
