"""The worked examples of the multi-channel convolution page: 2 channels in, 3 out."""

# --8<-- [start:by_hand]
import torch

from snippets.convolution.multi_channel_convolution import conv2d

x = torch.tensor([[[1.0, 2, 0], [3, 1, 2]], [[0, 1, 2], [1, 2, 1]]])[None]  # (1, 2, 2, 3)
weight = torch.tensor(
    [
        [[[1.0, 2], [3, 4]], [[2, 1], [1, 3]]],  # kernel of output channel 0
        [[[0, 1], [-1, 2]], [[1, 0], [2, -1]]],
        [[[1, 0], [0, 1]], [[0, -1], [2, 0]]],
    ]
)  # (3, 2, 2, 2)
bias = torch.tensor([1.0, -2, 10])
print(conv2d(x, weight, bias)[0].tolist())
# --8<-- [end:by_hand]

# --8<-- [start:layer]
layer = torch.nn.Conv2d(in_channels=2, out_channels=3, kernel_size=2)
print("weight", tuple(layer.weight.shape), "bias", tuple(layer.bias.shape))
print(sum(parameter.numel() for parameter in layer.parameters()), "parameters")
# --8<-- [end:layer]

# --8<-- [start:matrices]
windows = torch.nn.functional.unfold(x, kernel_size=2)  # (1, 8, 2)
print(windows[0].T.int().tolist())
print((weight.flatten(1) @ windows + bias[:, None])[0].tolist())
# --8<-- [end:matrices]
