"""The content loss and the grayscale style loss of AnimeGAN, on the features of a network.

Sources: Chen, Liu and Chen, "AnimeGAN: A Novel Lightweight GAN for Photo Animation", 2020,
https://doi.org/10.1007/978-981-15-5577-0_18; tools/ops.py of the authors' repositories
TachibanaYoshino/AnimeGAN and TachibanaYoshino/AnimeGANv2, whose means and factors these are.
Shown on docs/terms/gan/animegan-loss.md.
"""

# --8<-- [start:content]
from torch import Tensor

from snippets.gan.gram_matrix import gram_matrix
from snippets.losses.l1_loss import l1_loss


def animegan_content_loss(photo: Tensor, output: Tensor) -> Tensor:
    """Return the mean absolute difference of two feature maps: same places, same things.

    Args:
        photo: (N, C, H, W), floating point: features of the photo.
        output: (N, C, H, W), features of what the generator made of it.

    Raises:
        ValueError: shapes or dtypes differ.
    """
    return l1_loss(output, photo)


# --8<-- [end:content]


# --8<-- [start:style]
def animegan_style_loss(anime: Tensor, output: Tensor) -> Tensor:
    """Return the mean absolute difference of two Gram matrices: textures, wherever they are.

    Args:
        anime: (N, C, H, W), floating point: features of grayscale anime pictures.
        output: (N, C, H', W'), features of what the generator made of other pictures.

    Raises:
        ValueError: ranks, counts, channels or dtypes differ.
    """
    return l1_loss(gram_matrix(output), gram_matrix(anime))


# --8<-- [end:style]
