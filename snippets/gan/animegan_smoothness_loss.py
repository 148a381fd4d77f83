"""The total variation loss of AnimeGANv2, which is a mean of squares, not of sizes.

Sources: Chen, Liu and Chen, "AnimeGAN: A Novel Lightweight GAN for Photo Animation", 2020,
https://doi.org/10.1007/978-981-15-5577-0_18; tools/ops.py of the authors' repositories
TachibanaYoshino/AnimeGAN and TachibanaYoshino/AnimeGANv2, whose means and factors these are.
Shown on docs/terms/gan/animegan-loss.md.
"""

# --8<-- [start:smoothness]
from torch import Tensor

from snippets.gan.color_conversion import check_image


def animegan_smoothness_loss(output: Tensor) -> Tensor:
    """Return half the mean squared step downwards plus half the mean squared step rightwards.

    Args:
        output: (N, 3, H, W), floating point, H and W >= 2.

    Raises:
        ValueError: output is not (N, 3, H, W), not floating point, or below 2 x 2.
    """
    check_image("output", output)
    if min(output.shape[2:]) < 2:
        raise ValueError(f"H and W must be >= 2, got shape {tuple(output.shape)}")
    return (output.diff(dim=2).square().mean() + output.diff(dim=3).square().mean()) / 2


# --8<-- [end:smoothness]
