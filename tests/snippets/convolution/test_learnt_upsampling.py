"""snippets.convolution.learnt_upsampling: its images, its network, and what a step does.

There is nothing to differentiate numerically and no bad input that torch does not name.
"""

import math

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution.checkerboard import checkerboard_contrast
from snippets.convolution.learnt_upsampling import (
    decode,
    initial_weights,
    smooth_images,
    train,
)
from snippets.convolution.resize_convolution import nearest_upsample, resize_conv2d
from snippets.convolution.upsampling_layers import transposed_conv2d

SHAPES = {transposed_conv2d: (8, 1, 3, 3), resize_conv2d: (1, 8, 3, 3)}


# Images


def test_images_go_from_0_to_1() -> None:
    images = smooth_images(3, 10, seed=0)
    assert images.shape == (3, 1, 10, 10)
    assert_close(images.amin((1, 2, 3)), torch.zeros(3))
    assert_close(images.amax((1, 2, 3)), torch.ones(3))


def test_images_have_waves_up_to_2_along_each_axis_and_no_others() -> None:
    spectrum = torch.fft.fft2(smooth_images(3, 10, seed=0)).abs() / 100
    low = [0, 1, 2, 8, 9]  # 8 and 9 are -2 and -1
    assert spectrum[:, :, low][:, :, :, low].min() > 1e-4
    assert spectrum[:, :, 3:8].max() < 1e-6
    assert spectrum[:, :, :, 3:8].max() < 1e-6
    assert checkerboard_contrast(smooth_images(3, 10, seed=0), 2).max() < 1e-6


def test_the_seed_decides_the_images() -> None:
    assert torch.equal(smooth_images(2, 8, seed=3), smooth_images(2, 8, seed=3))
    assert not torch.equal(smooth_images(2, 8, seed=3), smooth_images(2, 8, seed=4))


# The network


def test_initial_weights_have_the_size_that_keeps_the_variance() -> None:
    first, first_bias, second, second_bias = initial_weights((100, 8, 3, 3), seed=0)
    assert (first.shape, first_bias.shape) == ((8, 1, 3, 3), (8,))
    assert (second.shape, second_bias.shape) == ((100, 8, 3, 3), (1,))
    assert not first_bias.any()
    assert not second_bias.any()
    # tolerance: a tenth, more than 3 standard errors for each of the two
    assert second.std().item() == pytest.approx(1 / math.sqrt(72), rel=0.1)
    assert first.std().item() == pytest.approx(1 / 3, rel=0.25)


def test_the_seed_decides_the_initial_weights() -> None:
    first, _, second, _ = initial_weights((2, 8, 3, 3), seed=4)
    generator = torch.Generator().manual_seed(4)
    assert_close(first, torch.randn(8, 1, 3, 3, generator=generator) / 3)
    assert_close(second, torch.randn(2, 8, 3, 3, generator=generator) / math.sqrt(72))


def middle(value: float) -> Tensor:
    """Return a 3x3 kernel that multiplies by a number."""
    return F.pad(torch.tensor([[value]]), (1, 1, 1, 1))


def test_decoding_by_hand() -> None:
    # 8 channels: the pixel times 1, times -1 (which the ReLU cuts off), and six times nothing;
    # then 2 * the first + 100 * the second + 0.5, each pixel as a square.
    first = torch.stack([middle(1.0), middle(-1.0), *[middle(0.0)] * 6])[:, None]
    second = torch.stack([middle(2.0), middle(100.0), *[middle(0.0)] * 6])[None]
    weights = [first, torch.zeros(8), second, torch.tensor([0.5])]
    small = torch.tensor([[[[1.0, 2], [3, 4]]]])
    expected = nearest_upsample(2 * small + 0.5, 2)
    assert torch.equal(decode(resize_conv2d, weights, small), expected)
    weights[1] = torch.tensor([10.0] + 7 * [0.0])  # the first channel's bias
    assert torch.equal(decode(resize_conv2d, weights, small), expected + 20)


@pytest.mark.parametrize("layer", SHAPES)
def test_the_network_has_no_edges(layer) -> None:
    weights = initial_weights(SHAPES[layer], seed=0)
    small = smooth_images(2, 6, seed=1)
    output = decode(layer, weights, small)
    assert output.shape == (2, 1, 12, 12)
    moved = decode(layer, weights, small.roll((1, 2), dims=(2, 3)))
    assert_close(moved, output.roll((2, 4), dims=(2, 3)))


# Training


@pytest.mark.parametrize("layer", SHAPES)
def test_a_step_of_adam_moves_each_weight_by_the_rate_against_its_gradient(layer) -> None:
    start = initial_weights(SHAPES[layer], seed=0)
    images = smooth_images(3, 8, seed=1)
    kept = [weight.clone() for weight in start]
    (end, again) = (train(layer, start, images, steps=1) for _ in range(2))
    leaves = [weight.clone().requires_grad_() for weight in start]
    means = images.unflatten(3, (4, 2)).unflatten(2, (4, 2)).mean(dim=(3, 5))
    loss = (decode(layer, leaves, means) - images).square().mean()
    gradients = torch.autograd.grad(loss, leaves)
    for before, after, gradient in zip(start, end, gradients, strict=True):
        assert not after.requires_grad
        # Adam's first step is the rate times the sign; tolerance: eps beside small gradients
        assert_close(after, before - 0.02 * gradient.sign(), atol=1e-4, rtol=0)
    assert all(map(torch.equal, start, kept))
    assert all(map(torch.equal, end, again))


def test_a_second_step_starts_with_no_gradient() -> None:
    start = initial_weights((1, 8, 3, 3), seed=0)
    images = smooth_images(2, 8, seed=1)
    leaves = [weight.clone().requires_grad_() for weight in start]
    optimizer = torch.optim.Adam(leaves, lr=0.02)
    for _ in range(3):
        loss = F.mse_loss(decode(resize_conv2d, leaves, F.avg_pool2d(images, 2)), images)
        for leaf, gradient in zip(leaves, torch.autograd.grad(loss, leaves), strict=True):
            leaf.grad = gradient
        optimizer.step()
    for after, leaf in zip(train(resize_conv2d, start, images, steps=3), leaves, strict=True):
        assert_close(after, leaf.detach())


def test_training_takes_most_of_the_checkerboard_from_a_transposed_convolution() -> None:
    start = initial_weights((8, 1, 3, 3), seed=1)
    end = train(transposed_conv2d, start, smooth_images(8, 8, seed=1), steps=30)
    unseen = smooth_images(8, 8, seed=2)
    small = F.avg_pool2d(unseen, 2)
    before, after = (decode(transposed_conv2d, weights, small) for weights in (start, end))
    assert F.mse_loss(after, unseen) < F.mse_loss(before, unseen) / 5
    left = checkerboard_contrast(after, 2).mean() / checkerboard_contrast(before, 2).mean()
    assert 0.001 < left < 0.5
