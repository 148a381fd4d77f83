"""The worked example of the quantile loss page, quantile 3/4."""

# --8<-- [start:by_hand]
import torch

from snippets.losses.quantile_loss import quantile_loss

y = torch.tensor([3.0, 1.0, 6.0, 0.0])
y_hat = torch.tensor([2.0, 3.0, 3.0, 6.0])  # residuals y - y_hat: 1, -2, 3, -6
print(quantile_loss(y_hat, y, 0.75, reduction="none").tolist())
print(quantile_loss(y_hat, y, 0.75).item())
# --8<-- [end:by_hand]

# --8<-- [start:best_constant]
readings = torch.tensor([1.0, 2.0, 3.0, 4.0, 90.0])
for q in (0.5, 0.75, 0.9):
    losses = [quantile_loss(m.expand(5), readings, q).item() for m in readings]
    print(f"q = {q}: best constant {readings[losses.index(min(losses))]:g}")
# --8<-- [end:best_constant]
