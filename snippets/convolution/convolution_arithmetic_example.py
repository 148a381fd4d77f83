"""The worked example of the convolution arithmetic page: 5 pixels to 3, and back."""

# --8<-- [start:by_hand]
from snippets.convolution.convolution_sizes import conv_output_size
from snippets.convolution.unit_stride_convolution import unit_stride_convolution

print(conv_output_size(5, kernel_size=3, stride=2, padding=1))
print(unit_stride_convolution(3, kernel_size=3, stride=2, padding=1))
# --8<-- [end:by_hand]
