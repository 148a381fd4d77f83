"""A PatchGAN on a whole image, and on its patches one by one."""

# --8<-- [start:alone]
import torch
from torch import nn
from torch.nn import functional as F

from snippets.gan.patchgan import patch_discriminator
from snippets.gan.patchgan_patches import unpadded

torch.manual_seed(0)
network = patch_discriminator(3, width=8, norm=nn.Identity).double()
image = torch.rand(1, 3, 96, 128, dtype=torch.float64)
with torch.no_grad():
    logits = network(image)
    inner = logits[..., 3:7, 3:11]  # their patches lie in the image
    columns = F.unfold(image[..., 1:, 1:], 70, stride=8)  # the first of them starts at 1
    patches = columns[0].T.reshape(-1, 3, 70, 70)
    alone = unpadded(network)(patches)  # (32, 1, 1, 1)
print(tuple(logits.shape), tuple(patches.shape), tuple(alone.shape))
print(torch.allclose(alone.flatten(), inner.flatten()))
# --8<-- [end:alone]
