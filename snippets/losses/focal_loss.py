"""Focal loss of two classes, from logits.

Source: Tsung-Yi Lin, Priya Goyal, Ross Girshick, Kaiming He and Piotr Dollár, "Focal Loss for
Dense Object Detection", ICCV 2017, https://arxiv.org/abs/1708.02002.
Shown on docs/terms/losses/focal-loss.md.
"""

# --8<-- [start:focal_loss]
import math

from torch import Tensor
from torch.nn.functional import logsigmoid

from snippets.losses.reduction import check_pair, reduce_losses


def focal_loss(
    input: Tensor,
    target: Tensor,
    *,
    gamma: float = 2.0,
    alpha: float | None = 0.25,
    reduction: str = "mean",
) -> Tensor:
    """Return -w * (1 - p) ** gamma * log(p), p the probability of the right class.

    Args:
        input: (*), floating point: the logits of class 1.
        target: (*), the dtype of input: the classes, 0 or 1.
        gamma: from 0 (cross-entropy) on: how strongly easy samples are played down.
        alpha: the weight w of class 1, from 0 to 1; that of class 0 is 1 - alpha. None for
            no weights (w = 1).
        reduction: "mean", "sum" or "none" (one loss an element).

    Returns:
        A scalar, or (*) for "none"; dtype and device of input.

    Raises:
        ValueError: shapes or dtypes differ, a dtype is not floating point, or a target, gamma,
            alpha or reduction is not as above.
    """
    check_pair(input, target)
    if not ((target == 0) | (target == 1)).all():
        raise ValueError(f"targets must be 0 or 1, got {target.unique().tolist()}")
    if not 0 <= gamma < math.inf:
        raise ValueError(f"gamma must be finite and >= 0, got {gamma}")
    if alpha is not None and not 0 <= alpha <= 1:
        raise ValueError(f"alpha must be from 0 to 1 or None, got {alpha}")
    logit = input.where(target == 1, -input)  # of the right class
    focus = (gamma * logsigmoid(-logit)).exp()  # (1 - p) ** gamma, its slope finite at p = 1
    losses = -focus * logsigmoid(logit)
    if alpha is not None:
        losses = losses * (alpha * target + (1 - alpha) * (1 - target))
    return reduce_losses(losses, reduction)


# --8<-- [end:focal_loss]
