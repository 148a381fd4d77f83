"""snippets.gan.total_variation_loss against arithmetic by hand and loops over the pixels."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.testing import assert_close

from snippets.gan.total_variation_loss import isotropic_total_variation, total_variation
from tests.snippets.rejections import rejects

IMAGE = torch.tensor([[[[1, 1, 4], [1, 5, 4]]]], dtype=torch.float64)


def sample(*shape: int, seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def row(*pixels: float) -> Tensor:
    return torch.tensor(pixels, dtype=torch.float64).reshape(1, 1, 1, -1)


# By hand


def test_six_pixels_by_hand() -> None:
    # rightwards 0 + 3 + 4 + 1, downwards 0 + 4 + 0
    assert total_variation(IMAGE).tolist() == [12]
    # the pixel in the middle of the top row has both: sqrt(3**2 + 4**2) = 5
    assert isotropic_total_variation(IMAGE, eps=1e-9).item() == pytest.approx(5 + 4 + 1)


def test_an_edge_costs_what_a_ramp_costs_by_hand() -> None:
    edge, ramp = row(0, 0, 0, 4, 4), row(0, 1, 2, 3, 4)
    assert total_variation(edge).item() == total_variation(ramp).item() == 4
    squares = [pixels.diff(dim=3).square().sum().item() for pixels in (edge, ramp)]
    assert squares == [16, 4]


# Reference


def test_equals_a_loop(device: str) -> None:
    x = sample(2, 3, 4, 5).to(device)
    straight, slanted = torch.zeros(2).double().to(device), torch.zeros(2).double().to(device)
    for i in range(4):
        for j in range(5):
            down = (
                x[:, :, i + 1, j] - x[:, :, i, j] if i < 3 else torch.zeros_like(x[:, :, i, j])
            )
            right = x[:, :, i, j + 1] - x[:, :, i, j] if j < 4 else torch.zeros_like(down)
            straight += (down.abs() + right.abs()).sum(1)
            slanted += (down**2 + right**2 + 0.01).sqrt().sum(1)
    assert_close(total_variation(x), straight)
    assert_close(isotropic_total_variation(x, eps=0.1), slanted)


# Limits and identities


def test_one_colour_has_none_and_the_slope_stays_finite() -> None:
    flat = torch.full((1, 3, 4, 4), 0.7, requires_grad=True)
    assert total_variation(flat).item() == 0
    loss = isotropic_total_variation(flat)
    assert loss.item() == pytest.approx(48e-6)  # eps at each of 48 pixels
    (slope,) = torch.autograd.grad(loss.sum(), flat)
    assert slope.abs().max() == 0
    bare = (flat.diff(dim=2)[..., :3].square() + flat.diff(dim=3)[..., :3, :].square()).sqrt()
    (slope,) = torch.autograd.grad(bare.sum(), flat)
    assert slope.isnan().any()


def test_a_rising_row_costs_its_height_however_it_rises() -> None:
    for pixels in ((0, 9), (0, 8, 9), (0, 1, 1, 5, 9)):
        assert total_variation(row(*pixels)).item() == 9


def test_the_default_eps_hardly_shows() -> None:
    exact = isotropic_total_variation(IMAGE, eps=1e-12).item()
    assert isotropic_total_variation(IMAGE).item() == pytest.approx(exact, abs=6.1e-6)
    assert isotropic_total_variation(row(0, 0)).item() == pytest.approx(2e-6)


def test_the_anisotropic_one_is_between_the_isotropic_one_and_the_root_of_2_times_it() -> None:
    x = sample(3, 2, 5, 6)
    slanted = isotropic_total_variation(x, eps=1e-12)
    assert (slanted < total_variation(x)).all()
    assert (total_variation(x) < math.sqrt(2) * slanted).all()


# Property


@given(scale=st.floats(-10, 10), shift=st.floats(-10, 10))
def test_scales_with_contrast_and_does_not_see_brightness(scale: float, shift: float) -> None:
    x = sample(2, 1, 3, 3)
    assert_close(total_variation(scale * x + shift), abs(scale) * total_variation(x))


# Gradient


def test_gradient_by_hand() -> None:
    x = row(0, 4, 1, 1).requires_grad_()
    (slope,) = torch.autograd.grad(total_variation(x).sum(), x)
    assert slope.flatten().tolist() == [-1, 2, -1, 0]  # the peak is pulled down from both sides


def test_gradient_numerically_away_from_the_kinks() -> None:
    x = sample(1, 2, 3, 3).requires_grad_()
    assert gradcheck(total_variation, x)
    assert gradcheck(lambda x: isotropic_total_variation(x, eps=0.1), x)


# Errors


@pytest.mark.parametrize("measure", [total_variation, isotropic_total_variation])
def test_rejects_images(measure) -> None:
    with rejects(
        "images must be (N, C, H, W) and floating point, got torch.float32 of shape (3, 4, 5)"
    ):
        measure(torch.zeros(3, 4, 5))
    with rejects("got torch.uint8 of shape (1, 3, 4, 5)"):
        measure(torch.zeros(1, 3, 4, 5, dtype=torch.uint8))


@pytest.mark.parametrize("eps", [0, -1, math.nan])
def test_rejects_an_eps(eps: float) -> None:
    with rejects(f"eps must be > 0, got {eps}"):
        isotropic_total_variation(IMAGE, eps=eps)
