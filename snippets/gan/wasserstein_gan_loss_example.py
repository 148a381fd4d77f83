"""The worked examples of the Wasserstein GAN page: four numbers, and two points of a plane."""

# --8<-- [start:losses]
import torch

from snippets.gan.wasserstein_gan_loss import (
    gan_gradient_penalty,
    gan_wasserstein_discriminator_loss,
    gan_wasserstein_generator_loss,
    wasserstein_distance,
)

real, fake = torch.tensor([4.0, 0.0]), torch.tensor([3.0, 5.0])
print("distance", wasserstein_distance(real, fake).item())
print("discriminator", gan_wasserstein_discriminator_loss(-real, -fake).item())
print("generator", gan_wasserstein_generator_loss(-fake).item())
# --8<-- [end:losses]

# --8<-- [start:penalty]
photos = torch.tensor([[6.0, 8.0], [0.0, 0.0]])
drawings = torch.tensor([[0.0, 0.0], [0.0, 4.0]])
alpha = torch.tensor([0.5, 0.25])


def critic(points: torch.Tensor) -> torch.Tensor:
    """Give half the squared distance from the origin: the gradient at a point is the point."""
    return (points**2).sum(1) / 2


print("penalty", gan_gradient_penalty(critic, photos, drawings, alpha).item())
# --8<-- [end:penalty]
