"""The worked example of the cross-entropy page: softmax (1/8, 2/8, 5/8)."""

# --8<-- [start:by_hand]
import torch

from snippets.losses.cross_entropy import cross_entropy

logits = torch.tensor([[1.0, 2.0, 5.0]]).log().requires_grad_()
target = torch.tensor([1])
print("softmax", [round(share, 4) for share in logits.softmax(dim=1)[0].tolist()])
for smoothing in (0.0, 0.3):
    loss = cross_entropy(logits, target, label_smoothing=smoothing)
    (slopes,) = torch.autograd.grad(loss, logits)
    print(f"{loss.item():.4f}", [round(slope, 4) for slope in slopes[0].tolist()])
# --8<-- [end:by_hand]
