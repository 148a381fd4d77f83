"""The worked example of the pseudo-Huber page, residuals and delta of whole triangles."""

# --8<-- [start:by_hand]
import torch

from snippets.losses.pseudo_huber_loss import pseudo_huber_loss

y = torch.tensor([5.0, -4.0, 0.0], requires_grad=True)
y_hat = torch.tensor([1.0, 4.0, 0.0])  # residuals y - y_hat: 4, -8, 0
losses = pseudo_huber_loss(y_hat, y, delta=3, reduction="none")
print(losses[0].item())
losses = pseudo_huber_loss(y_hat, y, delta=6, reduction="none")
print(losses[1].item())
(slopes,) = torch.autograd.grad(losses.sum(), y)
print([round(slope, 4) for slope in slopes.tolist()])
# --8<-- [end:by_hand]
