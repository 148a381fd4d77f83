"""How many of 64 input channels an output sees, by groups and by layers."""

# --8<-- [start:layers]
from snippets.convolution.channel_reach import stacked_reach

for groups in (8, 16, 32):
    print(groups, [stacked_reach(64, groups, layers) for layers in range(1, 7)])
# --8<-- [end:layers]
