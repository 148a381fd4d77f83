"""The worked example of the resize convolution page, both ways."""

# --8<-- [start:by_hand]
import torch
from torch.nn import functional as F

from snippets.convolution.resize_convolution import resize_conv2d, transposed_kernel

image = torch.tensor([[[[1.0, 2.0]]]])
weight = torch.tensor([[[[1.0, 2.0, 3.0]]]])
print(resize_conv2d(image, weight)[0, 0].int())

kernel = transposed_kernel(weight, scale=2)
print(kernel[0, 0].int())
print(F.conv_transpose2d(image, kernel, stride=2, padding=(0, 1))[0, 0].int())
# --8<-- [end:by_hand]
