"""The layer that learns the three vectors of a flattened convolution.

Source: Jin, Dundar and Culurciello, "Flattened Convolutional Neural Networks for Feedforward
Acceleration", 2014, https://arxiv.org/abs/1412.5474. The paper's layer has two such sets of
passes, with biases; here is one set, without.
Shown on docs/terms/convolution/flattened-convolution.md.
"""

# --8<-- [start:flattened_layer]
from torch import nn

from snippets.convolution.convolution_arguments import check_at_least


def flattened_layer(in_channels: int, out_channels: int, kernel_size: int) -> nn.Sequential:
    """Return the passes for a square kernel at stride 1; the image keeps its size.

    Args:
        in_channels: >= 1, channels of the input.
        out_channels: >= 1, filters.
        kernel_size: >= 1 and odd, of the kernel in both directions.

    Raises:
        ValueError: a number breaks the rules above.
    """
    check_at_least(
        1, in_channels=in_channels, out_channels=out_channels, kernel_size=kernel_size
    )
    if kernel_size % 2 == 0:
        raise ValueError(f"kernel_size must be odd, got {kernel_size}")
    half = kernel_size // 2
    down, across = ((kernel_size, 1), 1, (half, 0)), ((1, kernel_size), 1, (0, half))
    return nn.Sequential(
        nn.Conv2d(in_channels, out_channels, 1, bias=False),
        nn.Conv2d(out_channels, out_channels, *down, groups=out_channels, bias=False),
        nn.Conv2d(out_channels, out_channels, *across, groups=out_channels, bias=False),
    )


# --8<-- [end:flattened_layer]
