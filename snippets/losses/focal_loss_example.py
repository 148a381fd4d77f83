"""The worked example of the focal loss page: the odds are 3 to 1."""

# --8<-- [start:by_hand]
import math

import torch

from snippets.losses.focal_loss import focal_loss

logits, target = torch.full((2,), math.log(3)), torch.tensor([1.0, 0.0])  # p = 3/4
for gamma in (0, 2):
    losses = focal_loss(logits, target, gamma=gamma, alpha=None, reduction="none")
    print(f"gamma = {gamma}:", [round(loss, 4) for loss in losses.tolist()])
# --8<-- [end:by_hand]
