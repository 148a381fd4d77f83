"""The worked example of the grouped convolution page, and what groups save and cut off."""

# --8<-- [start:by_hand]
import torch

from snippets.convolution.grouped_convolution import block_diagonal_weight, grouped_conv2d

x = torch.tensor([[1.0, 2], [3, 0], [2, 1], [0, 4]])[None, :, None]  # (1, 4, 1, 2)
weight = torch.tensor([[[1.0, 2], [3, -1]], [[2, 1], [-1, 2]]])[:, :, None]  # (2, 2, 1, 2)
print(grouped_conv2d(x, weight, groups=2).flatten().tolist())
# --8<-- [end:by_hand]

# --8<-- [start:dense]
dense = block_diagonal_weight(weight, 2)  # (2, 4, 1, 2)
print(dense[:, :, 0].int().tolist())
print(grouped_conv2d(x, dense).flatten().tolist())
# --8<-- [end:dense]
