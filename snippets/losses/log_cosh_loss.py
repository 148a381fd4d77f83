"""Log-cosh loss: half the square near 0, the absolute value less log 2 far out; not in torch.

Source: Peter J. Green, "Bayesian reconstructions from emission tomography data using a modified
EM algorithm", IEEE Transactions on Medical Imaging 9(1), 1990,
https://doi.org/10.1109/42.52985, where it penalises differences of neighbouring pixels.
Shown on docs/terms/losses/log-cosh-loss.md.
"""

# --8<-- [start:log_cosh_loss]
import math

from torch import Tensor
from torch.nn import functional as F

from snippets.losses.reduction import check_pair, reduce_losses


def log_cosh_loss(input: Tensor, target: Tensor, *, reduction: str = "mean") -> Tensor:
    """Penalise each residual by the logarithm of its hyperbolic cosine.

    l(r) = log(cosh(r)) = |r| + log(1 + exp(-2 * |r|)) - log(2), with r = target - input.

    Args:
        input: (*), floating point, without unit: the predictions; * is any number of axes.
        target: (*), the dtype of input. To set where the square ends, divide both by a scale.
        reduction: "mean", "sum" or "none" (one loss an element).

    Returns:
        A scalar, or (*) for "none"; dtype and device of input.

    Raises:
        ValueError: shapes or dtypes differ, a dtype is not floating point, or the reduction
            is unknown.
    """
    check_pair(input, target)
    magnitude = (target - input).abs()
    # cosh itself overflows: at 90 in float32, at 12 in float16.
    losses = magnitude + F.softplus(-2 * magnitude) - math.log(2)
    return reduce_losses(losses, reduction)


# --8<-- [end:log_cosh_loss]
