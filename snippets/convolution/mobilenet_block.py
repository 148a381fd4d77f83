"""The block that MobileNet makes of a depthwise separable convolution.

Source: Howard et al., "MobileNets: Efficient Convolutional Neural Networks for Mobile Vision
Applications", 2017, https://arxiv.org/abs/1704.04861, section 3.2 and figure 3.
Shown on docs/terms/convolution/depthwise-separable-convolution.md.
"""

# --8<-- [start:mobilenet_block]
from torch import nn

from snippets.convolution.convolution_arguments import check_at_least


def mobilenet_block(in_channels: int, out_channels: int, stride: int = 1) -> nn.Sequential:
    """Return a 3x3 depthwise and a 1x1 convolution, each with BatchNorm and ReLU after it.

    Padding 1 keeps H and W at stride 1. The convolutions have no bias: the normalisation
    after each would subtract it and has its own.

    Args:
        in_channels: >= 1, channels of the input.
        out_channels: >= 1, channels of the output.
        stride: >= 1, of the depthwise convolution; H_out = floor((H - 1) / stride) + 1.

    Raises:
        ValueError: a number is not an int >= 1.
    """
    check_at_least(1, in_channels=in_channels, out_channels=out_channels, stride=stride)
    return nn.Sequential(
        nn.Conv2d(in_channels, in_channels, 3, stride, 1, groups=in_channels, bias=False),
        nn.BatchNorm2d(in_channels),
        nn.ReLU(),
        nn.Conv2d(in_channels, out_channels, 1, bias=False),
        nn.BatchNorm2d(out_channels),
        nn.ReLU(),
    )


# --8<-- [end:mobilenet_block]
