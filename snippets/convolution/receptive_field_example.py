"""The worked example of the receptive field page, by recursion and by gradient."""

# --8<-- [start:by_hand]
from snippets.convolution.receptive_field import Layer, receptive_field

layers = [Layer(3, stride=2, padding=1), Layer(3, padding=2, dilation=2), Layer(2, stride=2)]
for depth in range(4):
    print(receptive_field(layers[:depth]))
# --8<-- [end:by_hand]
