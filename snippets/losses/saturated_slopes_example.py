"""What a classifier learns from a sample that it is sure of and gets wrong."""

# --8<-- [start:saturated_slopes]
import torch

from snippets.losses.binary_cross_entropy import binary_cross_entropy_with_logits
from snippets.losses.focal_loss import focal_loss
from snippets.losses.hinge_loss import hinge_loss
from snippets.losses.mse_loss import mse_loss

logit = torch.tensor([-10.0], dtype=torch.float64, requires_grad=True)
one = torch.ones_like(logit)  # the right class
losses = {
    "cross-entropy": binary_cross_entropy_with_logits(logit, one),
    "focal": focal_loss(logit, one, alpha=None),
    "hinge": hinge_loss(logit, one),
    "MSE": mse_loss(logit.sigmoid(), one),
}
for name, loss in losses.items():
    (slope,) = torch.autograd.grad(loss, logit)
    print(f"{name:13} {slope.item():8.5f}")
# --8<-- [end:saturated_slopes]
