"""The worked example of the pointwise convolution page: 2 channels in, 3 out."""

# --8<-- [start:by_hand]
import torch

from snippets.convolution.pointwise_convolution import pointwise_conv2d

x = torch.tensor([[[1.0, 2, 0], [3, 1, 2]], [[0, 1, 2], [1, 2, 1]]])[None]  # (1, 2, 2, 3)
weight = torch.tensor([[1.0, 2], [3, -1], [-2, 1]])[:, :, None, None]  # (3, 2, 1, 1)
bias = torch.tensor([1.0, 0, -1])
print(pointwise_conv2d(x, weight, bias)[0])
# --8<-- [end:by_hand]

# --8<-- [start:linear]
linear = torch.nn.Linear(2, 3)
linear.load_state_dict({"weight": weight[:, :, 0, 0], "bias": bias})
print(linear(x[0, :, 0, 1]).tolist())  # the channels of the pixel in row 0, column 1
# --8<-- [end:linear]
