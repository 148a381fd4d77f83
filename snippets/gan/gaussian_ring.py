"""Points of the plane around modes on a circle, and how many of the modes samples cover.

The data set on which Luke Metz, Ben Poole, David Pfau and Jascha Sohl-Dickstein, "Unrolled
Generative Adversarial Networks", ICLR 2017, https://arxiv.org/abs/1611.02163, show that a
generator can lose modes. Counting what lies within three standard deviations of a mode follows
Akash Srivastava et al., "VEEGAN", NeurIPS 2017, https://arxiv.org/abs/1705.07761; a mode counts
as covered there with one sample, here with `least`.
Shown on docs/terms/gan/gan-loss.md, used by docs/lab/toy-gan.ipynb.
"""

# --8<-- [start:ring]
import math

import torch
from torch import Tensor


def ring_centres(modes: int, radius: float) -> Tensor:
    """Return the centres of the modes, (modes, 2), evenly spaced from (radius, 0) on."""
    angles = 2 * math.pi / modes * torch.arange(modes)
    return radius * torch.stack([angles.cos(), angles.sin()], dim=1)


def sample_mixture(
    count: int, centres: Tensor, spread: float, generator: torch.Generator
) -> Tensor:
    """Draw from normal distributions of equal weight, one about each centre.

    Args:
        count: how many points.
        centres: (K, D), floating point.
        spread: the standard deviation along each axis, >= 0.
        generator: what the randomness comes from.

    Returns:
        (count, D), dtype of centres.
    """
    nearest = torch.randint(len(centres), (count,), generator=generator)
    noise = torch.randn(count, centres.shape[1], generator=generator, dtype=centres.dtype)
    return centres[nearest] + spread * noise


# --8<-- [end:ring]


# --8<-- [start:mode_coverage]
def mode_coverage(
    samples: Tensor, centres: Tensor, distance: float, *, least: int = 1
) -> tuple[int, float]:
    """Return how many modes are covered, and the share of samples that lie at a mode.

    A sample lies at its nearest mode if it is no farther from it than `distance`; a mode is
    covered if `least` samples lie at it.

    Args:
        samples: (N, D), floating point, N >= 1.
        centres: (K, D), floating point, K >= 1.
        distance: > 0, in the unit of the samples.
        least: >= 1.

    Raises:
        ValueError: a shape or a number breaks these rules.
    """
    if samples.dim() != 2 or centres.shape[1:] != samples.shape[1:] or not len(samples):
        raise ValueError(
            "samples and centres must be (N, D) and (K, D), "
            f"got {tuple(samples.shape)} and {tuple(centres.shape)}"
        )
    if distance <= 0 or least < 1:
        raise ValueError(f"need distance > 0 and least >= 1, got {distance} and {least}")
    nearest = torch.cdist(samples, centres).min(dim=1)
    at_mode = nearest.values <= distance
    counts = torch.bincount(nearest.indices[at_mode])
    return int((counts >= least).sum()), at_mode.double().mean().item()


# --8<-- [end:mode_coverage]
