"""Which pixels a logit of a PatchGAN sees, and the same judge for a single patch.

Source: as of patchgan.py.
Shown on docs/terms/gan/patchgan.md.
"""

# --8<-- [start:patches]
from collections.abc import Iterable
from copy import deepcopy

from torch import nn

from snippets.convolution.convolution_sizes import conv_output_size
from snippets.convolution.receptive_field import Layer, receptive_field


def num_logits(size: int, layers: Iterable[Layer]) -> int:
    """Return how many logits stand along one axis of an image of `size` pixels."""
    for layer in layers:
        size = conv_output_size(size, *layer)
    return size


def patch_of(index: int, layers: Iterable[Layer]) -> range:
    """Return the pixels that logit `index` sees along one axis; those < 0 are padding."""
    field = receptive_field(layers)
    first = field.start + index * field.jump
    return range(first, first + field.size)


# --8<-- [end:patches]


# --8<-- [start:unpadded]
def unpadded(discriminator: nn.Module) -> nn.Module:
    """Return a copy without zero padding, which turns one whole patch into one logit."""
    judge = deepcopy(discriminator)
    for module in judge.modules():
        if isinstance(module, nn.Conv2d):
            module.padding = (0, 0)
    return judge


# --8<-- [end:unpadded]
