"""The worked example of the least-squares GAN page: two real and two generated samples."""

# --8<-- [start:losses]
import torch

from snippets.gan.least_squares_gan_loss import (
    gan_least_squares_discriminator_loss,
    gan_least_squares_generator_loss,
)

real = torch.tensor([2.0, 1.0])
fake = torch.tensor([-1.0, 1.0], requires_grad=True)
print("discriminator", gan_least_squares_discriminator_loss(real, fake).item())
loss = gan_least_squares_generator_loss(fake)
(slopes,) = torch.autograd.grad(loss, fake)
print("generator", loss.item(), "slopes", slopes.tolist())
# --8<-- [end:losses]
