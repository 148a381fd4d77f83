"""The worked example of the page: one filter over two channels, in three passes and in one."""

# --8<-- [start:by_hand]
import torch
from torch.nn import functional as F

from snippets.convolution.flattened_convolution import flattened_conv2d, rank_one_weight

x = torch.tensor([[[[1.0, 2, 0], [0, 1, 3]], [[1, 1, 2], [2, 0, 1]]]])
vectors = torch.tensor([[2.0, 1]]), torch.tensor([[1.0, 2]]), torch.tensor([[-1.0, 1]])
print(flattened_conv2d(x, *vectors).tolist())
print(F.conv2d(x, rank_one_weight(*vectors)).tolist())
# --8<-- [end:by_hand]
