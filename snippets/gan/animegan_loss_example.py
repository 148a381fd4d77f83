"""The worked examples of the AnimeGAN loss page."""

# --8<-- [start:color]
import torch

from snippets.gan.animegan_color_loss import animegan_color_loss

black, grey, red = (
    torch.tensor(colour).reshape(1, 3, 1, 1)
    for colour in ([-1.0, -1, -1], [-0.402, -0.402, -0.402], [1.0, -1, -1])
)
print(f"black to red  {animegan_color_loss(black, red):.4f}")
print(f"black to grey {animegan_color_loss(black, grey):.4f}")
print(f"grey to red   {animegan_color_loss(grey, red):.4f}")
# --8<-- [end:color]
