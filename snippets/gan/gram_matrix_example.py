"""The worked example of the Gram matrix page: two channels of two by two."""

# --8<-- [start:by_hand]
import torch

from snippets.gan.gram_matrix import gram_matrix, style_loss

stripes = [[2.0, 0.0], [2.0, 0.0]]
picture = torch.tensor([[stripes, [[0.0, 4.0], [4.0, 0.0]]]])
moved = picture.flip(3)  # every pixel elsewhere
other = torch.tensor([[stripes, [[4.0, 0.0], [4.0, 0.0]]]])  # the channels agree
for name, features in {"picture": picture, "moved": moved, "other": other}.items():
    loss = style_loss(features, picture).item()
    print(f"{name:8}{gram_matrix(features)[0].tolist()} loss {loss}")
# --8<-- [end:by_hand]
