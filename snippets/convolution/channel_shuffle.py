"""Channel shuffle: deal the channels of each group out to all groups.

Source: Zhang, Zhou, Lin and Sun, "ShuffleNet: An Extremely Efficient Convolutional Neural
Network for Mobile Devices", CVPR 2018, https://arxiv.org/abs/1707.01083. Results are those of
torch.nn.functional.channel_shuffle; here * may also be no position at all.
Shown on docs/terms/convolution/grouped-convolution.md.
"""

# --8<-- [start:channel_shuffle]
from torch import Tensor

from snippets.convolution.convolution_arguments import check_at_least


def channel_shuffle(input: Tensor, groups: int) -> Tensor:
    """Deal the channels of each group out to all groups: channel a*C/g + b becomes b*g + a.

    Args:
        input: (N, C, *).
        groups: g, a divisor of C.

    Returns:
        (N, C, *), dtype and device of input.

    Raises:
        ValueError: input has no channel axis, or groups does not divide C.
    """
    if input.ndim < 2:
        raise ValueError(f"input must be (N, C, *), got shape {tuple(input.shape)}")
    check_at_least(1, groups=groups)
    if input.shape[1] % groups:
        raise ValueError(f"{groups} groups do not divide {input.shape[1]} channels")
    table = input.unflatten(1, (groups, input.shape[1] // groups))  # (N, g, C/g, *)
    return table.transpose(1, 2).flatten(1, 2)  # (N, C, *)


# --8<-- [end:channel_shuffle]
