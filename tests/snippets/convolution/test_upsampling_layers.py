"""snippets.convolution.upsampling_layers against the site's definitions and torch.

Bad input is refused by what the layers call.
"""

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.checkerboard import checkerboard_contrast
from snippets.convolution.resize_convolution import resize_conv2d
from snippets.convolution.transposed_convolution import conv_transpose2d_by_scatter
from snippets.convolution.upsampling_layers import on_torus, shuffled_conv2d, transposed_conv2d

LAYERS = {
    "transposed 3": (transposed_conv2d, (3, 2, 3, 3)),
    "transposed 4": (transposed_conv2d, (3, 2, 4, 4)),
    "shuffled": (shuffled_conv2d, (8, 3, 3, 3)),
    "resized": (resize_conv2d, (2, 3, 3, 3)),
}


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


# By hand: each pixel stamps 1 2 3, every second pixel, one cut off on the left


def test_a_row_by_hand() -> None:
    kernel = torch.tensor([[0.0, 0, 0], [1, 2, 3], [0, 0, 0]])[None, None]
    found = transposed_conv2d(torch.tensor([[[[1.0, 10]]]]), kernel)
    assert found[0, 0].tolist() == [[2, 3 + 10, 20, 30], [0, 0, 0, 0]]


# Reference


@pytest.mark.parametrize(("kernel_size", "output_padding"), [(3, 1), (4, 0)])
def test_equals_the_stamps_of_a_transposed_convolution(
    kernel_size: int, output_padding: int
) -> None:
    image, weight = sample(0, 2, 3, 4, 5), sample(1, 3, 2, kernel_size, kernel_size)
    expected = conv_transpose2d_by_scatter(image, weight, None, 2, 1, output_padding)
    assert expected.shape == (2, 2, 8, 10)
    assert_close(transposed_conv2d(image, weight), expected)


def test_equals_torchs_pixel_shuffle() -> None:
    image, weight = sample(0, 2, 3, 4, 5), sample(1, 8, 3, 3, 3)
    expected = F.pixel_shuffle(F.conv2d(image, weight, padding="same"), 2)
    assert expected.shape == (2, 2, 8, 10)
    assert_close(shuffled_conv2d(image, weight), expected)


# Identities


@pytest.mark.parametrize("name", LAYERS)
def test_on_a_torus_moving_the_input_moves_the_output(name: str) -> None:
    layer, shape = LAYERS[name]
    image, weight = sample(0, 2, 3, 4, 5), sample(1, *shape)
    output = on_torus(layer, image, weight)
    assert output.shape == (2, 2, 8, 10)
    moved = on_torus(layer, image.roll((1, 2), dims=(2, 3)), weight)
    assert_close(moved, output.roll((2, 4), dims=(2, 3)))


@pytest.mark.parametrize("name", LAYERS)
def test_on_a_torus_the_inside_is_as_without(name: str) -> None:
    layer, shape = LAYERS[name]
    image, weight = sample(0, 2, 3, 4, 5), sample(1, *shape)
    inside = on_torus(layer, image, weight)[:, :, 2:-2, 2:-2]
    assert_close(inside, layer(image, weight)[:, :, 2:-2, 2:-2])


@pytest.mark.parametrize("name", ["transposed 3", "transposed 4", "shuffled"])
def test_random_weights_draw_a_checkerboard_on_a_flat_image(name: str) -> None:
    layer, shape = LAYERS[name]
    output = on_torus(layer, torch.ones(1, 3, 4, 5, dtype=torch.float64), sample(1, *shape))
    assert_close(output, output[:, :, :2, :2].tile(4, 5))  # of period 2
    assert checkerboard_contrast(output, 2).min() > 1


def test_whatever_the_weights_a_resize_convolution_draws_none_even_on_a_rough_image() -> None:
    output = on_torus(resize_conv2d, sample(0, 2, 3, 4, 5), sample(1, 2, 3, 3, 3))
    assert output.std() > 1
    assert_close(checkerboard_contrast(output, 2), torch.zeros(2, 2, dtype=torch.float64))


def test_tied_weights_take_the_checkerboard_from_a_pixel_shuffle() -> None:
    weight = sample(1, 2, 3, 3, 3).repeat_interleave(4, dim=0)
    output = on_torus(shuffled_conv2d, sample(0, 2, 3, 4, 5), weight)
    assert output.std() > 1
    assert_close(checkerboard_contrast(output, 2), torch.zeros(2, 2, dtype=torch.float64))
