"""The worked example of the hinge GAN page: two real and two generated samples."""

# --8<-- [start:losses]
import torch

from snippets.gan.hinge_gan_loss import gan_hinge_discriminator_loss, gan_hinge_generator_loss

real = torch.tensor([3.0, 0.0], requires_grad=True)
fake = torch.tensor([-2.0, 1.0], requires_grad=True)
loss = gan_hinge_discriminator_loss(real, fake)
slopes = torch.autograd.grad(loss, (real, fake))
# + 0 turns the -0.0 of a silent hinge into 0.0
print("discriminator", loss.item(), "slopes", *((slope + 0).tolist() for slope in slopes))
loss = gan_hinge_generator_loss(fake)
(slope,) = torch.autograd.grad(loss, fake)
print("generator", loss.item(), "slopes", slope.tolist())
# --8<-- [end:losses]
