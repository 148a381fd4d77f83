"""What a standard and a depthwise separable convolution cost, and the ratio of the two.

Source: Howard et al., "MobileNets: Efficient Convolutional Neural Networks for Mobile Vision
Applications", 2017, https://arxiv.org/abs/1704.04861, section 3.1. There m = 1 and the kernel
is square; here m and both sides are free.
Shown on docs/terms/convolution/depthwise-separable-convolution.md.
"""

# --8<-- [start:separable_conv2d_cost]
from fractions import Fraction
from math import prod

from snippets.convolution.convolution_arguments import IntOrPair, check_at_least, pair_of


def conv2d_cost(
    in_channels: int, out_channels: int, kernel_size: IntOrPair, output_size: IntOrPair = 1
) -> int:
    """Return the multiply-adds that a standard convolution makes for one image.

    Every weight is used once for each output position, so the default output_size of one
    position gives the number of weights (without bias). Products with padding count.

    Raises:
        ValueError: a number is not an int >= 1.
    """
    check_at_least(1, in_channels=in_channels, out_channels=out_channels)
    kernel_area = prod(pair_of("kernel_size", kernel_size, 1))
    return (
        in_channels * out_channels * kernel_area * prod(pair_of("output_size", output_size, 1))
    )


def separable_conv2d_cost(
    in_channels: int,
    out_channels: int,
    kernel_size: IntOrPair,
    output_size: IntOrPair = 1,
    *,
    depth_multiplier: int = 1,
) -> int:
    """Return the multiply-adds of the depthwise separable convolution in its place.

    Both stages run at the output's resolution; arguments are as for conv2d_cost.

    Raises:
        ValueError: a number is not an int >= 1.
    """
    check_at_least(1, in_channels=in_channels, depth_multiplier=depth_multiplier)
    filters = in_channels * depth_multiplier
    depthwise = conv2d_cost(1, filters, kernel_size, output_size)
    return depthwise + conv2d_cost(filters, out_channels, 1, output_size)


def separable_cost_ratio(
    out_channels: int, kernel_size: IntOrPair, *, depth_multiplier: int = 1
) -> Fraction:
    """Return separable over standard cost, m * (1/C_out + 1/(kH*kW)), exactly.

    It does not depend on C_in or on the output size. A value above 1 means that separating
    the convolution makes it dearer.

    Raises:
        ValueError: a number is not an int >= 1.
    """
    check_at_least(1, out_channels=out_channels, depth_multiplier=depth_multiplier)
    kernel_area = prod(pair_of("kernel_size", kernel_size, 1))
    return depth_multiplier * (Fraction(1, out_channels) + Fraction(1, kernel_area))


# --8<-- [end:separable_conv2d_cost]
