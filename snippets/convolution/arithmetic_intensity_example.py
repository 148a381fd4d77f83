"""A layer inside MobileNet: how much work there is for each number moved."""

# --8<-- [start:mobilenet_layer]
from snippets.convolution.arithmetic_intensity import conv2d_intensity

print(f"standard 3x3:  {float(conv2d_intensity(512, 512, 3, 14)):.1f}")
print(f"depthwise 3x3: {float(conv2d_intensity(512, 512, 3, 14, groups=512)):.1f}")
print(f"pointwise:     {float(conv2d_intensity(512, 512, 1, 14)):.1f}")
# --8<-- [end:mobilenet_layer]
