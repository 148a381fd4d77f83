"""How often each output pixel is stamped, for kernels of 3 and 4 with stride 2."""

# --8<-- [start:stamp_counts]
from snippets.convolution.resize_convolution import stamp_counts

for kernel_size in (3, 4):
    print(kernel_size, stamp_counts(5, kernel_size, stride=2).tolist())
# --8<-- [end:stamp_counts]
