"""The losses of a small, untrained generator on one small, random image."""

# --8<-- [start:losses]
import torch
from torch import nn

from snippets.gan.animegan_loss import (
    ANIMEGAN_V2_WEIGHTS,
    animegan_generator_losses,
    weighted_sum,
)
from snippets.gan.animegan_v2_generator import animegan_v2_generator
from snippets.gan.color_conversion import rgb_to_grayscale

torch.manual_seed(0)
generator = animegan_v2_generator(width=4)
features = nn.Conv2d(3, 8, 3, stride=2)  # in the place of VGG-19
discriminator = nn.Conv2d(3, 1, 3, stride=2)  # in the place of AnimeGAN's
photo, anime = torch.rand(2, 1, 3, 32, 32) * 2 - 1
output = generator(photo)
gray = rgb_to_grayscale(anime, num_output_channels=3)
losses = animegan_generator_losses(photo, output, gray, discriminator(output), features)
for name, weight in ANIMEGAN_V2_WEIGHTS.items():
    print(f"{name:11} {weight:5} * {losses[name].item():.3f}")
print(f"{'sum':19} {weighted_sum(losses, ANIMEGAN_V2_WEIGHTS).item():.1f}")
# --8<-- [end:losses]
