"""Which pixels a logit sees, without and with instance norm."""

# --8<-- [start:seen]
import torch
from torch import nn

from snippets.convolution.gradient_map import gradient_map
from snippets.gan.patchgan import patch_discriminator

image = torch.rand(1, 3, 96, 128, generator=torch.Generator().manual_seed(0))
for norm in (nn.Identity, nn.InstanceNorm2d):
    torch.manual_seed(0)
    network = patch_discriminator(3, width=8, norm=norm)
    seen = gradient_map(network, image, (4, 5)).nonzero()
    (top, left), (bottom, right) = seen.min(dim=0)[0].tolist(), seen.max(dim=0)[0].tolist()
    print(f"{norm.__name__}: rows {top} to {bottom}, columns {left} to {right}")
# --8<-- [end:seen]
