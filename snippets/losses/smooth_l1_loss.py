"""Smooth L1 loss: the Huber loss divided by its threshold.

Source: Ross Girshick, "Fast R-CNN", ICCV 2015, https://arxiv.org/abs/1504.08083, equation (3),
where the threshold is 1.
Shown on docs/terms/losses/smooth-l1-loss.md.
"""

# --8<-- [start:smooth_l1_loss]
import math

from torch import Tensor

from snippets.losses.reduction import check_pair, reduce_losses


def smooth_l1_loss(
    input: Tensor, target: Tensor, *, reduction: str = "mean", beta: float = 1.0
) -> Tensor:
    """Penalise a residual by its absolute value, rounded off within `beta` of 0.

    l(r) = r**2 / (2 * beta) for |r| < beta, else |r| - beta / 2, with r = target - input.

    Args:
        input: (*), floating point: the predictions, in any unit u; * is any number of axes.
        target: (*), the dtype and unit of input.
        reduction: "mean", "sum" or "none" (one loss an element).
        beta: where the parabola ends, >= 0, in u; 0 gives the absolute value.

    Returns:
        A scalar, or (*) for "none"; dtype and device of input, unit u.

    Raises:
        ValueError: shapes or dtypes differ, a dtype is not floating point, beta is negative
            or not finite, or the reduction is unknown.
    """
    check_pair(input, target)
    if not 0 <= beta < math.inf:
        raise ValueError(f"beta must be >= 0 and finite, got {beta}")
    magnitude = (target - input).abs()
    if beta == 0:
        return reduce_losses(magnitude, reduction)
    inner = magnitude.clamp(max=beta)  # all of it within beta, and the rest is linear
    return reduce_losses(inner * (magnitude - inner / 2) / beta, reduction)


# --8<-- [end:smooth_l1_loss]
