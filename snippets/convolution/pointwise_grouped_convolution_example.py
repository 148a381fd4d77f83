"""The worked example of the pointwise grouped convolution page, and who sees whom."""

# --8<-- [start:by_hand]
import torch

from snippets.convolution.channel_gradient_map import channel_gradient_map
from snippets.convolution.grouped_convolution import block_diagonal_weight
from snippets.convolution.pointwise_grouped_convolution import pointwise_grouped_conv2d

pixels = torch.tensor([[1.0, 2, 3, 2, 1, 4], [2, 1, 1, 1, 3, 2]])  # a row a pixel
x = pixels.T[None, :, None]  # (1, 6, 1, 2)
weight = torch.tensor([[1.0, 2, -1], [2, 1, 3], [1, -2, 1], [3, 1, 2]])[..., None, None]
y = pointwise_grouped_conv2d(x, weight, groups=2)  # (1, 4, 1, 2)
print(y[0, :, 0].T.tolist())
# --8<-- [end:by_hand]

# --8<-- [start:matrix]
matrix = block_diagonal_weight(weight, 2)[:, :, 0, 0]  # (4, 6)
print(matrix.int().tolist())
print((pixels @ matrix.T).tolist())
# --8<-- [end:matrix]

# --8<-- [start:reach]
reduce = torch.nn.Conv2d(240, 60, 1, groups=3, bias=False)
expand = torch.nn.Conv2d(60, 240, 1, groups=3, bias=False)
for layer in (reduce, expand):
    torch.nn.init.ones_(layer.weight)
for between in (torch.nn.Identity(), torch.nn.ChannelShuffle(3)):
    network = torch.nn.Sequential(reduce, between, expand)
    seen = channel_gradient_map(network, torch.ones(1, 240, 1, 1))[0].nonzero().flatten()
    print(len(seen), seen.min().item(), seen.max().item())
# --8<-- [end:reach]
