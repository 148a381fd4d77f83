"""The worked example of the GAN loss page: a discriminator right three times of four."""

# --8<-- [start:losses]
from math import log

import torch

from snippets.gan.gan_loss import (
    gan_discriminator_loss,
    gan_minimax_generator_loss,
    gan_nonsaturating_generator_loss,
)

real = torch.tensor([log(3)])  # D = 3/4
fake = torch.tensor([-log(3)], requires_grad=True)  # D = 1/4
print(f"discriminator  {gan_discriminator_loss(real, fake):.4f}")
for name, loss in {
    "minimax": gan_minimax_generator_loss(fake),
    "non-saturating": gan_nonsaturating_generator_loss(fake),
}.items():
    (slope,) = torch.autograd.grad(loss, fake)
    print(f"{name:14} {loss:.4f}, slope {slope.item():.2f}")
# --8<-- [end:losses]
