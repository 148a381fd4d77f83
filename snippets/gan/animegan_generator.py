"""The generator of AnimeGAN, which turns a photo into a drawing.

Sources: Chen, Liu and Chen, "AnimeGAN: A Novel Lightweight GAN for Photo Animation", 2020,
https://doi.org/10.1007/978-981-15-5577-0_18; net/generator.py of the authors' repositories
TachibanaYoshino/AnimeGAN and TachibanaYoshino/AnimeGANv2, whose stages bear the same names.
Sizes and parameters are those of the repositories. What differs: `eps` of the norms is torch's
default, and resizing samples at pixel centres, as torch does, which TensorFlow 1 did not.
Shown on docs/terms/gan/animegan-generator.md.
"""

# --8<-- [start:version_1]
from torch import nn

from snippets.convolution.convolution_arguments import check_at_least
from snippets.gan.animegan_blocks import (
    Down,
    InvertedResidual,
    conv_block,
    instance_norm_of,
    separable_block,
)
from snippets.gan.staged_generator import Generator


def animegan_generator(*, width: int = 64) -> Generator:
    """Return AnimeGAN's generator: instance norm, many convolutions separable.

    Args:
        width: channels of the first layer, >= 1; 64 in the repository.

    Raises:
        ValueError: width is not an int >= 1.
    """
    check_at_least(1, width=width)
    w, w2, w4, norm = width, 2 * width, 4 * width, instance_norm_of
    first, last = (conv_block(w4, w4, norm=norm) for _ in range(2))
    residuals = [InvertedResidual(w4, w4, bias=False, norm=norm) for _ in range(8)]
    up = nn.Upsample(scale_factor=2, mode="bilinear")
    return Generator.of(
        b1=[conv_block(3, w, norm=norm), conv_block(w, w, norm=norm), Down(w, w2)],
        b2=[conv_block(w2, w2, norm=norm), separable_block(w2, w2), Down(w2, w4)],
        m=[first, *residuals, last],
        u2=[
            *(up, separable_block(w4, w2), separable_block(w2, w2)),
            conv_block(w2, w2, norm=norm),
        ],
        u1=[
            *(up, separable_block(w2, w2)),
            *(conv_block(w2, w, norm=norm), conv_block(w, w, norm=norm)),
        ],
        out=[nn.Conv2d(w, 3, 1, bias=False), nn.Tanh()],
    )


# --8<-- [end:version_1]
