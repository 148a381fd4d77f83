"""What it saves to reduce the channels with a 1x1 convolution before a larger kernel.

Source: Szegedy et al., "Going Deeper with Convolutions", CVPR 2015,
https://arxiv.org/abs/1409.4842, whose Inception modules do so before 3x3 and 5x5 kernels.
Shown on docs/terms/convolution/pointwise-convolution.md.
"""

# --8<-- [start:reduced_conv2d_cost]
from fractions import Fraction
from math import prod

from snippets.convolution.convolution_arguments import IntOrPair, check_at_least, pair_of
from snippets.convolution.separable_convolution_cost import conv2d_cost


def reduced_conv2d_cost(
    in_channels: int,
    middle_channels: int,
    out_channels: int,
    kernel_size: IntOrPair,
    output_size: IntOrPair = 1,
) -> int:
    """Return the multiply-adds of a 1x1 convolution followed by a larger one, stride 1.

    (C_in * C_mid + C_mid * C_out * kH * kW) * H * W: both at the output's resolution, so the
    default output_size of one position gives the number of weights.

    Raises:
        ValueError: a number is not an int >= 1.
    """
    return conv2d_cost(in_channels, middle_channels, 1, output_size) + conv2d_cost(
        middle_channels, out_channels, kernel_size, output_size
    )


def break_even_channels(
    in_channels: int, out_channels: int, kernel_size: IntOrPair
) -> Fraction:
    """Return how many middle channels make the detour as dear as the direct convolution.

    C_in * C_out * kH * kW / (C_in + C_out * kH * kW): with fewer it saves, with more it costs.

    Raises:
        ValueError: a number is not an int >= 1.
    """
    check_at_least(1, in_channels=in_channels, out_channels=out_channels)
    dear = out_channels * prod(pair_of("kernel_size", kernel_size, 1))
    return Fraction(in_channels * dear, in_channels + dear)


# --8<-- [end:reduced_conv2d_cost]
