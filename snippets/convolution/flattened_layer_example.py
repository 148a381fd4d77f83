"""The weights of the three passes against those of one layer, 64 filters."""

# --8<-- [start:weights]
from torch import nn

from snippets.convolution.flattened_layer import flattened_layer

for channels, size in ((1, 3), (3, 3), (64, 3), (64, 5)):
    full = nn.Conv2d(channels, 64, size, bias=False).weight.numel()
    few = sum(weight.numel() for weight in flattened_layer(channels, 64, size).parameters())
    print(channels, size, few, full, f"{few / full:.3f}")
# --8<-- [end:weights]
