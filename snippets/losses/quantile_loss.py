"""Quantile loss: under- and over-prediction at different prices; torch has no such function.

Source: Roger Koenker and Gilbert Bassett, "Regression Quantiles", Econometrica 46(1), 1978,
https://doi.org/10.2307/1913643.
Shown on docs/terms/losses/quantile-loss.md.
"""

# --8<-- [start:quantile_loss]
import torch
from torch import Tensor

from snippets.losses.reduction import check_pair, reduce_losses


def quantile_loss(
    input: Tensor, target: Tensor, quantile: float, *, reduction: str = "mean"
) -> Tensor:
    """Charge `quantile` for a unit that the prediction is too low, the rest if too high.

    l(r) = max(q * r, (q - 1) * r), with residual r = target - input and q the quantile.

    Args:
        input: (*), floating point: the predictions, in any unit u; * is any number of axes.
        target: (*), the dtype and unit of input.
        quantile: which quantile of the targets the best prediction is; 0 < quantile < 1.
        reduction: "mean", "sum" or "none" (one loss an element).

    Returns:
        A scalar, or (*) for "none"; dtype and device of input, unit u.

    Raises:
        ValueError: shapes or dtypes differ, a dtype is not floating point, or quantile or
            reduction is not one of the above.
    """
    check_pair(input, target)
    if not 0 < quantile < 1:
        raise ValueError(f"quantile must be > 0 and < 1, got {quantile}")
    residual = target - input
    return reduce_losses(
        torch.maximum(quantile * residual, (quantile - 1) * residual), reduction
    )


# --8<-- [end:quantile_loss]
