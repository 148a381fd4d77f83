"""What 1000 easy negatives and 10 hard positives add to a loss."""

# --8<-- [start:rare_class]
import torch

from snippets.losses.focal_loss import focal_loss

probability = torch.cat([torch.full((1000,), 0.01), torch.full((10,), 0.1)])
target = torch.cat([torch.zeros(1000), torch.ones(10)])
for gamma in (0, 2):
    loss = focal_loss(probability.logit(), target, gamma=gamma, alpha=None, reduction="none")
    print(f"gamma = {gamma}: easy {loss[:1000].sum():.4f}, hard {loss[1000:].sum():.4f}")
# --8<-- [end:rare_class]
