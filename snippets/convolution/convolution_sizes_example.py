"""Two input sizes, one output size: why a transposed convolution needs output_padding."""

# --8<-- [start:two_sizes]
from snippets.convolution.convolution_sizes import conv_output_size, conv_transpose_output_size

for size, output_padding in [(5, 0), (6, 1)]:
    small = conv_output_size(size, kernel_size=3, stride=2, padding=1)
    back = conv_transpose_output_size(small, 3, 2, 1, output_padding)
    print(f"{size} -> {small} -> {back} with output_padding={output_padding}")
# --8<-- [end:two_sizes]
