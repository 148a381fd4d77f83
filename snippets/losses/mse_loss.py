"""Mean squared error (MSE, L2 loss), as torch.nn.functional.mse_loss without `weight`."""

# --8<-- [start:mse_loss]
from torch import Tensor

from snippets.losses.reduction import check_pair, reduce_losses


def mse_loss(input: Tensor, target: Tensor, *, reduction: str = "mean") -> Tensor:
    """Penalise each residual by its square: l(r) = r**2, without a factor 1/2.

    Args:
        input: (*), floating point: the predictions, in any unit u; * is any number of axes.
        target: (*), the dtype and unit of input.
        reduction: "mean", "sum" or "none"; by name only, because the third positional
            argument of torch's function is the deprecated size_average.

    Returns:
        A scalar, or (*) for "none"; dtype and device of input, unit u**2.

    Raises:
        ValueError: shapes or dtypes differ, a dtype is not floating point, or the reduction
            is unknown.
    """
    check_pair(input, target)
    return reduce_losses((target - input).square(), reduction)


# --8<-- [end:mse_loss]
