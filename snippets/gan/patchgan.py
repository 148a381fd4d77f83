"""PatchGAN, the discriminator of pix2pix: a convolutional network with a logit for each patch.

Source: Isola, Zhu, Zhou and Efros, "Image-to-Image Translation with Conditional Adversarial
Networks", CVPR 2017, https://arxiv.org/abs/1611.07004, section 3.2.2 and appendix 6.1.2. The
appendix gives every convolution stride 2; models.lua of the repository phillipi/pix2pix
gives the last two stride 1, without which a patch would not have 70 pixels. Here as there.
Shown on docs/terms/gan/patchgan.md.
"""

# --8<-- [start:layers]
from collections.abc import Callable, Sequence
from itertools import pairwise

from torch import nn

from snippets.convolution.convolution_arguments import check_at_least
from snippets.convolution.receptive_field import Layer, receptive_field


def patch_layers(n_layers: int) -> list[Layer]:
    """Return the convolutions of pix2pix's discriminator: n_layers of stride 2, two of 1.

    Raises:
        ValueError: n_layers is not an int >= 1.
    """
    check_at_least(1, n_layers=n_layers)
    return [Layer(4, stride=2, padding=1)] * n_layers + [Layer(4, stride=1, padding=1)] * 2


def patch_size(n_layers: int) -> int:
    """Return how many pixels wide and high the patch of one logit is: 9 * 2**n_layers - 2."""
    return receptive_field(patch_layers(n_layers)).size


# --8<-- [end:layers]


# --8<-- [start:discriminator]
def stacked_discriminator(
    channels: Sequence[int], layers: Sequence[Layer], *, norm: Callable[[int], nn.Module]
) -> nn.Sequential:
    """Return convolutions, a leaky ReLU and mostly a norm between each two.

    There is no norm after the first and after the last.

    Args:
        channels: of the input and after each layer; 1 at the end for a map of logits.
        layers: the convolutions; one fewer than channels.
        norm: of a count of channels. A convolution before one with parameters has no bias,
            which the norm's own shift replaces.

    Raises:
        ValueError: the counts do not fit.
    """
    if len(channels) != len(layers) + 1:
        raise ValueError(f"{len(layers)} layers lie between {len(channels)} channel counts")
    modules: list[nn.Module] = []
    for depth, ((before, after), layer) in enumerate(
        zip(pairwise(channels), layers, strict=True)
    ):
        is_last = depth == len(layers) - 1
        between = nn.Identity() if depth == 0 or is_last else norm(after)
        has_parameters = any(True for _ in between.parameters())
        modules += [nn.Conv2d(before, after, *layer, bias=not has_parameters), between]
        modules += [] if is_last else [nn.LeakyReLU(0.2)]
    return nn.Sequential(*modules)


def patch_discriminator(
    in_channels: int,
    n_layers: int = 3,
    *,
    width: int = 64,
    norm: Callable[[int], nn.Module] = nn.BatchNorm2d,
) -> nn.Sequential:
    """Return pix2pix's discriminator, from (N, C, H, W) to logits (N, 1, M_H, M_W).

    M = H // 2**n_layers - 2 in height, and likewise in width.

    Args:
        in_channels: C >= 1: of the image, and of its condition where there is one.
        n_layers: convolutions of stride 2, >= 1; there are n_layers + 2 in all.
        width: channels of the first; they double from layer to layer, up to 8 * width.
        norm: of a count of channels; nn.Identity for none.

    Raises:
        ValueError: a number is not an int >= 1.
    """
    layers = patch_layers(n_layers)
    check_at_least(1, in_channels=in_channels, width=width)
    middle = [width * min(2**depth, 8) for depth in range(n_layers + 1)]
    return stacked_discriminator([in_channels, *middle, 1], layers, norm=norm)


# --8<-- [end:discriminator]
