"""The colour reconstruction loss of AnimeGAN: keep the photo's brightness and its colours.

Sources: Chen, Liu and Chen, "AnimeGAN: A Novel Lightweight GAN for Photo Animation", 2020,
https://doi.org/10.1007/978-981-15-5577-0_18; tools/ops.py of the authors' repositories
TachibanaYoshino/AnimeGAN and TachibanaYoshino/AnimeGANv2, whose means and factors these are.
Shown on docs/terms/gan/animegan-loss.md.
"""

# --8<-- [start:color]
from torch import Tensor

from snippets.gan.color_conversion import rgb_to_yuv
from snippets.losses.huber_loss import huber_loss
from snippets.losses.l1_loss import l1_loss


def animegan_color_loss(photo: Tensor, output: Tensor) -> Tensor:
    """Compare brightness by its absolute difference and chroma by the Huber loss.

    mean |Y - Y'| + mean huber(U - U') + mean huber(V - V'), delta = 1

    Args:
        photo: (N, 3, H, W), floating point: RGB in [-1, 1].
        output: (N, 3, H, W), as photo: what the generator made of it.

    Returns:
        A scalar >= 0; dtype and device of photo.

    Raises:
        ValueError: shapes or dtypes differ or do not fit.
    """
    y, u, v = rgb_to_yuv((photo + 1) / 2).unbind(dim=1)
    y_out, u_out, v_out = rgb_to_yuv((output + 1) / 2).unbind(dim=1)
    return l1_loss(y_out, y) + huber_loss(u_out, u) + huber_loss(v_out, v)


# --8<-- [end:color]
