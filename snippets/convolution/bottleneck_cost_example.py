"""The same bottleneck of 256 and 128 channels, with more and more of it in groups."""

# --8<-- [start:units]
from snippets.convolution.bottleneck_cost import bottleneck_cost

for pointwise_groups, spatial_groups in [(1, 1), (1, 32), (1, 128), (8, 128)]:
    pointwise, spatial = bottleneck_cost(
        256, 128, pointwise_groups=pointwise_groups, spatial_groups=spatial_groups
    )
    total = pointwise + spatial
    print(f"{pointwise_groups} {spatial_groups:>3} {total:>6} {pointwise / total:.1%}")
# --8<-- [end:units]
