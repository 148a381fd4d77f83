"""What the normalisations share: mean 0 and variance 1 over axes, then a factor and a shift.

They differ only in the axes over which a mean is taken.
"""

# --8<-- [start:standardize]
import math

import torch
from torch import Tensor


def check_normalized(input: Tensor, dims: tuple[int, ...], eps: float) -> None:
    """Raise ValueError unless there are two numbers or more to take a variance of.

    Args:
        input: what is to be normalised.
        dims: the axes over which means are taken.
        eps: must be > 0 and finite.
    """
    if not input.is_floating_point():
        raise ValueError(f"input must be floating point, got {input.dtype}")
    if not 0 < eps < math.inf:
        raise ValueError(f"eps must be > 0 and finite, got {eps}")
    if math.prod(input.shape[dim] for dim in dims) < 2:
        raise ValueError(f"one number has no variance: shape {tuple(input.shape)}, axes {dims}")


def standardize(input: Tensor, dims: tuple[int, ...], eps: float) -> Tensor:
    """Return (input - mean) / sqrt(variance + eps), both taken over `dims`, divided by n."""
    check_normalized(input, dims, eps)
    # Two passes: the mean of squares less the square of the mean cancels far from 0.
    centred = input - input.mean(dim=dims, keepdim=True)
    variance = centred.square().mean(dim=dims, keepdim=True)
    return centred * torch.rsqrt(variance + eps)


def scale_channels(normal: Tensor, weight: Tensor | None, bias: Tensor | None) -> Tensor:
    """Multiply each channel of (N, C, *) by its weight and add its bias, where there are any.

    Raises:
        ValueError: weight or bias is not of shape (C,).
    """
    channels = normal.shape[1]
    for name, vector in (("weight", weight), ("bias", bias)):
        if vector is not None and vector.shape != (channels,):
            raise ValueError(f"{name} must be ({channels},), got shape {tuple(vector.shape)}")
    by_channel = (1, channels, *[1] * (normal.ndim - 2))
    if weight is not None:
        normal = normal * weight.reshape(by_channel)
    return normal if bias is None else normal + bias.reshape(by_channel)


# --8<-- [end:standardize]
