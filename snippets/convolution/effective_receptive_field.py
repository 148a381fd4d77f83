"""How the weight of a receptive field is spread when every kernel is uniform.

Source: Luo, Li, Urtasun and Zemel, "Understanding the Effective Receptive Field in Deep
Convolutional Neural Networks", NIPS 2016, https://arxiv.org/abs/1701.04128, section 2.
Shown on docs/terms/convolution/receptive-field.md.
"""

# --8<-- [start:uniform_spread]
from collections.abc import Iterable, Sequence
from math import sqrt

from snippets.convolution.receptive_field import Layer, receptive_field


def uniform_spread(layers: Sequence[Layer]) -> float:
    """Return the standard deviation of the gradient of one output, in pixels.

    sqrt(sum over layers of (jump * dilation)**2 * (kernel_size**2 - 1) / 12)

    The gradient of linear layers with equal weights is a distribution: each layer adds an
    independent step, uniform on kernel_size places that lie jump * dilation pixels apart.

    Raises:
        ValueError: a number is not an int in its range.
    """
    variance = 0.0
    for depth, layer in enumerate(layers):
        jump = receptive_field(layers[:depth]).jump
        receptive_field([layer])  # raises where a number is out of range
        variance += (jump * layer.dilation) ** 2 * (layer.kernel_size**2 - 1) / 12
    return sqrt(variance)


def central_width(weights: Iterable[float], share: float) -> int:
    """Return the length of the shortest centred window that holds a share of the weight.

    Args:
        weights: an odd number of them, >= 0, in any unit.
        share: between 0 and 1.

    Raises:
        ValueError: share is out of range, or there is no middle weight.
    """
    row = list(weights)
    if len(row) % 2 == 0:
        raise ValueError(f"weights must have a middle one, got {len(row)} of them")
    if not 0 < share <= 1:
        raise ValueError(f"share must be > 0 and <= 1, got {share}")
    middle, least = len(row) // 2, share * sum(row)
    shorter = (
        2 * reach + 1
        for reach in range(middle)
        if sum(row[middle - reach : middle + reach + 1]) >= least
    )
    return next(shorter, len(row))


# --8<-- [end:uniform_spread]
