"""The receptive field of VGG-16, stage by stage."""

# --8<-- [start:vgg]
from snippets.convolution.receptive_field import Layer, receptive_field

layers = []
for stage, convolutions in enumerate([2, 2, 3, 3, 3], start=1):
    layers += [Layer(3, padding=1)] * convolutions
    before = receptive_field(layers)
    layers += [Layer(2, stride=2)]
    after = receptive_field(layers)
    print(f"stage {stage}: {before.size:3}, after pooling {after.size:3}, jump {after.jump}")
# --8<-- [end:vgg]
