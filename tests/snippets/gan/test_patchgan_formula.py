"""The formulas of the PatchGAN page give the numbers that the code gives."""

import pytest
import torch
from torch import nn

from snippets.gan import patchgan_formula as f
from snippets.gan.least_squares_gan_loss import gan_least_squares_generator_loss
from snippets.gan.patchgan import patch_discriminator, patch_layers, patch_size
from snippets.gan.patchgan_patches import num_logits, patch_of

FORMULAS = f.FORMULAS


@pytest.mark.parametrize("n_layers", [1, 2, 3, 5])
def test_patches(n_layers: int) -> None:
    layers = patch_layers(n_layers)
    values = {name: FORMULAS[name].rhs.subs(f.STRIDED, n_layers) for name in FORMULAS}
    assert values["size"].doit() == patch_size(n_layers)
    for height in (96, 101, 256):
        assert values["count"].subs(f.HEIGHT, height).doit() == num_logits(height, layers)
    for row in (0, 2, 7):
        assert values["first"].subs(f.ROW, row).doit() == patch_of(row, layers).start


def test_mean() -> None:
    logits = torch.randn(2, 1, 3, 4, generator=torch.Generator().manual_seed(0)).double()
    counts = {f.N: 2, f.M_H: 3, f.M_W: 4}
    written_out = FORMULAS["mean"].rhs.subs(counts).doit()
    values = {
        f.LOGITS[n, i, j]: logits[n, 0, i, j].item()
        for n in range(2)
        for i in range(3)
        for j in range(4)
    }
    mean = written_out.replace(f.LOSS, lambda z: (z - 1) ** 2 / 2).subs(values)
    assert float(mean) == pytest.approx(gan_least_squares_generator_loss(logits).item())


@pytest.mark.parametrize(("norm", "per_channel"), [(nn.BatchNorm2d, 2), (nn.InstanceNorm2d, 1)])
@pytest.mark.parametrize("n_layers", [1, 3, 4])
def test_parameters(n_layers: int, norm, per_channel: int) -> None:
    judge = patch_discriminator(5, n_layers, width=3, norm=norm)
    channels = [5, *(m.out_channels for m in judge if isinstance(m, nn.Conv2d))]
    written_out = FORMULAS["parameters"].rhs.subs({f.LAST: n_layers + 2, f.BIAS: per_channel})
    values = {f.CHANNELS[layer]: count for layer, count in enumerate(channels)}
    assert written_out.doit().subs(values) == sum(p.numel() for p in judge.parameters())
