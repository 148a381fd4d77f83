"""Hinge losses of classification: a margin between right and wrong, and nothing beyond it.

Source: Corinna Cortes and Vladimir Vapnik, "Support-Vector Networks", Machine Learning 20,
1995, https://doi.org/10.1007/BF00994018.
torch has no binary hinge loss of this form; multi_margin_loss is that of torch without `p`
and `weight`.
Shown on docs/terms/losses/hinge-loss.md.
"""

# --8<-- [start:hinge_loss]
from torch import Tensor
from torch.nn.functional import relu

from snippets.losses.reduction import check_pair, reduce_losses


def hinge_loss(
    input: Tensor, target: Tensor, *, margin: float = 1.0, reduction: str = "mean"
) -> Tensor:
    """Penalise each score that is not by a margin on its label's side: max(0, margin - y s).

    Args:
        input: (*), floating point: the scores s, any real number.
        target: (*), the dtype of input: the labels y, each -1 or 1.
        margin: > 0, in the unit of the scores.
        reduction: "mean", "sum" or "none".

    Returns:
        A scalar, or (*) for "none"; dtype and device of input.

    Raises:
        ValueError: shapes or dtypes differ, a label is neither -1 nor 1, the margin is not
            positive, or the reduction is unknown.
    """
    check_pair(input, target)
    if (target.abs() != 1).any():
        raise ValueError(f"target must hold -1 and 1 only, got {target.unique().tolist()}")
    if not margin > 0:
        raise ValueError(f"margin must be > 0, got {margin}")
    return reduce_losses(relu(margin - target * input), reduction)


# --8<-- [end:hinge_loss]


# --8<-- [start:multi_margin_loss]
def multi_margin_loss(input: Tensor, target: Tensor, *, reduction: str = "mean") -> Tensor:
    """Ask of the right class a score higher by 1 than that of every other class.

    l = sum over c != y of max(0, 1 - s[y] + s[c]), divided by the number of classes C.

    Args:
        input: (N, C), floating point: the scores.
        target: (N,), int64: the classes, 0 to C - 1.
        reduction: "mean", "sum" or "none".

    Returns:
        A scalar, or (N,) for "none"; dtype and device of input.

    Raises:
        ValueError: the shapes do not fit, or the reduction is unknown.
    """
    if input.ndim != 2 or target.shape != input.shape[:1]:
        raise ValueError(
            "input must be (N, C) and target (N,), "
            f"got {tuple(input.shape)} and {tuple(target.shape)}"
        )
    right = target[:, None]  # (N, 1)
    hinges = relu(1 - input.gather(1, right) + input)  # (N, C)
    return reduce_losses(hinges.scatter(1, right, 0.0).mean(1), reduction)


# --8<-- [end:multi_margin_loss]
