"""The worked example of the hinge loss page."""

# --8<-- [start:binary]
import torch

from snippets.losses.hinge_loss import hinge_loss, multi_margin_loss

labels = torch.tensor([1.0, 1.0, -1.0, -1.0])
scores = torch.tensor([2.0, 0.5, -1.0, 3.0], requires_grad=True)
print(hinge_loss(scores, labels, reduction="none").tolist())
loss = hinge_loss(scores, labels)
loss.backward()
print(loss.item(), (scores.grad + 0).tolist())  # + 0 turns -0.0 into 0.0
# --8<-- [end:binary]

# --8<-- [start:classes]
rows = torch.tensor([[3.0, 2.5, 0.0, 4.0]])  # the right class is 0
print(multi_margin_loss(rows, torch.tensor([0])).item())
# --8<-- [end:classes]
