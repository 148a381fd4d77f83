"""The worked example of the smooth L1 page, beta 2."""

# --8<-- [start:by_hand]
import torch

from snippets.losses.smooth_l1_loss import smooth_l1_loss

y = torch.tensor([3.0, 1.0, 6.0, 0.0])
y_hat = torch.tensor([2.0, 3.0, 3.0, 6.0])  # residuals y - y_hat: 1, -2, 3, -6
print(smooth_l1_loss(y_hat, y, beta=2, reduction="none").tolist())
print(smooth_l1_loss(y_hat, y, beta=2).item())
# --8<-- [end:by_hand]
