"""The generator of AnimeGANv2, which turns a photo into a drawing.

Sources: Chen, Liu and Chen, "AnimeGAN: A Novel Lightweight GAN for Photo Animation", 2020,
https://doi.org/10.1007/978-981-15-5577-0_18; net/generator.py of the authors' repositories
TachibanaYoshino/AnimeGAN and TachibanaYoshino/AnimeGANv2, whose stages bear the same names.
Sizes and parameters are those of the repositories. What differs: `eps` of the norms is torch's
default, and resizing samples at pixel centres, as torch does, which TensorFlow 1 did not.
Shown on docs/terms/gan/animegan-generator.md.
"""

# --8<-- [start:version_2]
from torch import nn

from snippets.convolution.convolution_arguments import check_at_least
from snippets.gan.animegan_blocks import InvertedResidual, conv_block, layer_norm_of
from snippets.gan.staged_generator import Generator


def animegan_v2_generator(*, width: int = 32) -> Generator:
    """Return AnimeGANv2's generator: layer norm, separable only inside the residual blocks.

    Args:
        width: channels of the first layer, >= 1; 32 in the repository.

    Raises:
        ValueError: width is not an int >= 1.
    """
    check_at_least(1, width=width)
    w, w2, w4, w8, norm = width, 2 * width, 4 * width, 8 * width, layer_norm_of
    residuals = [
        InvertedResidual(in_channels, w8, bias=True, norm=norm)
        for in_channels in (w4, w8, w8, w8)
    ]
    up = nn.Upsample(scale_factor=2, mode="bilinear")
    return Generator.of(
        a=[
            *(conv_block(3, w, 7, norm=norm), conv_block(w, w2, stride=2, norm=norm)),
            conv_block(w2, w2, norm=norm),
        ],
        b=[conv_block(w2, w4, stride=2, norm=norm), conv_block(w4, w4, norm=norm)],
        c=[conv_block(w4, w4, norm=norm), *residuals, conv_block(w8, w4, norm=norm)],
        d=[up, conv_block(w4, w4, norm=norm), conv_block(w4, w4, norm=norm)],
        e=[
            *(up, conv_block(w4, w2, norm=norm), conv_block(w2, w2, norm=norm)),
            conv_block(w2, w, 7, norm=norm),
        ],
        out=[nn.Conv2d(w, 3, 1, bias=False), nn.Tanh()],
    )


# --8<-- [end:version_2]
