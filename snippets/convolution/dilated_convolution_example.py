"""The worked example of the dilated convolution page: a 2x2 kernel with dilation 2."""

# --8<-- [start:by_hand]
import torch

from snippets.convolution.dilated_convolution import dilate_kernel, dilated_conv2d

x = torch.tensor([[1.0, 2, 0, 3], [4, 1, 2, 1], [2, 3, 1, 2]])[None, None]  # (1, 1, 3, 4)
kernel = torch.tensor([[1.0, 2], [3, -1]])[None, None]  # (1, 1, 2, 2)
print(dilated_conv2d(x, kernel, dilation=2)[0, 0].tolist())
# --8<-- [end:by_hand]

# --8<-- [start:zeros]
spread = dilate_kernel(kernel, 2)  # (1, 1, 3, 3)
print(spread[0, 0])
print(dilated_conv2d(x, spread)[0, 0].tolist())
# --8<-- [end:zeros]
