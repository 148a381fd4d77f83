"""Two grouped convolutions with a channel shuffle between them.

Source: Zhang, Zhou, Lin and Sun, "ShuffleNet: An Extremely Efficient Convolutional Neural
Network for Mobile Devices", CVPR 2018, https://arxiv.org/abs/1707.01083. There normalisation,
ReLU and a depthwise convolution stand between the two as well; none of them mixes channels.
Shown on docs/terms/convolution/shuffled-grouped-convolution.md.
"""

# --8<-- [start:shuffled_grouped_conv2d]
from torch import Tensor

from snippets.convolution.channel_shuffle import channel_shuffle
from snippets.convolution.convolution_arguments import IntOrPair, check_four_axes, pair_of
from snippets.convolution.grouped_convolution import grouped_conv2d


def shuffled_grouped_conv2d(
    input: Tensor, first: Tensor, second: Tensor, groups: IntOrPair
) -> Tensor:
    """Convolve in groups, deal the channels of each group out to all, convolve in groups.

    output = second * shuffle(first * input); zeros around each layer keep H and W.

    Args:
        input: (N, C_in, H, W), floating point.
        first: (C_mid, C_in/g1, kH, kW), kernel sides odd.
        second: (C_out, C_mid/g2, kH, kW), kernel sides odd, not necessarily those of first.
        groups: g for both layers, or (g1, g2); the shuffle takes g1.

    Returns:
        (N, C_out, H, W), dtype and device of input.

    Raises:
        ValueError: rank, dtype, channels, groups or a kernel side breaks the rules above.
    """
    first_groups, second_groups = pair_of("groups", groups, 1)
    middle = grouped_conv2d(input, first, padding=_half(first), groups=first_groups)
    dealt = channel_shuffle(middle, first_groups)
    return grouped_conv2d(dealt, second, padding=_half(second), groups=second_groups)


def _half(weight: Tensor) -> tuple[int, int]:
    """Return the padding with which a kernel of odd sides keeps the size."""
    check_four_axes("weight", weight, "(C_out, C_in/groups, kH, kW)")
    height, width = weight.shape[2:]
    if height % 2 == 0 or width % 2 == 0:
        raise ValueError(f"kernel sides must be odd, got {(height, width)}")
    return height // 2, width // 2


# --8<-- [end:shuffled_grouped_conv2d]
