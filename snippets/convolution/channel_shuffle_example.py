"""Eight channels, numbered from 0, after a shuffle with two and with four groups."""

# --8<-- [start:shuffle]
import torch

from snippets.convolution.channel_shuffle import channel_shuffle

print(channel_shuffle(torch.arange(8)[None], groups=2)[0].tolist())
print(channel_shuffle(torch.arange(8)[None], groups=4)[0].tolist())
# --8<-- [end:shuffle]
