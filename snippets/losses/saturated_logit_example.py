"""A logit of 17 that is wrong, from its probability and from itself."""

# --8<-- [start:saturated_logit]
import torch

from snippets.losses.binary_cross_entropy import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
)

sure, wrong = torch.tensor([17.0], requires_grad=True), torch.tensor([0.0])
for loss in (
    binary_cross_entropy(sure.sigmoid(), wrong),
    binary_cross_entropy_with_logits(sure, wrong),
):
    (slope,) = torch.autograd.grad(loss, sure)
    print(f"loss {loss.item():.4f}, slope {abs(slope.item()):.4f}")
# --8<-- [end:saturated_logit]
