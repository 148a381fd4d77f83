"""How many of the pixels in its receptive field three 3x3 layers see, for some dilations."""

# --8<-- [start:coverage]
from snippets.convolution.gridding import path_counts

for dilations in [(1, 1, 1), (2, 2, 2), (2, 4, 8), (1, 2, 3), (1, 2, 4), (1, 2, 5), (1, 2, 9)]:
    counts = path_counts(dilations)
    seen = sum(count > 0 for count in counts)
    print(f"{dilations}: {seen:2} of {len(counts):2}, in 2-D {seen**2:3} of {len(counts) ** 2}")
# --8<-- [end:coverage]
