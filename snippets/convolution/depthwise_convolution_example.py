"""The worked example of the depthwise convolution page: 2 channels, 2 filters for each."""

# --8<-- [start:by_hand]
import torch

from snippets.convolution.depthwise_convolution import depthwise_conv2d

x = torch.tensor([[1.0, 2, 0], [3, 1, 2]])[None, :, None]  # (1, 2, 1, 3)
weight = torch.tensor([[1.0, 2], [3, -1], [2, 1], [-1, 2]])[:, None, None]  # (4, 1, 1, 2)
print(depthwise_conv2d(x, weight)[0, :, 0])
# --8<-- [end:by_hand]

# --8<-- [start:torch]
layer = torch.nn.Conv2d(2, 4, (1, 2), groups=2, bias=False)
layer.load_state_dict({"weight": weight})
print(layer(x)[0, :, 0].int().tolist())
# --8<-- [end:torch]
