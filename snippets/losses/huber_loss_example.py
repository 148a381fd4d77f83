"""The worked example of the Huber loss page, delta = 2."""

# --8<-- [start:by_hand]
import torch

from snippets.losses.huber_loss import huber_loss

y = torch.tensor([3.0, 1.0, 6.0, 0.0])
y_hat = torch.tensor([2.0, 3.0, 3.0, 6.0])  # residuals y - y_hat: 1, -2, 3, -6
print(huber_loss(y_hat, y, reduction="none", delta=2.0).tolist())
print(huber_loss(y_hat, y, delta=2.0).item())
# --8<-- [end:by_hand]

# --8<-- [start:gradient]
prediction = y_hat.clone().requires_grad_()
huber_loss(prediction, y, reduction="sum", delta=2.0).backward()
print(prediction.grad.tolist())
# --8<-- [end:gradient]
