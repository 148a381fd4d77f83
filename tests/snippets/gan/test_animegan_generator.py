"""snippets.gan.animegan_generator: parameters counted by hand, sizes and range.

The blocks are compared with torch in test_animegan_blocks; the gradient is torch's.
"""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from snippets.gan.animegan_blocks import InvertedResidual
from snippets.gan.animegan_generator import animegan_generator
from snippets.gan.animegan_v2_generator import animegan_v2_generator
from tests.snippets.rejections import rejects

GENERATORS = [animegan_generator, animegan_v2_generator]


def conv(c_in: int, c_out: int, k: int = 3) -> int:
    return k * k * c_in * c_out + 2 * c_out


def separable(c_in: int, c_out: int) -> int:
    return 9 * c_in + c_in * c_out + 2 * c_out


def residual(c_in: int, c_out: int, b: int) -> int:
    e = 2 * c_in
    return conv(c_in, e, 1) + 9 * e + b * e + 2 * e + conv(e, c_out, 1)


def stages_1(w: int) -> dict[str, int]:
    return {
        "b1": conv(3, w) + conv(w, w) + 2 * separable(w, 2 * w),
        "b2": conv(2 * w, 2 * w) + separable(2 * w, 2 * w) + 2 * separable(2 * w, 4 * w),
        "m": 2 * conv(4 * w, 4 * w) + 8 * residual(4 * w, 4 * w, 0),
        "u2": separable(4 * w, 2 * w) + separable(2 * w, 2 * w) + conv(2 * w, 2 * w),
        "u1": separable(2 * w, 2 * w) + conv(2 * w, w) + conv(w, w),
        "out": 3 * w,
    }


def stages_2(w: int) -> dict[str, int]:
    return {
        "a": conv(3, w, 7) + conv(w, 2 * w) + conv(2 * w, 2 * w),
        "b": conv(2 * w, 4 * w) + conv(4 * w, 4 * w),
        "c": conv(4 * w, 4 * w)
        + residual(4 * w, 8 * w, 1)
        + 3 * residual(8 * w, 8 * w, 1)
        + conv(8 * w, 4 * w),
        "d": 2 * conv(4 * w, 4 * w),
        "e": conv(4 * w, 2 * w) + conv(2 * w, 2 * w) + conv(2 * w, w, 7),
        "out": 3 * w,
    }


def counted(generator: nn.Module) -> int:
    return sum(parameter.numel() for parameter in generator.parameters())


# By hand


def test_first_stage_of_version_2_by_hand() -> None:
    # 7*7*3*32 + 2*32 = 4768; 3*3*32*64 + 2*64 = 18560; 3*3*64*64 + 2*64 = 36992
    assert 4768 + 18560 + 36992 == stages_2(32)["a"] == 60320


@pytest.fixture(scope="module")
def version_1() -> nn.Module:
    return animegan_generator()


@pytest.fixture(scope="module")
def version_2() -> nn.Module:
    return animegan_v2_generator()


def test_version_1_has_3956096_parameters(version_1: nn.Module) -> None:
    assert version_1.parameters_by_stage() == stages_1(64)
    assert counted(version_1) == sum(stages_1(64).values()) == 3_956_096


def test_version_2_has_2143552_parameters(version_2: nn.Module) -> None:
    assert version_2.parameters_by_stage() == stages_2(32)
    assert counted(version_2) == sum(stages_2(32).values()) == 2_143_552


def test_only_the_depthwise_convolutions_of_version_2_have_a_bias(
    version_1: nn.Module, version_2: nn.Module
) -> None:
    convolutions = [m for m in version_1.modules() if isinstance(m, nn.Conv2d)]
    assert all(m.bias is None for m in convolutions)
    biased = [m for m in version_2.modules() if isinstance(m, nn.Conv2d) and m.bias is not None]
    assert [m.groups for m in biased] == [256, 512, 512, 512]
    assert sum(m.bias.numel() for m in biased) == 1792


def test_the_middle_has_8_residual_blocks_and_4(
    version_1: nn.Module, version_2: nn.Module
) -> None:
    for generator, adds in ((version_1, [True] * 8), (version_2, [False, True, True, True])):
        blocks = [m for m in generator.modules() if isinstance(m, InvertedResidual)]
        assert [block.adds_input for block in blocks] == adds


# Limits and identities


@pytest.mark.parametrize("make", GENERATORS)
def test_height_and_width_are_kept_and_values_lie_in_minus_one_to_one(make) -> None:
    torch.manual_seed(0)
    generator = make(width=2)
    image = 2 * torch.rand(2, 3, 8, 12, generator=torch.Generator().manual_seed(0)) - 1
    output = generator(image)
    assert output.shape == (2, 3, 8, 12)
    assert output.abs().max() <= 1
    assert output.std() > 0.01
    assert isinstance(generator.out[-1], nn.Tanh)


@pytest.mark.parametrize("make", GENERATORS)
def test_the_middle_works_at_a_quarter_of_the_size(make) -> None:
    sizes = []
    generator = make(width=1)
    for stage in generator:
        stage.register_forward_hook(lambda *args: sizes.append(tuple(args[-1].shape[1:])))
    generator(torch.zeros(1, 3, 16, 24))
    channels = [c for c, _, _ in sizes]
    assert channels == (
        [2, 4, 4, 2, 1, 3] if make is animegan_generator else [2, 4, 4, 4, 1, 3]
    )
    assert [size[1:] for size in sizes] == [(8, 12), *[(4, 6)] * 2, (8, 12), *[(16, 24)] * 2]


@pytest.mark.parametrize("make", GENERATORS)
def test_enlarging_is_bilinear_and_twofold(make) -> None:
    layers = [m for m in make(width=1).modules() if isinstance(m, nn.Upsample)]
    assert {(m.mode, m.scale_factor) for m in layers if m.scale_factor > 1} == {("bilinear", 2)}


# Property


@given(width=st.integers(1, 4))
def test_parameters_at_any_width(width: int) -> None:
    assert animegan_generator(width=width).parameters_by_stage() == stages_1(width)
    assert animegan_v2_generator(width=width).parameters_by_stage() == stages_2(width)


# Errors


@pytest.mark.parametrize("make", GENERATORS)
def test_rejects(make) -> None:
    with rejects("width must be an int >= 1, got 0"):
        make(width=0)
    generator = make(width=1)
    for shape in ((3, 8, 8), (1, 1, 8, 8)):
        with rejects(f"image must be (N, 3, H, W), got shape {shape}"):
            generator(torch.zeros(shape))
    for shape in ((1, 3, 10, 8), (1, 3, 8, 10), (1, 3, 4, 8)):
        with rejects(f"H and W must be multiples of 4 and >= 8, got shape {shape}"):
            generator(torch.zeros(shape))
