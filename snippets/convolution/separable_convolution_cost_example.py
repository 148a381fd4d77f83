"""What a layer inside MobileNet costs, standard and separable."""

# --8<-- [start:mobilenet_layer]
from snippets.convolution.separable_convolution_cost import (
    conv2d_cost,
    separable_conv2d_cost,
    separable_cost_ratio,
)

print("weights       ", conv2d_cost(512, 512, 3), separable_conv2d_cost(512, 512, 3))
print("multiply-adds ", conv2d_cost(512, 512, 3, 14), separable_conv2d_cost(512, 512, 3, 14))
print("ratio         ", separable_cost_ratio(512, 3), "=", float(separable_cost_ratio(512, 3)))
# --8<-- [end:mobilenet_layer]
