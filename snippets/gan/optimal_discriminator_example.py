"""The worked example of the GAN loss page: two distributions that share one of three points."""

# --8<-- [start:game]
import torch

from snippets.gan.optimal_discriminator import (
    gan_value,
    jensen_shannon_divergence,
    optimal_discriminator,
)

p = torch.tensor([1 / 2, 1 / 2, 0])  # real
q = torch.tensor([0, 1 / 2, 1 / 2])  # generated
best = optimal_discriminator(p, q)
print(best)
print(f"{gan_value(p, q, best):.4f} = 2 * {jensen_shannon_divergence(p, q):.4f} - log(4)")
# --8<-- [end:game]
