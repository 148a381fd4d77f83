"""Losses of a Wasserstein GAN, from the critic's scores, and the gradient penalty.

Source: Martin Arjovsky, Soumith Chintala and Léon Bottou, "Wasserstein GAN", 2017,
https://arxiv.org/abs/1701.07875; Ishaan Gulrajani, Faruk Ahmed, Martin Arjovsky, Vincent
Dumoulin and Aaron Courville, "Improved Training of Wasserstein GANs", NeurIPS 2017,
https://arxiv.org/abs/1704.00028: the penalty, there with the weight 10.
Shown on docs/terms/gan/wasserstein-gan-loss.md.
"""

# --8<-- [start:losses]
from collections.abc import Callable

import torch
from torch import Tensor

from snippets.gan.gan_loss import check_logits


def gan_wasserstein_discriminator_loss(real_logits: Tensor, fake_logits: Tensor) -> Tensor:
    """Raise the scores of real samples above those of generated ones: mean(fake) - mean(real).

    Args:
        real_logits: (*), floating point: the critic's scores of real samples.
        fake_logits: (*), floating point, of generated samples; the counts may differ.

    Returns:
        A scalar of any sign; with the best 1-Lipschitz critic, minus the distance.

    Raises:
        ValueError: scores are not floating point, or there are none.
    """
    check_logits(real_logits=real_logits, fake_logits=fake_logits)
    return fake_logits.mean() - real_logits.mean()


# --8<-- [end:losses]


# --8<-- [start:generator]
def gan_wasserstein_generator_loss(fake_logits: Tensor) -> Tensor:
    """Raise the scores of generated samples, however high they are: -mean(fake).

    Args:
        fake_logits: (*), floating point: the critic's scores of generated samples.

    Returns:
        A scalar of any sign, without bounds.

    Raises:
        ValueError: the scores are not floating point, or there are none.
    """
    check_logits(fake_logits=fake_logits)
    return -fake_logits.mean()


# --8<-- [end:generator]


# --8<-- [start:gradient_penalty]
def gan_gradient_penalty(
    discriminator: Callable[[Tensor], Tensor], real: Tensor, fake: Tensor, alpha: Tensor
) -> Tensor:
    """Return how far the critic's slope is from 1 between real and generated samples.

    mean((norm - 1)**2), norm that of the gradient at alpha * real + (1 - alpha) * fake.

    Args:
        discriminator: gives N samples N scores, each from its own sample alone.
        real: (N, *), floating point, N >= 1.
        fake: like real, the generated samples.
        alpha: (N,), the share of the real sample, in [0, 1]: torch.rand(N) in training.

    Returns:
        A scalar >= 0, differentiable by the critic's weights; not yet weighted.

    Raises:
        ValueError: shapes, numbers or the count of scores break these rules.
    """
    _check_samples(real, fake, alpha)
    shares = alpha.reshape(-1, *[1] * (real.dim() - 1))
    points = (shares * real + (1 - shares) * fake).detach().requires_grad_()
    scores = discriminator(points)
    if scores.numel() != len(real):
        raise ValueError(f"need {len(real)} scores, got shape {tuple(scores.shape)}")
    # The sum's gradient holds each sample's own: no score depends on another sample.
    (gradients,) = torch.autograd.grad(scores.sum(), points, create_graph=True)
    norms = torch.linalg.vector_norm(gradients.flatten(1), dim=1)
    return ((norms - 1) ** 2).mean()


# --8<-- [end:gradient_penalty]


# --8<-- [start:check_samples]
def _check_samples(real: Tensor, fake: Tensor, alpha: Tensor) -> None:
    check_logits(real=real, fake=fake, alpha=alpha)
    if real.dim() < 2 or real.shape != fake.shape:
        raise ValueError(
            f"real and fake must both be (N, ...), got {tuple(real.shape)} "
            f"and {tuple(fake.shape)}"
        )
    if alpha.shape != real.shape[:1]:
        raise ValueError(f"alpha must be ({len(real)},), got {tuple(alpha.shape)}")
    if not ((alpha >= 0) & (alpha <= 1)).all():
        raise ValueError(f"alpha must lie in [0, 1], got {alpha.tolist()}")


# --8<-- [end:check_samples]


# --8<-- [start:wasserstein_distance]
def wasserstein_distance(real: Tensor, fake: Tensor) -> Tensor:
    """Return the distance of two samples of numbers: match them in order, mean(|x - z|).

    Args:
        real: (N,), floating point, N >= 1.
        fake: (N,), floating point.

    Returns:
        A scalar >= 0 in the unit of the numbers; 0 for the same numbers in any order.

    Raises:
        ValueError: the numbers are not floating point, or not as many.
    """
    check_logits(real=real, fake=fake)
    if real.dim() != 1 or real.shape != fake.shape:
        raise ValueError(
            f"real and fake must both be (N,), got {tuple(real.shape)} and {tuple(fake.shape)}"
        )
    return (real.sort().values - fake.sort().values).abs().mean()


# --8<-- [end:wasserstein_distance]
