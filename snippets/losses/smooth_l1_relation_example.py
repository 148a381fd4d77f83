"""Smooth L1 and Huber loss with the same threshold differ by it as a factor."""

# --8<-- [start:relation]
import torch

from snippets.losses.huber_loss import huber_loss
from snippets.losses.smooth_l1_loss import smooth_l1_loss

y = torch.tensor([3.0, 1.0, 6.0, 0.0])
y_hat = torch.tensor([2.0, 3.0, 3.0, 6.0])
for threshold in (0.5, 1, 2):
    smooth = smooth_l1_loss(y_hat, y, beta=threshold).item()
    huber = huber_loss(y_hat, y, delta=threshold).item()
    print(f"threshold {threshold:<3}: smooth L1 {smooth:.4f}, Huber {huber:.4f}")
# --8<-- [end:relation]
