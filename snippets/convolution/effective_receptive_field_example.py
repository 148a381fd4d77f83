"""Receptive field and where its weight lies, for stacks of uniform 3x3 layers."""

# --8<-- [start:stacks]
from snippets.convolution.effective_receptive_field import central_width, uniform_spread
from snippets.convolution.gridding import path_counts
from snippets.convolution.receptive_field import Layer

for depth in (5, 20, 80):
    weights = path_counts([1] * depth)
    width, spread = central_width(weights, 0.95), uniform_spread([Layer(3)] * depth)
    print(
        f"{depth:2} layers: size {len(weights):3}, 95 % within {width:2}, spread {spread:.2f}"
    )
# --8<-- [end:stacks]
