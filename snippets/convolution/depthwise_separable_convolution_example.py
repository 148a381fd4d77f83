"""The worked example of the depthwise separable convolution page: 2 channels in, 3 out."""

# --8<-- [start:by_hand]
import torch

from snippets.convolution.depthwise_separable_convolution import depthwise_separable_conv2d

x = torch.tensor([[[1.0, 2, 0], [3, 1, 2]], [[0, 1, 2], [1, 2, 1]]])[None]  # (1, 2, 2, 3)
depthwise = torch.tensor([[[1.0, 2], [3, 4]], [[2, 1], [1, 3]]])[:, None]  # (2, 1, 2, 2)
pointwise = torch.tensor([[1.0, 2], [3, -1], [-2, 1]])[:, :, None, None]  # (3, 2, 1, 1)
print(depthwise_separable_conv2d(x, depthwise, pointwise)[0])
# --8<-- [end:by_hand]
