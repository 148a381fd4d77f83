"""snippets.gan.color_conversion against arithmetic by hand and the matrices of others."""

import itertools

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.gan.color_conversion import rgb_to_grayscale, rgb_to_yuv, yuv_to_rgb
from tests.snippets.rejections import rejects

FUNCTIONS = [rgb_to_yuv, yuv_to_rgb, rgb_to_grayscale]
levels = st.tuples(*[st.floats(0, 1)] * 3)


def pixels(*colours: tuple[float, ...]) -> Tensor:
    return torch.tensor(colours, dtype=torch.float64)[:, :, None, None]


def sample(*shape: int, seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.rand(shape, generator=generator, dtype=torch.float64)


# Rows Y, U and V, columns R, G and B. The constants of TensorFlow's image_ops_impl.py.
TENSORFLOW = torch.tensor(
    [
        [0.299, 0.587, 0.114],
        [-0.14714119, -0.28886916, 0.43601035],
        [0.61497538, -0.51496512, -0.10001026],
    ],
    dtype=torch.float64,
)
# JFIF 1.02, 1992, page 3: YCbCr without its offset of 128.
JFIF = torch.tensor(
    [[0.299, 0.587, 0.114], [-0.1687, -0.3313, 0.5], [0.5, -0.4187, -0.0813]],
    dtype=torch.float64,
)


def matrix(**ranges: float) -> Tensor:
    """Return the 3x3 matrix of rgb_to_yuv: its images of the three primaries."""
    primaries = torch.eye(3, dtype=torch.float64)[:, :, None, None]
    return rgb_to_yuv(primaries, **ranges).flatten(1).T


# By hand


def test_orange_by_hand() -> None:
    y = 0.299 + 0.587 * 0.5  # 0.5925
    expected = pixels((y, 0.436 * -y / 0.886, 0.615 * (1 - y) / 0.701))
    assert_close(rgb_to_yuv(pixels((1, 0.5, 0))), expected)


def test_ycbcr_of_orange_by_hand() -> None:
    expected = pixels((0.5925, -0.5925 / 1.772, (1 - 0.5925) / 1.402))
    assert_close(rgb_to_yuv(pixels((1, 0.5, 0)), u_max=0.5, v_max=0.5), expected)


def test_back_by_hand() -> None:
    # red = 0.5 + 0.701 / 0.615 * 0.0615; blue = 0.5 - 0.886 / 0.436 * 0.0436
    red, blue = 0.5 + 0.0701, 0.5 - 0.0886
    green = (0.5 - 0.299 * red - 0.114 * blue) / 0.587
    assert_close(yuv_to_rgb(pixels((0.5, -0.0436, 0.0615))), pixels((red, green, blue)))


# Reference


def test_agrees_with_tensorflow_to_3e_5_as_a_1x1_convolution(device: str) -> None:
    image = sample(2, 3, 4, 5).to(device)
    expected = F.conv2d(image, TENSORFLOW.to(device)[:, :, None, None])
    assert_close(rgb_to_yuv(image), expected, atol=3e-5, rtol=0)
    assert (matrix() - TENSORFLOW).abs().max() < 2.5e-5
    assert (matrix() - TENSORFLOW).abs().max() > 2.4e-5  # they are not the same


def test_tensorflows_constants_are_two_rounded_factors() -> None:
    # 0.492111 (B - Y) and 0.877283 (R - Y), to the 8 decimals that are written
    ours = matrix(u_max=0.492111 * 0.886, v_max=0.877283 * 0.701)
    assert_close(ours, TENSORFLOW, atol=6e-9, rtol=0)


def test_equal_ranges_give_the_ycbcr_of_jfif() -> None:
    # tolerance: four decimals are written
    assert_close(matrix(u_max=0.5, v_max=0.5), JFIF, atol=5e-5, rtol=0)


def test_back_is_the_inverse_matrix() -> None:
    image = sample(2, 3, 4, 5) - 0.4
    inverse = torch.linalg.inv(matrix())[:, :, None, None]
    assert_close(yuv_to_rgb(image), F.conv2d(image, inverse))


# Limits and identities


def test_each_range_is_reached_at_the_corners_of_the_cube_only_by_their_colours() -> None:
    corners = pixels(*itertools.product((0.0, 1.0), repeat=3))
    y, u, v = rgb_to_yuv(corners).flatten(1).T
    assert y.tolist() == pytest.approx([0, 0.114, 0.587, 0.701, 0.299, 0.413, 0.886, 1])
    assert u.argmax() == 1  # blue
    assert u.argmin() == 6  # yellow
    assert v.argmax() == 4  # red
    assert v.argmin() == 3  # cyan
    assert [u.max().item(), u.min().item()] == pytest.approx([0.436, -0.436])
    assert [v.max().item(), v.min().item()] == pytest.approx([0.615, -0.615])


def test_not_every_point_of_the_box_is_a_colour() -> None:
    outside = yuv_to_rgb(pixels((0.5, 0.436, 0.615))).flatten()
    assert outside.tolist() == pytest.approx([1.201, -0.029, 1.386], abs=1e-3)


def test_an_image_in_minus_one_to_one_doubles_the_chroma_and_shifts_the_luma() -> None:
    image = sample(1, 3, 2, 3)
    y, u, v = rgb_to_yuv(image).unbind(1)
    expected = torch.stack((2 * y - 1, 2 * u, 2 * v), dim=1)
    assert_close(rgb_to_yuv(2 * image - 1), expected)


def test_bgr_swaps_the_weights_of_red_and_blue() -> None:
    y, _, _ = rgb_to_yuv(pixels((1, 0, 0)).flip(1)).flatten().tolist()
    assert y == pytest.approx(0.114)  # red read as blue; right is 0.299


def test_the_mean_of_the_channels_is_not_the_luma() -> None:
    green = pixels((0, 1, 0))
    assert green.mean().item() == pytest.approx(1 / 3)
    assert rgb_to_grayscale(green).item() == pytest.approx(0.587)


def test_grayscale_is_the_luma_and_has_no_chroma() -> None:
    image = sample(2, 3, 4, 5)
    one, three = rgb_to_grayscale(image), rgb_to_grayscale(image, 3)
    assert one.shape == (2, 1, 4, 5)
    assert torch.equal(three, one.expand(2, 3, 4, 5))
    assert torch.equal(one[:, 0], rgb_to_yuv(image)[:, 0])
    y, u, v = rgb_to_yuv(three).unbind(1)
    assert_close(y, one[:, 0])
    assert_close(torch.stack((u, v)), torch.zeros(2, 2, 4, 5, dtype=torch.float64))


# Property


@given(colour=levels, u_max=st.floats(0.1, 2), v_max=st.floats(0.1, 2))
def test_there_and_back(colour: tuple[float, ...], u_max: float, v_max: float) -> None:
    image = pixels(colour)
    yuv = rgb_to_yuv(image, u_max=u_max, v_max=v_max)
    assert_close(yuv_to_rgb(yuv, u_max=u_max, v_max=v_max), image)
    assert abs(yuv[0, 1]) <= u_max + 1e-12
    assert abs(yuv[0, 2]) <= v_max + 1e-12


# Gradient


@pytest.mark.parametrize("function", FUNCTIONS)
def test_gradient(function) -> None:
    assert gradcheck(function, sample(1, 3, 2, 2).requires_grad_())


# Errors


@pytest.mark.parametrize("function", FUNCTIONS)
def test_rejects(function) -> None:
    with rejects("image must be (N, 3, H, W), got shape (3, 4, 5)"):
        function(torch.zeros(3, 4, 5))
    with rejects("image must be (N, 3, H, W), got shape (1, 4, 3, 3)"):
        function(torch.zeros(1, 4, 3, 3))
    with rejects("image must be floating point, got torch.uint8"):
        function(torch.zeros(1, 3, 2, 2, dtype=torch.uint8))


@pytest.mark.parametrize("count", [0, 2])
def test_grayscale_rejects_another_number_of_channels(count: int) -> None:
    with rejects(f"num_output_channels must be 1 or 3, got {count}"):
        rgb_to_grayscale(sample(1, 3, 2, 2), count)
