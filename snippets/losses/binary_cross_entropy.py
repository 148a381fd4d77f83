"""Binary cross-entropy, from probabilities and from logits, as torch.nn.functional has it.

Shown on docs/terms/losses/binary-cross-entropy.md.
"""

# --8<-- [start:of_probabilities]
from torch import Tensor
from torch.nn.functional import logsigmoid

from snippets.losses.reduction import check_pair, reduce_losses


def check_shares(target: Tensor) -> None:
    """Raise ValueError unless all targets are from 0 to 1."""
    if not ((target >= 0) & (target <= 1)).all():
        raise ValueError(
            f"targets must be from 0 to 1, got {target.min():g} to {target.max():g}"
        )


def bounded_log(p: Tensor) -> Tensor:
    """Return log(p), bounded by -100 from below as in torch; the slope at 0 is 0, not NaN."""
    positive = p > 0
    return p.where(positive, 1).log().where(positive, -100).clamp(min=-100)


def binary_cross_entropy(input: Tensor, target: Tensor, *, reduction: str = "mean") -> Tensor:
    """Return -(y * log(p) + (1 - y) * log(1 - p)), each logarithm no less than -100.

    Args:
        input: (*), floating point: the probabilities p, from 0 to 1.
        target: (*), the dtype of input: y, from 0 to 1; 0 or 1 for a label.
        reduction: "mean", "sum" or "none" (one loss an element).

    Returns:
        A scalar, or (*) for "none"; dtype and device of input.

    Raises:
        ValueError: shapes or dtypes differ, a dtype is not floating point, a target is not
            from 0 to 1, or the reduction is unknown.
    """
    check_pair(input, target)
    check_shares(target)
    right, wrong = bounded_log(input), bounded_log(1 - input)
    return reduce_losses(-(target * right + (1 - target) * wrong), reduction)


# --8<-- [end:of_probabilities]


# --8<-- [start:with_logits]
def binary_cross_entropy_with_logits(
    input: Tensor, target: Tensor, *, reduction: str = "mean", pos_weight: float = 1.0
) -> Tensor:
    """Return the binary cross-entropy of p = sigmoid(input), without ever rounding p.

    -(w * y * log(sigmoid(x)) + (1 - y) * log(sigmoid(-x))), with w the weight of positives.

    Args:
        input: (*), floating point: the logits x.
        target: (*), the dtype of input: y, from 0 to 1; 0 or 1 for a label.
        reduction: "mean", "sum" or "none" (one loss an element).
        pos_weight: w > 0: as how many samples a positive one counts.

    Returns:
        A scalar, or (*) for "none"; dtype and device of input.

    Raises:
        ValueError: shapes or dtypes differ, a dtype is not floating point, a target is not
            from 0 to 1, pos_weight is not positive, or the reduction is unknown.
    """
    check_pair(input, target)
    check_shares(target)
    if not pos_weight > 0:
        raise ValueError(f"pos_weight must be > 0, got {pos_weight}")
    positive, negative = pos_weight * target * logsigmoid(input), logsigmoid(-input)
    return reduce_losses(-(positive + (1 - target) * negative), reduction)


# --8<-- [end:with_logits]
