"""Mean absolute error (MAE, L1 loss), as torch.nn.functional.l1_loss without `weight`."""

# --8<-- [start:l1_loss]
from torch import Tensor

from snippets.losses.reduction import check_pair, reduce_losses


def l1_loss(input: Tensor, target: Tensor, *, reduction: str = "mean") -> Tensor:
    """Penalise each residual by its size: l(r) = |r|, with slope 0 at r = 0.

    Args:
        input: (*), floating point: the predictions, in any unit u; * is any number of axes.
        target: (*), the dtype and unit of input.
        reduction: "mean", "sum" or "none"; by name only, because the third positional
            argument of torch's function is the deprecated size_average.

    Returns:
        A scalar, or (*) for "none"; dtype and device of input, unit u.

    Raises:
        ValueError: shapes or dtypes differ, a dtype is not floating point, or the reduction
            is unknown.
    """
    check_pair(input, target)
    return reduce_losses((target - input).abs(), reduction)


# --8<-- [end:l1_loss]
