"""The blocks of which the generators of AnimeGAN and AnimeGANv2 are made.

Sources: Chen, Liu and Chen, "AnimeGAN: A Novel Lightweight GAN for Photo Animation", 2020,
https://doi.org/10.1007/978-981-15-5577-0_18; net/generator.py of the authors' repositories
TachibanaYoshino/AnimeGAN and TachibanaYoshino/AnimeGANv2, whose stages bear the same names.
Sizes and parameters are those of the repositories. What differs: `eps` of the norms is torch's
default, and resizing samples at pixel centres, as torch does, which TensorFlow 1 did not.
Shown on docs/terms/gan/animegan-generator.md.
"""

# --8<-- [start:blocks]
from collections.abc import Callable

from torch import Tensor, nn

from snippets.convolution.depthwise_separable_convolution import DepthwiseSeparableConv2d

Norm = Callable[[int], nn.Module]


def instance_norm_of(channels: int) -> nn.Module:
    """Return the norm of version 1: over the positions of one channel, then scale and shift."""
    return nn.InstanceNorm2d(channels, affine=True)


def layer_norm_of(channels: int) -> nn.Module:
    """Return the norm of version 2: over a whole sample, then scale and shift each channel."""
    return nn.GroupNorm(1, channels)


def reflect(kernel_size: int, stride: int) -> nn.Module:
    """Return the padding: half a kernel all round, or one row and column at the far end."""
    return nn.ReflectionPad2d((0, 1, 0, 1) if stride == 2 else kernel_size // 2)


def conv_block(
    in_channels: int, out_channels: int, kernel_size: int = 3, stride: int = 1, *, norm: Norm
) -> nn.Sequential:
    """Return padding, convolution without bias, norm and leaky ReLU."""
    return nn.Sequential(
        reflect(kernel_size, stride),
        nn.Conv2d(in_channels, out_channels, kernel_size, stride, bias=False),
        norm(out_channels),
        nn.LeakyReLU(0.2),
    )


def separable_block(in_channels: int, out_channels: int, stride: int = 1) -> nn.Sequential:
    """Return the same with a 3x3 depthwise separable convolution and instance norm."""
    return nn.Sequential(
        reflect(3, stride),
        DepthwiseSeparableConv2d(in_channels, out_channels, 3, stride, bias=False),
        instance_norm_of(out_channels),
        nn.LeakyReLU(0.2),
    )


# --8<-- [end:blocks]


# --8<-- [start:inverted_residual]
class InvertedResidual(nn.Module):
    """Widen to twice the channels, filter each by itself, and narrow again.

    The input is added where it has the shape of the output. The last norm has no activation.

    Args:
        in_channels: C >= 1; the middle has 2C channels.
        out_channels: >= 1.
        bias: whether the depthwise convolution has a bias; the 1x1 convolutions have none.
        norm: of one count of channels.
    """

    def __init__(self, in_channels: int, out_channels: int, bias: bool, norm: Norm) -> None:
        super().__init__()
        middle = 2 * in_channels
        self.body = nn.Sequential(
            conv_block(in_channels, middle, kernel_size=1, norm=norm),
            reflect(3, 1),
            nn.Conv2d(middle, middle, 3, groups=middle, bias=bias),
            norm(middle),
            nn.LeakyReLU(0.2),
            nn.Conv2d(middle, out_channels, 1, bias=False),
            norm(out_channels),
        )
        self.adds_input = in_channels == out_channels

    def forward(self, input: Tensor) -> Tensor:
        """Return (N, out_channels, H, W) for input (N, in_channels, H, W)."""
        output = self.body(input)
        return input + output if self.adds_input else output


# --8<-- [end:inverted_residual]


# --8<-- [start:down]
class Down(nn.Module):
    """Halve height and width in two ways and add them: by stride, and by resizing."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__()
        self.strided = separable_block(in_channels, out_channels, stride=2)
        self.resized = nn.Sequential(
            nn.Upsample(scale_factor=0.5, mode="bilinear"),
            separable_block(in_channels, out_channels),
        )

    def forward(self, input: Tensor) -> Tensor:
        """Return (N, out_channels, H/2, W/2) for input (N, in_channels, H, W)."""
        return self.strided(input) + self.resized(input)


# --8<-- [end:down]
