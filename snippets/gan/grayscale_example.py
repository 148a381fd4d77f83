"""An orange pixel, made darker, then without its colour."""

# --8<-- [start:cast]
import torch

from snippets.gan.color_conversion import rgb_to_grayscale, rgb_to_yuv

orange = torch.tensor([1.0, 0.5, 0.0]).reshape(1, 3, 1, 1)
grey = rgb_to_grayscale(orange, num_output_channels=3)
for name, image in (("orange", orange), ("dark", 0.2 * orange), ("grey", grey)):
    print(f"{name:6}", *(f"{value:8.4f}" for value in rgb_to_yuv(image).flatten()))
# --8<-- [end:cast]
