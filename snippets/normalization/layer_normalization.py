"""Layer normalisation: the last axes of each sample together.

Source: Jimmy Lei Ba, Jamie Ryan Kiros and Geoffrey E. Hinton, "Layer Normalization", 2016,
https://arxiv.org/abs/1607.06450.
Shown on docs/terms/normalization/layer-normalization.md.
"""

# --8<-- [start:layer_norm]
from collections.abc import Sequence

from torch import Tensor

from snippets.normalization.standardize import scale_channels, standardize


def layer_norm(
    input: Tensor,
    normalized_shape: Sequence[int],
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    *,
    eps: float = 1e-5,
) -> Tensor:
    """Give the last axes together mean 0 and variance 1, for each place of the axes before.

    y = weight * (x - mean) / sqrt(var + eps) + bias, with var divided by n (biased).

    Args:
        input: (*, normalized_shape), floating point.
        normalized_shape: the sizes of the last axes, which are normalised together.
        weight: of shape normalized_shape: a factor an element; None for 1.
        bias: of shape normalized_shape: a shift an element; None for 0.
        eps: > 0, keeps constant input from dividing by zero.

    Returns:
        The shape, dtype and device of input.

    Raises:
        ValueError: the last axes, weight or bias are not of normalized_shape, there is one
            number to normalise, input is not floating point, or eps is not positive.
    """
    shape = tuple(normalized_shape)
    if not shape or input.shape[-len(shape) :] != shape:
        raise ValueError(f"input must end in {shape}, got shape {tuple(input.shape)}")
    for name, tensor in (("weight", weight), ("bias", bias)):
        if tensor is not None and tensor.shape != shape:
            raise ValueError(f"{name} must be {shape}, got shape {tuple(tensor.shape)}")
    normal = standardize(input, tuple(range(-len(shape), 0)), eps)
    if weight is not None:
        normal = normal * weight
    return normal if bias is None else normal + bias


# --8<-- [end:layer_norm]


# --8<-- [start:layer_norm_by_channel]
def layer_norm_by_channel(
    input: Tensor,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    *,
    eps: float = 1e-5,
) -> Tensor:
    """Normalise each sample over channels and positions; factor and shift by channel.

    This is what tf.contrib.layers.layer_norm does, and torch's group_norm with one group.

    Args:
        input: (N, C, *), floating point.
        weight: (C,), the factors; None for 1.
        bias: (C,), the shifts; None for 0.
        eps: > 0.

    Returns:
        (N, C, *), dtype and device of input.

    Raises:
        ValueError: input is not floating point or has one number a sample, weight or bias is
            not (C,), or eps is not positive and finite.
    """
    dims = tuple(range(1, input.ndim))
    return scale_channels(standardize(input, dims, eps), weight, bias)


# --8<-- [end:layer_norm_by_channel]
