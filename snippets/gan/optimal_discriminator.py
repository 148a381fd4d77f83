"""What the best discriminator says, and what the minimax game is worth against it.

Source: Goodfellow et al., "Generative Adversarial Nets", NeurIPS 2014,
https://arxiv.org/abs/1406.2661, proposition 1 and theorem 1; here on finitely many points.
Shown on docs/terms/gan/gan-loss.md.
"""

# --8<-- [start:optimal_discriminator]
import torch
from torch import Tensor


def check_distributions(real: Tensor, fake: Tensor) -> None:
    """Raise ValueError unless both are distributions on the same points."""
    if real.shape != fake.shape or real.ndim != 1:
        raise ValueError(
            f"real and fake must be (n,), got {tuple(real.shape)} and {tuple(fake.shape)}"
        )
    for name, mass in (("real", real), ("fake", fake)):
        if (mass < 0).any() or abs(mass.sum() - 1) > 1e-6:
            raise ValueError(f"{name} must be >= 0 and sum to 1, got {mass.tolist()}")


def optimal_discriminator(real: Tensor, fake: Tensor) -> Tensor:
    """Return the chance that a sample at each point is real: p / (p + q).

    Args:
        real: (n,), p, the distribution of the real samples.
        fake: (n,), q, that of the generated ones.

    Returns:
        (n,), in [0, 1]; NaN at a point that neither reaches.

    Raises:
        ValueError: shapes differ, or a tensor is no distribution.
    """
    check_distributions(real, fake)
    return real / (real + fake)


# --8<-- [end:optimal_discriminator]


# --8<-- [start:gan_value]
def gan_value(real: Tensor, fake: Tensor, discriminator: Tensor) -> Tensor:
    """Return what the game is worth: sum(p * log(d) + q * log(1 - d)), with 0 * log(0) = 0.

    Args:
        real: (n,), p, the distribution of the real samples.
        fake: (n,), q, that of the generated ones.
        discriminator: (n,), d in [0, 1], what the discriminator says at each point.

    Returns:
        A scalar <= 0; the discriminator wants it large, the generator small.

    Raises:
        ValueError: shapes differ, or real or fake is no distribution.
    """
    check_distributions(real, fake)
    if discriminator.shape != real.shape:
        raise ValueError(
            f"discriminator must be {tuple(real.shape)}, got {tuple(discriminator.shape)}"
        )
    worth = torch.xlogy(real, discriminator) + torch.xlogy(fake, 1 - discriminator)
    return worth.sum()


# --8<-- [end:gan_value]


# --8<-- [start:jensen_shannon_divergence]
def jensen_shannon_divergence(real: Tensor, fake: Tensor) -> Tensor:
    """Return how far two distributions are from their mean: 0 if equal, log(2) if disjoint.

    Args:
        real: (n,), a distribution.
        fake: (n,), another on the same points.

    Returns:
        A scalar in [0, log(2)].

    Raises:
        ValueError: shapes differ, or a tensor is no distribution.
    """
    check_distributions(real, fake)
    middle = (real + fake) / 2
    # x * log(x / m) as two terms, so that a point that neither reaches counts 0.
    parts = (torch.xlogy(x, x) - torch.xlogy(x, middle) for x in (real, fake))
    return sum(part.sum() for part in parts) / 2


# --8<-- [end:jensen_shannon_divergence]
