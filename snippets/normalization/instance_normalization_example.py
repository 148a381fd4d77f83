"""The worked example of the instance normalisation page: one image and a paler copy of it."""

# --8<-- [start:by_hand]
import torch

from snippets.normalization.instance_normalization import instance_norm

image = torch.tensor([[0.0, 4.0], [4.0, 0.0]])
pale = image / 4 + 10  # a quarter of the contrast, and brighter
batch = torch.stack([image, pale])[:, None]  # (2, 1, 2, 2)
print([[round(v, 3) for v in sample] for sample in instance_norm(batch).flatten(1).tolist()])
# --8<-- [end:by_hand]
