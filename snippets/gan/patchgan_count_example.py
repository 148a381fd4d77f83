"""The parameters of two well-known PatchGANs."""

# --8<-- [start:count]
from torch import nn

from snippets.gan.patchgan import patch_discriminator


def count(network: nn.Module) -> int:
    """Return how many numbers a network learns."""
    return sum(parameter.numel() for parameter in network.parameters())


conditional = patch_discriminator(6, norm=nn.BatchNorm2d)
print([count(module) for module in conditional if count(module)])
print(f"pix2pix,  6 channels, batch norm:    {count(conditional):,}")
print(
    "CycleGAN, 3 channels, instance norm:",
    f"{count(patch_discriminator(3, norm=nn.InstanceNorm2d)):,}",
)
# --8<-- [end:count]
