"""Batch normalisation: each channel over the whole batch, and its running statistics.

Source: Sergey Ioffe and Christian Szegedy, "Batch Normalization: Accelerating Deep Network
Training by Reducing Internal Covariate Shift", ICML 2015, https://arxiv.org/abs/1502.03167,
algorithms 1 and 2. The running average instead of a pass over the training set is torch's.
Shown on docs/terms/normalization/batch-normalization.md.
"""

# --8<-- [start:batch_norm_train]
import torch
from torch import Tensor

from snippets.normalization.standardize import scale_channels, standardize


def batch_norm_train(
    input: Tensor,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    *,
    eps: float = 1e-5,
) -> Tensor:
    """Give each channel mean 0 and variance 1 over all samples and positions of the batch.

    y = weight * (x - mean) / sqrt(var + eps) + bias, with var divided by n (biased).

    Args:
        input: (N, C, *), floating point; * is any number of axes of positions.
        weight: (C,), the factors; None for 1.
        bias: (C,), the shifts; None for 0.
        eps: > 0, keeps a constant channel from dividing by zero.

    Returns:
        (N, C, *), dtype and device of input.

    Raises:
        ValueError: input is not floating point or has one number a channel, weight or bias
            is not (C,), or eps is not positive and finite.
    """
    dims = (0, *range(2, input.ndim))
    return scale_channels(standardize(input, dims, eps), weight, bias)


# --8<-- [end:batch_norm_train]


# --8<-- [start:running_statistics]
def update_running_statistics(
    input: Tensor, running_mean: Tensor, running_var: Tensor, *, momentum: float = 0.1
) -> tuple[Tensor, Tensor]:
    """Return both after a batch: (1 - momentum) * old + momentum * that of the batch.

    The new variance is divided by n - 1 (unbiased), unlike that which normalises the batch.

    Args:
        input: (N, C, *), floating point, with two numbers a channel or more.
        running_mean: (C,), 0 at first.
        running_var: (C,), 1 at first.
        momentum: the share of the new batch, from 0 to 1.

    Raises:
        ValueError: a channel has one number only, or momentum is not from 0 to 1.
    """
    if not 0 <= momentum <= 1:
        raise ValueError(f"momentum must be from 0 to 1, got {momentum}")
    values = input.transpose(0, 1).flatten(1)  # (C, N * positions)
    if values.shape[1] < 2:
        raise ValueError(f"one number has no variance: shape {tuple(input.shape)}")
    variance, mean = torch.var_mean(values, dim=1, correction=1)
    return torch.lerp(running_mean, mean, momentum), torch.lerp(running_var, variance, momentum)


# --8<-- [end:running_statistics]


# --8<-- [start:batch_norm_eval]
def batch_norm_eval(
    input: Tensor,
    running_mean: Tensor,
    running_var: Tensor,
    weight: Tensor | None = None,
    bias: Tensor | None = None,
    *,
    eps: float = 1e-5,
) -> Tensor:
    """Normalise with the running statistics: a fixed factor and shift for each channel.

    Args:
        input: (N, C, *), floating point.
        running_mean: (C,).
        running_var: (C,), >= 0.
        weight: (C,), the factors; None for 1.
        bias: (C,), the shifts; None for 0.
        eps: > 0.

    Returns:
        (N, C, *), dtype and device of input.

    Raises:
        ValueError: weight, bias or a running statistic is not (C,).
    """
    scale = torch.rsqrt(running_var + eps)
    normal = scale_channels(input, scale, -running_mean * scale)
    return scale_channels(normal, weight, bias)


# --8<-- [end:batch_norm_eval]
