"""The worked example of the im2col page: the four 2x2 windows of a 3x3 image, and back."""

# --8<-- [start:by_hand]
import torch

from snippets.convolution.im2col import fold, unfold

image = torch.arange(1.0, 10).reshape(1, 1, 3, 3)
columns = unfold(image, kernel_size=2)
print(columns[0].int())
print(fold(columns, output_size=3, kernel_size=2)[0, 0].int())
# --8<-- [end:by_hand]
