"""The worked example of the page: the Sobel kernel in two passes and in one."""

# --8<-- [start:by_hand]
import torch

from snippets.convolution.convolution import cross_correlate2d
from snippets.convolution.spatially_separable_convolution import separable_cross_correlate2d

x = torch.tensor([[1.0, 2, 0, 3], [0, 1, 4, 1], [2, 1, 1, 0]])
column, row = torch.tensor([1.0, 2, 1]), torch.tensor([-1.0, 0, 1])
print(separable_cross_correlate2d(x, column, row).tolist())
print(cross_correlate2d(x, torch.outer(column, row)).tolist())
# --8<-- [end:by_hand]
