"""Which pixels a stack of dilated convolutions can see, and by how many paths.

Source: Wang et al., "Understanding Convolution for Semantic Segmentation", WACV 2018,
https://arxiv.org/abs/1702.08502, which names the gridding issue.
Shown on docs/terms/convolution/dilated-convolution.md.
"""

# --8<-- [start:path_counts]
from collections.abc import Sequence

from snippets.convolution.convolution_arguments import check_at_least


def path_counts(dilations: Sequence[int], kernel_size: int = 3) -> list[int]:
    """Return by how many paths each pixel of one axis reaches one output of a stack.

    Each layer has stride 1 and lets a path go on at kernel_size places, dilation pixels apart.
    A count of 0 is a pixel inside the receptive field that the output cannot see. For square
    kernels, the count of pixel (i, j) is the product of those of i and j.

    Args:
        dilations: one for each layer, each >= 1.
        kernel_size: >= 1, of every layer.

    Returns:
        1 + sum of dilation * (kernel_size - 1) counts, which add up to kernel_size ** layers.

    Raises:
        ValueError: a number is not an int >= 1.
    """
    check_at_least(1, kernel_size=kernel_size)
    counts = [1]
    for dilation in dilations:
        check_at_least(1, dilation=dilation)
        longer = [0] * (len(counts) + dilation * (kernel_size - 1))
        for tap in range(kernel_size):
            for pixel, count in enumerate(counts):
                longer[pixel + tap * dilation] += count
        counts = longer
    return counts


# --8<-- [end:path_counts]
