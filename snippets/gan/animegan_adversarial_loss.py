"""The least-squares adversarial losses of AnimeGAN, without the factor 1/2.

Sources: Chen, Liu and Chen, "AnimeGAN: A Novel Lightweight GAN for Photo Animation", 2020,
https://doi.org/10.1007/978-981-15-5577-0_18; tools/ops.py of the authors' repositories
TachibanaYoshino/AnimeGAN and TachibanaYoshino/AnimeGANv2, whose means and factors these are.
Shown on docs/terms/gan/animegan-loss.md.
"""

# --8<-- [start:adversarial]
from torch import Tensor

from snippets.gan.gan_loss import check_logits


def animegan_discriminator_loss(
    anime: Tensor, gray: Tensor, smooth: Tensor, fake: Tensor, *, smooth_weight: float = 0.1
) -> Tensor:
    """Call anime real, and grayscale anime, smoothed anime and generated pictures not real.

    mean (anime - 1)**2 + mean gray**2 + mean fake**2 + smooth_weight * mean smooth**2

    Args:
        anime: (*), floating point: the discriminator's output for anime pictures.
        gray: (*), for the same pictures without colour.
        smooth: (*), for pictures without colour whose edges are blurred.
        fake: (*), for what the generator made, detached from it.
        smooth_weight: >= 0.

    Returns:
        A scalar >= 0.

    Raises:
        ValueError: outputs are not floating point, there are none, or the weight is < 0.
    """
    check_logits(anime=anime, gray=gray, smooth=smooth, fake=fake)
    if not smooth_weight >= 0:
        raise ValueError(f"smooth_weight must be >= 0, got {smooth_weight}")
    other = gray.square().mean() + fake.square().mean()
    return (anime - 1).square().mean() + other + smooth_weight * smooth.square().mean()


def animegan_adversarial_loss(fake: Tensor) -> Tensor:
    """Reward the generator where its pictures are called real: mean (fake - 1)**2.

    Raises:
        ValueError: the outputs are not floating point, or there are none.
    """
    check_logits(fake=fake)
    return (fake - 1).square().mean()


# --8<-- [end:adversarial]
