"""The worked example of the binary cross-entropy page: the odds are 3 to 1."""

# --8<-- [start:by_hand]
import math

import torch

from snippets.losses.binary_cross_entropy import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
)

logits = torch.tensor([math.log(3), math.log(3)], requires_grad=True)  # p = 3/4
target = torch.tensor([1.0, 0.0])
for losses in (
    binary_cross_entropy(logits.sigmoid(), target, reduction="none"),
    binary_cross_entropy_with_logits(logits, target, reduction="none"),
):
    print([round(value, 4) for value in losses.tolist()])
(slopes,) = torch.autograd.grad(losses.sum(), logits)
print("slopes", slopes.tolist())
# --8<-- [end:by_hand]
