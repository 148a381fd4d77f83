"""How many input channels an output sees through grouped layers with shuffles between.

Source of the question: Zhang, Zhou, Lin and Sun, "ShuffleNet: An Extremely Efficient
Convolutional Neural Network for Mobile Devices", CVPR 2018, https://arxiv.org/abs/1707.01083.
Both counts are derived on the page, not taken from there.
Shown on docs/terms/convolution/shuffled-grouped-convolution.md.
"""

# --8<-- [start:reach]
from snippets.convolution.convolution_arguments import IntOrPair, check_at_least, pair_of


def shuffled_reach(in_channels: int, middle_channels: int, groups: IntOrPair) -> int:
    """Return how many input channels an output sees through two layers and one shuffle.

    C_in/g1 * min(g1, C_mid/g2), which is all of them where C_mid >= g1 * g2.

    Raises:
        ValueError: a number is not an int >= 1, or groups do not divide the channels.
    """
    check_at_least(1, in_channels=in_channels, middle_channels=middle_channels)
    first, second = pair_of("groups", groups, 1)
    if in_channels % first or middle_channels % first or middle_channels % second:
        raise ValueError(
            f"{first} and {second} groups do not divide {in_channels} and "
            f"{middle_channels} channels"
        )
    return in_channels // first * min(first, middle_channels // second)


def stacked_reach(channels: int, groups: int, layers: int) -> int:
    """Return the same for any number of layers of C channels, a shuffle between each two.

    min(C, (C/g)**layers)

    Raises:
        ValueError: a number is not an int >= 1, or groups does not divide channels.
    """
    check_at_least(1, channels=channels, groups=groups, layers=layers)
    if channels % groups:
        raise ValueError(f"{groups} groups do not divide {channels} channels")
    return min(channels, (channels // groups) ** layers)


# --8<-- [end:reach]
