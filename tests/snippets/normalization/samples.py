"""Input that the tests of the normalisations share."""

import torch
from torch import Tensor


def sample(*shape: int, seed: int = 0, device: str = "cpu") -> Tensor:
    """Return normally distributed numbers far from 0, each channel with a scale of its own."""
    generator = torch.Generator().manual_seed(seed)
    normal = torch.randn(shape, generator=generator, dtype=torch.float64)
    scale = torch.arange(1, shape[1] + 1, dtype=torch.float64).reshape(
        -1, *[1] * (len(shape) - 2)
    )
    return (normal * scale + 7 * scale).to(device)
