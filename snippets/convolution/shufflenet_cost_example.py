"""ShuffleNet 1x by its number of groups: channels of Stage 2, and millions of multiply-adds."""

# --8<-- [start:table]
from math import sqrt

from snippets.convolution.shufflenet_cost import shufflenet_cost

for groups, channels in [(1, 144), (2, 200), (3, 240), (4, 272), (8, 384)]:
    cost = shufflenet_cost(channels, groups) / 1e6
    print(f"{groups} {channels} {channels / 144:.2f} {sqrt(groups):.2f} {cost:.0f}M")
# --8<-- [end:table]
