"""What the regression losses share: one rule for their input, one for their reduction.

torch promotes mixed dtypes in mse_loss and l1_loss but not in huber_loss, and broadcasts
unequal shapes with no more than a warning; here both raise.
"""

# --8<-- [start:check_pair]
import torch
from torch import Tensor


def check_pair(input: Tensor, target: Tensor) -> None:
    """Raise ValueError unless both are floating point, of one dtype and one shape."""
    if input.shape != target.shape:
        raise ValueError(
            "input and target must have one shape, "
            f"got {tuple(input.shape)} and {tuple(target.shape)}"
        )
    if input.dtype != target.dtype or not input.is_floating_point():
        raise ValueError(
            "input and target must have one floating-point dtype, "
            f"got {input.dtype} and {target.dtype}"
        )


# --8<-- [end:check_pair]


# --8<-- [start:reduce_losses]
def reduce_losses(losses: Tensor, reduction: str) -> Tensor:
    """Return the mean or the sum of the losses, or ("none") the losses as they are.

    No losses have the mean NaN and the sum 0, as in torch.
    """
    if reduction == "none":
        return losses
    if reduction == "mean":
        return torch.mean(losses)
    if reduction == "sum":
        return torch.sum(losses)
    raise ValueError(f"reduction must be 'mean', 'sum' or 'none', got {reduction!r}")


# --8<-- [end:reduce_losses]
