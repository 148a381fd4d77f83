"""The worked example of the shuffled grouped convolution page: 4 channels of one pixel."""

# --8<-- [start:by_hand]
import torch

from snippets.convolution.channel_gradient_map import channel_gradient_map
from snippets.convolution.shuffled_grouped_convolution import shuffled_grouped_conv2d

x = torch.tensor([1.0, 2, 3, 1])[None, :, None, None]  # (1, 4, 1, 1)
first = torch.tensor([[1.0, 2], [3, -1], [2, 1], [-1, 2]])[..., None, None]  # (4, 2, 1, 1)
second = torch.tensor([[1.0, -1], [2, 1], [3, 2], [1, -2]])[..., None, None]
print(shuffled_grouped_conv2d(x, first, second, groups=2).flatten().tolist())
# --8<-- [end:by_hand]

# --8<-- [start:torch]
one, two = (torch.nn.Conv2d(4, 4, 1, groups=2, bias=False) for _ in range(2))
one.load_state_dict({"weight": first})
two.load_state_dict({"weight": second})
with_shuffle = torch.nn.Sequential(one, torch.nn.ChannelShuffle(2), two)
without = torch.nn.Sequential(one, two)
print(with_shuffle(x).flatten().tolist())
print(without(x).flatten().tolist())
# --8<-- [end:torch]

# --8<-- [start:reach]
print(channel_gradient_map(without, x).int().tolist())
print(channel_gradient_map(with_shuffle, x).int().tolist())
# --8<-- [end:reach]
