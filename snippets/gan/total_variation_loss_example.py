"""The worked examples of the total variation page."""

# --8<-- [start:by_hand]
import torch

from snippets.gan.total_variation_loss import isotropic_total_variation, total_variation

image = torch.tensor([[[[1.0, 1.0, 4.0], [1.0, 5.0, 4.0]]]])
print("anisotropic", total_variation(image).item())
print("isotropic  ", round(isotropic_total_variation(image).item(), 4))
# --8<-- [end:by_hand]

# --8<-- [start:edges]
edge = torch.tensor([0.0, 0.0, 0.0, 4.0, 4.0]).reshape(1, 1, 1, 5)
ramp = torch.tensor([0.0, 1.0, 2.0, 3.0, 4.0]).reshape(1, 1, 1, 5)
for name, row in {"edge": edge, "ramp": ramp}.items():
    squares = row.diff(dim=3).square().sum().item()
    print(f"{name}: total variation {total_variation(row).item()}, squares {squares}")
# --8<-- [end:edges]
