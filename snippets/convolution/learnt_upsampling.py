"""A tiny network that learns to enlarge smooth images, with an upsampling layer to choose.

Used by docs/lab/checkerboard-artifacts.ipynb.
"""

import math
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional as F

from snippets.convolution.upsampling_layers import UpsamplingLayer, on_torus

CHANNELS = 8


def smooth_images(count: int, size: int, *, seed: int) -> Tensor:
    """Return (count, 1, size, size) periodic images from 0 to 1, at most 2 waves an axis."""
    generator = torch.Generator().manual_seed(seed)
    amplitudes = torch.randn(count, 1, 5, 5, 2, generator=generator)
    angles = 2 * math.pi / size * torch.arange(-2, 3)[:, None] * torch.arange(size)
    waves = torch.polar(torch.ones(()), angles)  # (5, size), exp(i * angle)
    sums = torch.einsum("nckl,ky,lx->ncyx", torch.view_as_complex(amplitudes), waves, waves)
    low, high = sums.real.amin((2, 3), keepdim=True), sums.real.amax((2, 3), keepdim=True)
    return (sums.real - low) / (high - low)


def initial_weights(shape: Sequence[int], *, seed: int) -> list[Tensor]:
    """Return weights and biases for `decode`; `shape` is that of its upsampling layer."""
    generator = torch.Generator().manual_seed(seed)
    first = torch.randn(CHANNELS, 1, 3, 3, generator=generator) / 3
    second = torch.randn(*shape, generator=generator) / math.sqrt(9 * CHANNELS)
    return [first, torch.zeros(CHANNELS), second, torch.zeros(1)]


def decode(layer: UpsamplingLayer, weights: Sequence[Tensor], small: Tensor) -> Tensor:
    """Turn (N, 1, H, W) into (N, 1, 2*H, 2*W): a convolution, a ReLU, the upsampling layer."""
    first, first_bias, second, second_bias = weights
    wrapped = F.pad(small, (1, 1, 1, 1), mode="circular")
    features = F.conv2d(wrapped, first, first_bias).relu()
    return on_torus(layer, features, second) + second_bias


def train(
    layer: UpsamplingLayer, start: Sequence[Tensor], images: Tensor, *, steps: int
) -> list[Tensor]:
    """Return weights with which `decode` turns the means over 2x2 pixels into the images.

    At each step Adam, rate 0.02, lowers the mean squared error over all images.
    """
    weights = [weight.clone().requires_grad_() for weight in start]
    small = F.avg_pool2d(images, 2)
    optimizer = torch.optim.Adam(weights, lr=0.02)
    for _ in range(steps):
        optimizer.zero_grad()
        F.mse_loss(decode(layer, weights, small), images).backward()
        optimizer.step()
    return [weight.detach() for weight in weights]
