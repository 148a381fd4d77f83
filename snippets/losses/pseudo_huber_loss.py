"""Pseudo-Huber loss: a hyperbola that follows the Huber loss at both ends; not in torch.

Source: Pierre Charbonnier, Laure Blanc-Féraud, Gilles Aubert and Michel Barlaud, "Two
deterministic half-quadratic regularization algorithms for computed imaging", ICIP 1994,
https://doi.org/10.1109/ICIP.1994.413553; the name is from Richard Hartley and Andrew Zisserman,
"Multiple View Geometry in Computer Vision", 2nd edition, 2004, appendix 6.
Shown on docs/terms/losses/pseudo-huber-loss.md.
"""

# --8<-- [start:pseudo_huber_loss]
import math

import torch
from torch import Tensor

from snippets.losses.reduction import check_pair, reduce_losses


def pseudo_huber_loss(
    input: Tensor, target: Tensor, *, reduction: str = "mean", delta: float = 1.0
) -> Tensor:
    """Penalise a residual by a hyperbola: a parabola near 0, straight lines far out.

    l(r) = delta**2 * (sqrt(1 + (r / delta)**2) - 1), with r = target - input.

    Args:
        input: (*), floating point: the predictions, in any unit u; * is any number of axes.
        target: (*), the dtype and unit of input.
        reduction: "mean", "sum" or "none" (one loss an element).
        delta: the scale of the bend, > 0, in u; the slope approaches +-delta.

    Returns:
        A scalar, or (*) for "none"; dtype and device of input, unit u**2.

    Raises:
        ValueError: shapes or dtypes differ, a dtype is not floating point, delta is not
            positive and finite, or the reduction is unknown.
    """
    check_pair(input, target)
    if not 0 < delta < math.inf:
        raise ValueError(f"delta must be > 0 and finite, got {delta}")
    residual = target - input
    root = torch.hypot(residual, torch.full_like(residual, delta))
    # Not delta * (root - delta): that subtracts nearly equal numbers where r is small.
    return reduce_losses(delta * residual * (residual / (root + delta)), reduction)


# --8<-- [end:pseudo_huber_loss]
