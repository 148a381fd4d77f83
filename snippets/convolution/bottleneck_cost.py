"""What the layers of a bottleneck cost: 1x1, 3x3, 1x1, each with groups of its own.

Source: Zhang, Zhou, Lin and Sun, "ShuffleNet: An Extremely Efficient Convolutional Neural
Network for Mobile Devices", CVPR 2018, https://arxiv.org/abs/1707.01083, section 3.2, which
gives the counts for ResNet, ResNeXt and ShuffleNet; here both numbers of groups are free.
Shown on docs/terms/convolution/pointwise-grouped-convolution.md.
"""

# --8<-- [start:bottleneck_cost]
from snippets.convolution.convolution_arguments import check_at_least
from snippets.convolution.separable_convolution_cost import conv2d_cost


def bottleneck_cost(
    channels: int, middle_channels: int, *, pointwise_groups: int = 1, spatial_groups: int = 1
) -> tuple[int, int]:
    """Return the multiply-adds per pixel of both 1x1 layers, and of the 3x3 layer between.

    2 * C * C_mid / g1 and 9 * C_mid**2 / g2, at stride 1: C channels to C_mid and back to C.

    Args:
        channels: C, channels of the input and of the output.
        middle_channels: C_mid, channels before and after the 3x3 layer.
        pointwise_groups: g1, a divisor of C and C_mid.
        spatial_groups: g2, a divisor of C_mid; C_mid makes the 3x3 layer depthwise.

    Raises:
        ValueError: a number is not an int >= 1, or groups do not divide the channels.
    """
    check_at_least(1, channels=channels, middle_channels=middle_channels)
    check_at_least(1, pointwise_groups=pointwise_groups, spatial_groups=spatial_groups)
    if channels % pointwise_groups or middle_channels % pointwise_groups:
        raise ValueError(
            f"{pointwise_groups} groups do not divide {channels} and {middle_channels} channels"
        )
    if middle_channels % spatial_groups:
        raise ValueError(f"{spatial_groups} groups do not divide {middle_channels} channels")
    pointwise = 2 * conv2d_cost(channels // pointwise_groups, middle_channels, 1)
    return pointwise, conv2d_cost(middle_channels // spatial_groups, middle_channels, 3)


# --8<-- [end:bottleneck_cost]
