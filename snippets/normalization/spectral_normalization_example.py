"""The worked example of the spectral normalization page."""

# --8<-- [start:by_hand]
import torch

from snippets.normalization.spectral_normalization import spectral_norm

weight = torch.tensor([[3.0, 0.0], [0.0, 1.0]], dtype=torch.float64)
u = v = torch.full((2,), 0.5**0.5, dtype=torch.float64)
for step in (1, 2, 3):
    _, sigma, u, v = spectral_norm(weight, u, v)
    print(step, f"{sigma:.4f}")
# --8<-- [end:by_hand]
