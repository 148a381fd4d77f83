"""snippets.convolution.pixel_shuffle: numbers move and none changes.

Moving numbers has no limits; the gradient is that of a permutation.
"""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F

from snippets.convolution.pixel_shuffle import pixel_shuffle, pixel_unshuffle
from tests.snippets.rejections import rejects


def sample(*shape: int) -> Tensor:
    return torch.randn(shape, generator=torch.Generator().manual_seed(0), dtype=torch.float64)


def test_four_channels_by_hand() -> None:
    x = torch.tensor([[[1, 2]], [[3, 4]], [[5, 6]], [[7, 8]]])
    assert pixel_shuffle(x, 2).tolist() == [[[1, 3, 2, 4], [5, 7, 6, 8]]]


SHAPES = [((2, 12, 3, 5), 2), ((18, 2, 4), 3), ((2, 3, 5, 1, 2), 1), ((2, 0, 3, 4), 2)]


@pytest.mark.parametrize(("shape", "factor"), SHAPES, ids=str)
def test_equals_torch(device: str, shape: tuple[int, ...], factor: int) -> None:
    x = sample(*shape).to(device)
    assert pixel_shuffle(x, factor).equal(F.pixel_shuffle(x, factor))


@pytest.mark.parametrize(
    ("shape", "factor"), [((2, 3, 6, 10), 2), ((2, 6, 9), 3), ((1, 2, 3, 4), 1)], ids=str
)
def test_unshuffle_equals_torch(device: str, shape: tuple[int, ...], factor: int) -> None:
    x = sample(*shape).to(device)
    assert pixel_unshuffle(x, factor).equal(F.pixel_unshuffle(x, factor))


@given(
    channels=st.integers(1, 3),
    height=st.integers(1, 3),
    width=st.integers(1, 4),
    factor=st.integers(1, 3),
)
def test_unshuffle_undoes_shuffle(channels: int, height: int, width: int, factor: int) -> None:
    x = sample(2, channels * factor**2, height, width)
    assert pixel_unshuffle(pixel_shuffle(x, factor), factor).equal(x)


def test_is_a_transposed_convolution_that_stamps_one_pixel() -> None:
    # Channel c*4 + i*2 + j stamps a single 1 at (i, j) of output channel c.
    weight = torch.eye(12, dtype=torch.float64).reshape(12, 3, 2, 2)
    x = sample(2, 12, 3, 5)
    assert pixel_shuffle(x, 2).equal(F.conv_transpose2d(x, weight, stride=2))


def test_a_convolution_and_a_shuffle_are_one_transposed_convolution() -> None:
    x, weight = sample(1, 2, 4, 5), sample(12, 2, 3, 3)  # C_in=2 to 3 channels, r=2
    shuffled = pixel_shuffle(F.conv2d(x, weight, padding=1), 2)
    # Each of the r*r kernels goes, flipped, into its own place of a kernel r times as large.
    large = pixel_shuffle(weight.flip(2, 3).transpose(0, 1), 2)  # (2, 3, 6, 6)
    torch.testing.assert_close(shuffled, F.conv_transpose2d(x, large, stride=2, padding=2))


def test_equal_channels_of_a_square_give_nearest_neighbour_interpolation() -> None:
    x = sample(2, 3, 4, 5)
    same = x.repeat_interleave(4, dim=1)
    assert pixel_shuffle(same, 2).equal(F.interpolate(x, scale_factor=2, mode="nearest"))


def test_the_channel_order_of_depth_to_space_is_another() -> None:
    x = torch.arange(8.0).reshape(1, 8, 1, 1)  # C=2, r=2
    # DCR order (ONNX's default, TensorFlow): channel (i*2 + j)*C + c instead of c*4 + i*2 + j
    dcr = pixel_shuffle(x.unflatten(1, (4, 2)).transpose(1, 2).flatten(1, 2), 2)
    assert pixel_shuffle(x, 2)[0, 0].tolist() == [[0, 1], [2, 3]]
    assert dcr[0, 0].tolist() == [[0, 2], [4, 6]]


def test_gradient() -> None:
    assert gradcheck(lambda x: pixel_shuffle(x, 2), sample(1, 4, 2, 3).requires_grad_())


@pytest.mark.parametrize(
    ("shape", "factor", "message"),
    [
        ((4, 2), 2, "input must be (*, C*2*2, H, W), got shape (4, 2)"),
        ((1, 6, 2, 2), 2, "input must be (*, C*2*2, H, W), got shape (1, 6, 2, 2)"),
        ((1, 4, 2, 2), 0, "upscale_factor must be an int >= 1, got 0"),
        ((1, 4, 2, 2), 2.0, "upscale_factor must be an int >= 1, got 2.0"),
    ],
)
def test_shuffle_rejects(shape: tuple[int, ...], factor: int, message: str) -> None:
    with rejects(message):
        pixel_shuffle(sample(*shape), factor)


@pytest.mark.parametrize(
    ("shape", "factor", "message"),
    [
        ((4, 2), 2, "input must be (*, C, H*2, W*2), got shape (4, 2)"),
        ((1, 3, 4), 2, "input must be (*, C, H*2, W*2), got shape (1, 3, 4)"),
        ((1, 1, 4, 3), 2, "input must be (*, C, H*2, W*2), got shape (1, 1, 4, 3)"),
        ((1, 1, 4, 4), -1, "downscale_factor must be an int >= 1, got -1"),
    ],
)
def test_unshuffle_rejects(shape: tuple[int, ...], factor: int, message: str) -> None:
    with rejects(message):
        pixel_unshuffle(sample(*shape), factor)
