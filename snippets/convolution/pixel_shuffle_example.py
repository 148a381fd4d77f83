"""The worked example of the pixel shuffle page: four channels become one, twice as large."""

# --8<-- [start:by_hand]
import torch

from snippets.convolution.pixel_shuffle import pixel_shuffle, pixel_unshuffle

x = torch.tensor([[[1, 2]], [[3, 4]], [[5, 6]], [[7, 8]]])  # (4, 1, 2)
y = pixel_shuffle(x, 2)  # (1, 2, 4)
print(y)
print(pixel_unshuffle(y, 2).equal(x))
# --8<-- [end:by_hand]
