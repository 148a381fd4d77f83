"""Huber loss: squared error for small residuals, absolute error for large ones.

Source: Peter J. Huber, "Robust Estimation of a Location Parameter", The Annals of Mathematical
Statistics 35(1), 1964, https://doi.org/10.1214/aoms/1177703732.
Same values and gradients as torch.nn.functional.huber_loss without its `weight`; torch also
takes delta=inf and mixed dtypes, and broadcasts.
Shown on docs/terms/losses/huber-loss.md.
"""

# --8<-- [start:huber_loss]
import math

from torch import Tensor

from snippets.losses.reduction import check_pair, reduce_losses


def huber_loss(
    input: Tensor, target: Tensor, reduction: str = "mean", delta: float = 1.0
) -> Tensor:
    """Penalise small residuals by half their square and large ones by their size.

    l(r) = r**2 / 2 where |r| <= delta, else delta * |r| - delta**2 / 2; r = target - input.

    Args:
        input: (*), floating point: the predictions, in any unit u; * is any number of axes.
        target: (*), the dtype and unit of input.
        reduction: "mean", "sum" or "none" (one loss an element).
        delta: where the two pieces meet, in u; > 0 and finite.

    Returns:
        A scalar, or (*) for "none"; dtype and device of input, unit u**2.

    Raises:
        ValueError: shapes or dtypes differ, a dtype is not floating point, or delta or
            reduction is not one of the above.
    """
    check_pair(input, target)
    if not 0 < delta < math.inf:
        raise ValueError(f"delta must be > 0 and finite, got {delta}")
    residual = target - input
    clipped = residual.clamp(-delta, delta)  # r itself inside, +-delta outside
    # Both pieces in one: r * (r - r/2) inside, +-delta * (r -+ delta/2) outside. Unlike a
    # torch.where over them, it never squares a large residual, so nothing overflows.
    return reduce_losses(clipped * (residual - clipped / 2), reduction)


# --8<-- [end:huber_loss]
