"""snippets.gan.patchgan_patches: a whole image judged at once equals its patches judged alone.

It computes indices and copies networks; the gradient is tested in test_patchgan.
"""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.receptive_field import Layer
from snippets.gan.patchgan import patch_discriminator, patch_layers, patch_size
from snippets.gan.patchgan_patches import num_logits, patch_of, unpadded
from tests.snippets.rejections import rejects


def sample(*shape: int) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(0), dtype=torch.float64)


def judge_of(n_layers: int, norm) -> nn.Module:
    """Return a discriminator whose norms, if any, have seen a batch and use what they kept."""
    torch.manual_seed(0)
    judge = patch_discriminator(3, n_layers, width=2, norm=norm).double()
    judge(sample(4, 3, 40, 40))
    return judge.eval()


# By hand


def test_a_picture_of_256_pixels_by_hand() -> None:
    layers = patch_layers(3)
    # 256 -> 128 -> 64 -> 32 -> 31 -> 30
    assert [num_logits(256, layers[:d]) for d in range(6)] == [256, 128, 64, 32, 31, 30]
    assert patch_of(0, layers) == range(-23, 47)  # -1 - 2 - 4 - 8 - 8
    assert patch_of(3, layers) == range(1, 71)
    assert patch_of(29, layers) == range(209, 279)


def test_layers_of_another_kind_by_hand() -> None:
    layers = [Layer(3, 2), Layer(3, 1, 0, 2)]
    assert num_logits(16, layers) == 3  # (16 - 3) // 2 + 1 = 7, 7 - 4
    assert patch_of(2, layers) == range(4, 15)  # 3 + 2*2*2 = 11 pixels, from 2 * 2 on


# Limits and identities


@pytest.mark.parametrize("norm", [nn.Identity, nn.BatchNorm2d, nn.InstanceNorm2d])
@pytest.mark.parametrize(("n_layers", "rows", "columns"), [(1, 27, 32), (2, 47, 56)])
def test_the_whole_image_is_its_patches_unless_a_norm_looks_around(
    n_layers: int, rows: int, columns: int, norm
) -> None:
    judge, image = judge_of(n_layers, norm), sample(1, 3, rows, columns)
    layers = patch_layers(n_layers)
    places = [
        (i, j, patch_of(i, layers), patch_of(j, layers))
        for i in range(num_logits(rows, layers))
        for j in range(num_logits(columns, layers))
    ]
    inner = [p for p in places if min(p[2][0], p[3][0]) >= 0 and p[2][-1] < rows]
    inner = [p for p in inner if p[3][-1] < columns]
    patches = [image[0, :, y[0] : y[-1] + 1, x[0] : x[-1] + 1] for _, _, y, x in inner]
    alone = unpadded(judge)(torch.stack(patches))
    assert alone.shape == (len(inner), 1, 1, 1)
    assert len(inner) >= 12
    together = judge(image)[0, 0]
    equal = torch.isclose(
        alone.flatten(), torch.stack([together[i, j] for i, j, _, _ in inner])
    )
    assert not equal.any() if norm is nn.InstanceNorm2d else equal.all()


@pytest.mark.parametrize("norm", [nn.Identity, nn.BatchNorm2d])
def test_at_the_border_padding_is_part_of_the_patch(norm) -> None:
    judge, image = judge_of(1, norm), sample(1, 3, 24, 24)
    first = patch_of(0, patch_layers(1))  # -5 to 10
    patch = F.pad(image, (5, 0, 5, 0))[..., : len(first), : len(first)]
    # Zeros around the image are not the zeros around each layer, so the two differ.
    assert not torch.allclose(unpadded(judge)(patch)[0, 0, 0, 0], judge(image)[0, 0, 0, 0])


def test_the_copy_has_the_weights_and_the_original_its_padding() -> None:
    judge = judge_of(2, nn.BatchNorm2d)
    bare = unpadded(nn.Sequential(judge))  # also where convolutions lie deeper
    assert {m.padding for m in bare.modules() if isinstance(m, nn.Conv2d)} == {(0, 0)}
    assert {m.padding for m in judge.modules() if isinstance(m, nn.Conv2d)} == {(1, 1)}
    for mine, theirs in zip(bare.parameters(), judge.parameters(), strict=True):
        assert_close(mine, theirs)
        assert mine is not theirs


@given(n_layers=st.integers(1, 4), size=st.integers(0, 300), index=st.integers(0, 40))
def test_closed_forms(n_layers: int, size: int, index: int) -> None:
    size += 3 * 2**n_layers  # the smallest image with a logit
    layers, jump = patch_layers(n_layers), 2**n_layers
    assert num_logits(size, layers) == size // jump - 2
    assert patch_of(index, layers).start == jump * (index - 3) + 1
    assert len(patch_of(index, layers)) == patch_size(n_layers)


# Errors


def test_an_image_too_small_is_rejected() -> None:
    assert num_logits(24, patch_layers(3)) == 1
    with rejects("the kernel spans 4 pixels but the padded input has 3"):
        num_logits(23, patch_layers(3))
