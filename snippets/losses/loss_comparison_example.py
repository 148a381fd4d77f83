"""The residuals of the Huber loss page under the four regression losses."""

# --8<-- [start:compare]
import torch
from torch.nn import functional as F

from snippets.losses.huber_loss import huber_loss
from snippets.losses.l1_loss import l1_loss
from snippets.losses.mse_loss import mse_loss

y = torch.tensor([3.0, 1.0, 6.0, 0.0])
y_hat = torch.tensor([2.0, 3.0, 3.0, 6.0])  # residuals y - y_hat: 1, -2, 3, -6
print("MSE                ", mse_loss(y_hat, y).item())
print("MAE                ", l1_loss(y_hat, y).item())
print("Huber, delta=2     ", huber_loss(y_hat, y, delta=2.0).item())
print("smooth L1, beta=2  ", F.smooth_l1_loss(y_hat, y, beta=2.0).item())
print("Huber, delta=100   ", huber_loss(y_hat, y, delta=100.0).item())
# --8<-- [end:compare]
