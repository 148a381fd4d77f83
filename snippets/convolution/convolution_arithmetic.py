"""Paddings of a convolution that have a name, along one axis.

Source: Vincent Dumoulin and Francesco Visin, "A guide to convolution arithmetic for deep
learning", 2016, https://arxiv.org/abs/1603.07285, relationships 3 and 4; dilation as in 15.
Shown on docs/terms/convolution/convolution-arithmetic.md.
"""

# --8<-- [start:paddings]
from snippets.convolution.convolution_arguments import check_at_least


def full_padding(kernel_size: int, dilation: int = 1) -> int:
    """Return the padding with which every overlap of kernel and input counts: d * (k - 1).

    Args:
        kernel_size: k >= 1, in weights.
        dilation: d >= 1, pixels between neighbouring weights.

    Raises:
        ValueError: a number is out of range.
    """
    check_at_least(1, kernel_size=kernel_size, dilation=dilation)
    return dilation * (kernel_size - 1)


def half_padding(kernel_size: int, dilation: int = 1) -> int:
    """Return the padding that keeps the size at stride 1: d * (k - 1) / 2.

    Raises:
        ValueError: a number is out of range, or no padding, alike on both ends, does it.
    """
    full = full_padding(kernel_size, dilation)
    if full % 2:
        raise ValueError(
            f"dilation * (kernel_size - 1) must be even, got {dilation} * ({kernel_size} - 1)"
        )
    return full // 2


# --8<-- [end:paddings]
