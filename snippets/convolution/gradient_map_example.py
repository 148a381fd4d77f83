"""The receptive field of the worked example, measured with the gradient."""

# --8<-- [start:measured]
import torch
from torch import nn

from snippets.convolution.gradient_map import gradient_map

torch.manual_seed(0)
network = nn.Sequential(
    nn.Conv2d(3, 4, 3, stride=2, padding=1),
    nn.Conv2d(4, 4, 3, padding=2, dilation=2),
    nn.AvgPool2d(2),
)
for row in range(3):
    seen = gradient_map(network, torch.rand(1, 3, 32, 32), (row, 4)).sum(dim=1).nonzero()
    print(f"output row {row}: pixel rows {seen.min()} to {seen.max()}")
# --8<-- [end:measured]
