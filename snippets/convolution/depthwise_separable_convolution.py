"""Depthwise separable convolution: one filter a channel, then a 1x1 convolution.

Sources: Howard et al., "MobileNets: Efficient Convolutional Neural Networks for Mobile Vision
Applications", 2017, https://arxiv.org/abs/1704.04861, section 3.1; Chollet, "Xception: Deep
Learning with Depthwise Separable Convolutions", CVPR 2017, https://arxiv.org/abs/1610.02357.
The channel order for a depth multiplier is that of torch's conv2d with groups=in_channels.
Shown on docs/terms/convolution/depthwise-separable-convolution.md.
"""

# --8<-- [start:depthwise_separable_conv2d]
from torch import Tensor, nn
from torch.nn import functional as F

from snippets.convolution.convolution_arguments import (
    IntOrPair,
    check_at_least,
    check_bias,
    check_dtypes,
    check_four_axes,
    pair_of,
)
from snippets.convolution.convolution_sizes import conv_output_size


def depthwise_separable_conv2d(
    input: Tensor,
    depthwise_weight: Tensor,
    pointwise_weight: Tensor,
    bias: Tensor | None = None,
    stride: IntOrPair = 1,
    padding: IntOrPair = 0,
    dilation: IntOrPair = 1,
) -> Tensor:
    """Filter each channel by itself in space, then mix the channels at each position.

    H_out = floor((H + 2 * padding - dilation * (kH - 1) - 1) / stride) + 1

    Args:
        input: (N, C, H, W), floating point.
        depthwise_weight: (C*m, 1, kH, kW); channel c feeds the m filters from c*m on.
        pointwise_weight: (C_out, C*m, 1, 1).
        bias: (C_out,) or None, added last. A bias of the depthwise stage would add nothing
            new: the pointwise stage turns it into one number for each output channel.
        stride: >= 1, of the depthwise stage.
        padding: >= 0, zeros around the input of the depthwise stage.
        dilation: >= 1, of the depthwise kernels.

    Returns:
        (N, C_out, H_out, W_out), dtype and device of input.

    Raises:
        ValueError: rank, dtype, channels or a number breaks the rules above, or the kernel is
            larger than the padded input.
    """
    check_four_axes("input", input, "(N, C, H, W)")
    check_four_axes("depthwise_weight", depthwise_weight, "(C*m, 1, kH, kW)")
    check_four_axes("pointwise_weight", pointwise_weight, "(C_out, C*m, 1, 1)")
    check_dtypes(
        input=input,
        depthwise_weight=depthwise_weight,
        pointwise_weight=pointwise_weight,
        bias=bias,
    )
    in_channels, filters = input.shape[1], depthwise_weight.shape[0]
    if depthwise_weight.shape[1] != 1 or filters == 0 or filters % in_channels:
        raise ValueError(
            f"depthwise_weight must be (C*m, 1, kH, kW) with C={in_channels} of input, "
            f"got shape {tuple(depthwise_weight.shape)}"
        )
    if pointwise_weight.shape[1:] != (filters, 1, 1):
        raise ValueError(
            f"pointwise_weight must be (C_out, {filters}, 1, 1) after {filters} depthwise "
            f"filters, got shape {tuple(pointwise_weight.shape)}"
        )
    check_bias(bias, pointwise_weight.shape[0])
    steps = pair_of("stride", stride, 1)
    margins = pair_of("padding", padding, 0)
    gaps = pair_of("dilation", dilation, 1)
    for numbers in zip(
        input.shape[2:], depthwise_weight.shape[2:], steps, margins, gaps, strict=True
    ):
        conv_output_size(*numbers)  # raises where the sizes do not fit

    filtered = F.conv2d(
        input, depthwise_weight, None, steps, margins, gaps, groups=in_channels
    )  # (N, C*m, H_out, W_out)
    return F.conv2d(filtered, pointwise_weight, bias)


# --8<-- [end:depthwise_separable_conv2d]


# --8<-- [start:depthwise_separable_conv2d_module]
class DepthwiseSeparableConv2d(nn.Module):
    """A layer that learns the weights of depthwise_separable_conv2d.

    Parameters are named and initialised as those of two torch.nn.Conv2d. As there, padding
    defaults to 0, so a 3x3 layer makes the map 2 smaller each way: give padding=1 to keep it.

    Args:
        in_channels, out_channels: >= 1.
        kernel_size, stride, padding, dilation: of the depthwise stage, ints or pairs.
        bias: whether to add one learnt number for each output channel, after the pointwise
            stage.
        depth_multiplier: m >= 1, filters for each input channel.

    Raises:
        ValueError: from the constructor, a number is not an int in its range.
    """

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: IntOrPair,
        stride: IntOrPair = 1,
        padding: IntOrPair = 0,
        dilation: IntOrPair = 1,
        *,
        bias: bool = True,
        depth_multiplier: int = 1,
    ) -> None:
        super().__init__()
        check_at_least(1, in_channels=in_channels, out_channels=out_channels)
        check_at_least(1, depth_multiplier=depth_multiplier)
        filters = in_channels * depth_multiplier
        self.depthwise = nn.Conv2d(
            in_channels,
            filters,
            pair_of("kernel_size", kernel_size, 1),
            pair_of("stride", stride, 1),
            pair_of("padding", padding, 0),
            pair_of("dilation", dilation, 1),
            groups=in_channels,
            bias=False,
        )
        self.pointwise = nn.Conv2d(filters, out_channels, kernel_size=1, bias=bias)

    def forward(self, input: Tensor) -> Tensor:
        """Return (N, out_channels, H_out, W_out) for input (N, in_channels, H, W)."""
        stage = self.depthwise
        return depthwise_separable_conv2d(
            input,
            stage.weight,
            self.pointwise.weight,
            self.pointwise.bias,
            stage.stride,
            stage.padding,
            stage.dilation,
        )


# --8<-- [end:depthwise_separable_conv2d_module]
