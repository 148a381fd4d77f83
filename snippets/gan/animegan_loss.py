"""What AnimeGAN's generator minimises: five losses and their weights.

Sources: Chen, Liu and Chen, "AnimeGAN: A Novel Lightweight GAN for Photo Animation", 2020,
https://doi.org/10.1007/978-981-15-5577-0_18; tools/ops.py of the authors' repositories
TachibanaYoshino/AnimeGAN and TachibanaYoshino/AnimeGANv2, whose means and factors these are.
Shown on docs/terms/gan/animegan-loss.md.
"""

# --8<-- [start:losses]
from collections.abc import Callable

from torch import Tensor

from snippets.gan.animegan_adversarial_loss import animegan_adversarial_loss
from snippets.gan.animegan_color_loss import animegan_color_loss
from snippets.gan.animegan_feature_losses import animegan_content_loss, animegan_style_loss
from snippets.gan.animegan_smoothness_loss import animegan_smoothness_loss


def animegan_generator_losses(
    photo: Tensor,
    output: Tensor,
    anime_gray: Tensor,
    fake: Tensor,
    features: Callable[[Tensor], Tensor],
) -> dict[str, Tensor]:
    """Return the losses of AnimeGAN's generator by name, unweighted.

    Args:
        photo: (N, 3, H, W), floating point, in [-1, 1].
        output: (N, 3, H, W), in [-1, 1]: what the generator made of the photo.
        anime_gray: (N, 3, H', W'), in [-1, 1]: anime pictures without colour.
        fake: (*), the discriminator's output for `output`.
        features: takes (N, 3, H, W) and gives (N, C, h, w); in the repository VGG-19 up to
            conv4_4, before the ReLU.

    Raises:
        ValueError: a shape or dtype does not fit.
    """
    of_output = features(output)
    return {
        "adversarial": animegan_adversarial_loss(fake),
        "content": animegan_content_loss(features(photo), of_output),
        "style": animegan_style_loss(features(anime_gray), of_output),
        "color": animegan_color_loss(photo, output),
        "smoothness": animegan_smoothness_loss(output),
    }


# --8<-- [end:losses]


# --8<-- [start:weights]
ANIMEGAN_WEIGHTS = {"adversarial": 300.0, "content": 1.5, "style": 3.0, "color": 10.0}
ANIMEGAN_V2_WEIGHTS = ANIMEGAN_WEIGHTS | {"style": 2.5, "smoothness": 1.0}


def weighted_sum(losses: dict[str, Tensor], weights: dict[str, float]) -> Tensor:
    """Return the sum of the losses that have a weight, each times its weight.

    Raises:
        ValueError: a weight has no loss.
    """
    if unknown := sorted(weights.keys() - losses.keys()):
        raise ValueError(f"no loss is named {', '.join(unknown)}")
    return sum(weight * losses[name] for name, weight in weights.items())


# --8<-- [end:weights]
