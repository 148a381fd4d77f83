"""Two dots that no patch sees together: their distance goes unnoticed."""

# --8<-- [start:distance]
import torch
from torch import nn

from snippets.gan.least_squares_gan_loss import gan_least_squares_generator_loss
from snippets.gan.patchgan import patch_discriminator

torch.manual_seed(0)
network = patch_discriminator(1, width=8, norm=nn.Identity).double()


def judged(distance: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the loss and the mean logit of a picture of two dots so many pixels apart."""
    picture = torch.zeros(1, 1, 256, 256, dtype=torch.float64)
    picture[..., 128, 73] = picture[..., 128, 73 + distance] = 1
    logits = network(picture)
    return gan_least_squares_generator_loss(logits), logits.mean()


with torch.no_grad():
    for distance in (40, 48, 64, 72, 80):
        pairs = zip(judged(distance), judged(112), strict=True)
        loss, mean = ("equal" if abs(a - b) < 1e-13 else "not equal" for a, b in pairs)
        print(f"{distance} and 112 apart: losses {loss}, mean logits {mean}")
# --8<-- [end:distance]
