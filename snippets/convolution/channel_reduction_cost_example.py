"""The 5x5 branch of GoogLeNet's first Inception module: 192 channels to 32 on 28x28."""

# --8<-- [start:inception]
from snippets.convolution.channel_reduction_cost import break_even_channels, reduced_conv2d_cost
from snippets.convolution.separable_convolution_cost import conv2d_cost

print(f"direct:        {conv2d_cost(192, 32, 5, 28):,}")
print(f"16 in between: {reduced_conv2d_cost(192, 16, 32, 5, 28):,}")
print(f"break-even:    {float(break_even_channels(192, 32, 5)):.1f} channels")
# --8<-- [end:inception]
