"""How many multiply-adds a convolution makes for each number that it reads or writes.

Source: the counts of Ma, Zhang, Zheng and Sun, "ShuffleNet V2: Practical Guidelines for
Efficient CNN Architecture Design", ECCV 2018, https://arxiv.org/abs/1807.11164: input, output
and weights, each moved once. There for 1x1 kernels; here for any.
Shown on docs/terms/convolution/depthwise-convolution.md.
"""

# --8<-- [start:conv2d_intensity]
from fractions import Fraction
from math import prod

from snippets.convolution.convolution_arguments import IntOrPair, check_at_least, pair_of


def conv2d_intensity(
    in_channels: int,
    out_channels: int,
    kernel_size: IntOrPair,
    output_size: IntOrPair,
    *,
    groups: int = 1,
) -> Fraction:
    """Return multiply-adds over numbers moved, for one image and a map that keeps its size.

    weights * area / (area * (C_in + C_out) + weights); weights = C_in * C_out * kernel / groups

    Each input, each output and each weight counts as moved once, the least there can be;
    the bias does not count.

    Raises:
        ValueError: a number is not an int >= 1, or groups does not divide the channels.
    """
    check_at_least(1, in_channels=in_channels, out_channels=out_channels, groups=groups)
    if in_channels % groups or out_channels % groups:
        raise ValueError(
            f"{groups} groups do not divide {in_channels} and {out_channels} channels"
        )
    kernel_area = prod(pair_of("kernel_size", kernel_size, 1))
    area = prod(pair_of("output_size", output_size, 1))
    weights = in_channels // groups * out_channels * kernel_area
    return Fraction(weights * area, area * (in_channels + out_channels) + weights)


# --8<-- [end:conv2d_intensity]
