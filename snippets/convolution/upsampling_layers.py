"""Layers that make an image twice as large, alike in their arguments; and images without edges.

All take (N, C_in, H, W) and a weight, and give (N, C_out, 2*H, 2*W), as resize_conv2d does.
Used by docs/lab/checkerboard-artifacts.ipynb.
"""

from collections.abc import Callable

from torch import Tensor
from torch.nn import functional as F

from snippets.convolution.pixel_shuffle import pixel_shuffle

UpsamplingLayer = Callable[[Tensor, Tensor], Tensor]


def transposed_conv2d(input: Tensor, weight: Tensor) -> Tensor:
    """Stamp the kernel at every second pixel; weight is (C_in, C_out, k, k), k = 3 or 4."""
    output_padding = 4 - weight.shape[-1]
    return F.conv_transpose2d(input, weight, None, 2, 1, output_padding)


def shuffled_conv2d(input: Tensor, weight: Tensor) -> Tensor:
    """Convolve, then lay four channels out as a square; weight is (4*C_out, C_in, 3, 3)."""
    return pixel_shuffle(F.conv2d(input, weight, padding=1), 2)


def on_torus(layer: UpsamplingLayer, input: Tensor, weight: Tensor) -> Tensor:
    """Return what `layer` gives for an image whose right edge meets its left, bottom its top.

    So there is no border whose zeros a measurement would take for a pattern.
    """
    wrapped = F.pad(input, (2, 2, 2, 2), mode="circular")
    return layer(wrapped, weight)[:, :, 4:-4, 4:-4]
