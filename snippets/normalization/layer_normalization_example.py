"""The worked example of the layer normalisation page: one input over two choices of axes."""

# --8<-- [start:by_hand]
import torch

from snippets.normalization.layer_normalization import layer_norm

x = torch.tensor([[[1.0, 3.0], [5.0, 7.0]]])  # one sample, two channels, two positions
print([round(v, 3) for v in layer_norm(x, (2,)).flatten().tolist()])
print([round(v, 3) for v in layer_norm(x, (2, 2)).flatten().tolist()])
# --8<-- [end:by_hand]
