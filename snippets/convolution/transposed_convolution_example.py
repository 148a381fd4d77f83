"""The worked example of the transposed convolution page: a 2x2 input and a 3x3 kernel."""

# --8<-- [start:unit_stride]
import torch

from snippets.convolution.transposed_convolution import conv_transpose2d_by_zero_insertion

x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])[None, None]  # (1, 1, 2, 2)
kernel = torch.arange(1.0, 10.0).reshape(1, 1, 3, 3)
print(conv_transpose2d_by_zero_insertion(x, kernel)[0, 0])
# --8<-- [end:unit_stride]

# --8<-- [start:stride_two]
print(conv_transpose2d_by_zero_insertion(x, kernel, stride=2)[0, 0])
# --8<-- [end:stride_two]
