"""The weights of a bottleneck block of ResNet and of ResNeXt, 256 channels in and out."""

# --8<-- [start:resnext]
from snippets.convolution.separable_convolution_cost import conv2d_cost

for name, width, groups in [("ResNet", 64, 1), ("ResNeXt", 128, 32)]:
    middle = conv2d_cost(width // groups, width, 3)
    print(f"{name:8}{conv2d_cost(256, width, 1) + middle + conv2d_cost(width, 256, 1)}")
# --8<-- [end:resnext]
