"""Cross-entropy of several classes, from logits, as torch.nn.functional.cross_entropy.

Source of label smoothing: Christian Szegedy, Vincent Vanhoucke, Sergey Ioffe, Jonathon Shlens
and Zbigniew Wojna, "Rethinking the Inception Architecture for Computer Vision", CVPR 2016,
https://arxiv.org/abs/1512.00567, section 7.
Shown on docs/terms/losses/cross-entropy.md.
"""

# --8<-- [start:cross_entropy]
import torch
from torch import Tensor

from snippets.losses.reduction import check_pair, reduce_losses


def check_classes(input: Tensor) -> None:
    """Raise ValueError unless logits are (N, K), floating point, with at least one class."""
    if input.ndim != 2 or input.shape[1] == 0 or not input.is_floating_point():
        raise ValueError(
            "input must be (N, K), floating point and K >= 1, "
            f"got {input.dtype} of shape {tuple(input.shape)}"
        )


def cross_entropy(
    input: Tensor, target: Tensor, *, reduction: str = "mean", label_smoothing: float = 0.0
) -> Tensor:
    """Return minus the logarithm of the softmax of the right class.

    With smoothing e the right class counts (1 - e) + e / K and every other one e / K.

    Args:
        input: (N, K), floating point: the logits of K classes.
        target: (N,), int64: the right class of each sample, from 0 to K - 1.
        reduction: "mean", "sum" or "none" (one loss a sample).
        label_smoothing: e, from 0 to 1.

    Returns:
        A scalar, or (N,) for "none"; dtype and device of input.

    Raises:
        ValueError: a shape, a dtype, a class, label_smoothing or reduction is not as above.
    """
    check_classes(input)
    samples, classes = input.shape
    if target.shape != (samples,) or target.dtype != torch.int64:
        raise ValueError(
            f"target must be ({samples},) and int64, "
            f"got {target.dtype} of shape {tuple(target.shape)}"
        )
    if not ((target >= 0) & (target < classes)).all():
        raise ValueError(f"classes must be from 0 to {classes - 1}, got {target.tolist()}")
    if not 0 <= label_smoothing <= 1:
        raise ValueError(f"label_smoothing must be from 0 to 1, got {label_smoothing}")
    surprise = -input.log_softmax(dim=1)  # subtracts the largest logit first: no overflow
    of_target = surprise.gather(1, target[:, None])[:, 0]  # (N,)
    return reduce_losses(
        torch.lerp(of_target, surprise.mean(dim=1), label_smoothing), reduction
    )


# --8<-- [end:cross_entropy]


# --8<-- [start:soft]
def soft_cross_entropy(input: Tensor, target: Tensor, *, reduction: str = "mean") -> Tensor:
    """Return the cross-entropy of a target distribution and the softmax of the logits.

    Args:
        input: (N, K), floating point: the logits.
        target: (N, K), the dtype of input: the share of each class, by rows with sum 1.
        reduction: "mean", "sum" or "none" (one loss a sample).

    Returns:
        A scalar, or (N,) for "none"; dtype and device of input.

    Raises:
        ValueError: a shape or a dtype is not as above, or the reduction is unknown.
    """
    check_classes(input)
    check_pair(input, target)
    return reduce_losses(-(target * input.log_softmax(dim=1)).sum(dim=1), reduction)


# --8<-- [end:soft]
