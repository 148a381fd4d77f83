"""What the convolutions of a whole ShuffleNet cost, from its table of channels.

Source: Zhang, Zhou, Lin and Sun, "ShuffleNet: An Extremely Efficient Convolutional Neural
Network for Mobile Devices", CVPR 2018, https://arxiv.org/abs/1707.01083, figure 2, section 3.3
and table 1. The table's complexities come out if the last, fully connected layer is left out
and only the first unit of Stage 2 has an ungrouped first layer.
Shown on docs/terms/convolution/pointwise-grouped-convolution.md.
"""

# --8<-- [start:shufflenet_cost]
from snippets.convolution.convolution_arguments import check_at_least
from snippets.convolution.separable_convolution_cost import conv2d_cost


def shufflenet_cost(channels: int, groups: int, *, dense_units: int = 1) -> int:
    """Return the multiply-adds of all convolutions for one image of 224x224.

    Args:
        channels: of the output of Stage 2, > 24; doubled in Stage 3 and again in Stage 4.
        groups: g of the 1x1 layers, a divisor of 24, channels and channels/4.
        dense_units: how many units of Stage 2, from the first, do not group their first 1x1.

    Raises:
        ValueError: a number is not an int in its range, or groups do not divide the channels.
    """
    check_at_least(1, groups=groups)
    check_at_least(25, channels=channels)
    check_at_least(0, dense_units=dense_units)
    if channels % 4 or channels // 4 % groups or 24 % groups:
        raise ValueError(f"{groups} groups do not divide 24 and a quarter of {channels}")
    total, inputs = conv2d_cost(3, 24, 3, 112), 24  # then a max pooling, to 56x56
    for stage, units in enumerate((4, 8, 4)):
        outputs, size = channels * 2**stage, 28 // 2**stage
        for unit in range(units):
            # The first unit has stride 2 and appends its pooled input to what it makes.
            stride, made = (2, outputs - inputs) if unit == 0 else (1, outputs)
            first = 1 if stage == 0 and unit < dense_units else groups
            total += conv2d_cost(inputs // first, outputs // 4, 1, size * stride)
            total += conv2d_cost(1, outputs // 4, 3, size)  # depthwise
            total += conv2d_cost(outputs // 4 // groups, made, 1, size)
            inputs = outputs
    return total


# --8<-- [end:shufflenet_cost]
