"""The worked example of the mean squared error page."""

# --8<-- [start:by_hand]
import torch

from snippets.losses.mse_loss import mse_loss

y = torch.tensor([3.0, 1.0, 6.0, 0.0])
y_hat = torch.tensor([2.0, 3.0, 3.0, 6.0])  # residuals y - y_hat: 1, -2, 3, -6
print(mse_loss(y_hat, y, reduction="none").tolist())
print(mse_loss(y_hat, y).item())
# --8<-- [end:by_hand]

# --8<-- [start:gradient]
prediction = y_hat.clone().requires_grad_()
mse_loss(prediction, y).backward()
print(prediction.grad.tolist())
# --8<-- [end:gradient]

# --8<-- [start:constant]
for constant in (1.5, 2.5, 4.5):
    print(constant, mse_loss(torch.full_like(y, constant), y).item())
# --8<-- [end:constant]
