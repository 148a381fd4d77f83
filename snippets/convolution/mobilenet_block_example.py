"""What padding does to the size of the map."""

# --8<-- [start:sizes]
import torch

from snippets.convolution.depthwise_separable_convolution import DepthwiseSeparableConv2d
from snippets.convolution.mobilenet_block import mobilenet_block

image = torch.zeros(1, 3, 32, 32)
print("padding 0:", tuple(DepthwiseSeparableConv2d(3, 8, 3)(image).shape))
print("padding 1:", tuple(DepthwiseSeparableConv2d(3, 8, 3, padding=1)(image).shape))
print("MobileNet:", tuple(mobilenet_block(3, 8)(image).shape))
# --8<-- [end:sizes]
