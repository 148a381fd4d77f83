"""Spectral normalization as part of a layer: the weight is normalized whenever it is used.

What torch.nn.utils.parametrizations.spectral_norm does, with the steps shown; its vectors are
drawn from the global generator, these from one that is given.
Shown on docs/terms/normalization/spectral-normalization.md, used by docs/lab/toy-gan.ipynb.
"""

# --8<-- [start:spectral_weight]
import torch
from torch import Tensor, nn
from torch.nn.functional import normalize
from torch.nn.utils.parametrize import register_parametrization

from snippets.normalization.spectral_normalization import spectral_norm


class SpectralWeight(nn.Module):
    """Keep u and v from one use of a weight, (H, K), to the next."""

    def __init__(self, weight: Tensor, generator: torch.Generator, n_first: int = 15) -> None:
        super().__init__()
        u, v = (normalize(torch.randn(n, generator=generator), dim=0) for n in weight.shape)
        first = spectral_norm(weight.detach(), u, v, n_first)
        self.register_buffer("u", first.u)
        self.register_buffer("v", first.v)

    def forward(self, weight: Tensor) -> Tensor:
        """Return the weight divided by sigma, after a step of power iteration in training."""
        normalized = spectral_norm(weight, self.u, self.v, int(self.training))
        self.u, self.v = normalized.u, normalized.v
        return normalized.weight


def add_spectral_norm(network: nn.Module, generator: torch.Generator) -> nn.Module:
    """Normalize the weight of every linear layer, in place, and return the network."""
    for layer in list(network.modules()):
        if isinstance(layer, nn.Linear):
            register_parametrization(layer, "weight", SpectralWeight(layer.weight, generator))
    return network


# --8<-- [end:spectral_weight]
