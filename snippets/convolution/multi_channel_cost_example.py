"""Parameters and multiply-adds of two layers of VGG: the smaller one is the dearer one."""

# --8<-- [start:cost]
from snippets.convolution.multi_channel_convolution import conv2d_parameters
from snippets.convolution.separable_convolution_cost import conv2d_cost

for channels, size in [(64, 224), (512, 14)]:
    print(
        f"{channels} channels on {size}x{size}:",
        f"{conv2d_parameters(channels, channels, 3):,} parameters,",
        f"{conv2d_cost(channels, channels, 3, size):,} multiply-adds",
    )
# --8<-- [end:cost]
