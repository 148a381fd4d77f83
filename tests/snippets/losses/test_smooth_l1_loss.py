"""snippets.losses.smooth_l1_loss against arithmetic by hand, torch and the Huber loss."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.losses.huber_loss import huber_loss
from snippets.losses.smooth_l1_loss import smooth_l1_loss
from tests.snippets.rejections import rejects

residuals = st.lists(st.floats(-100, 100), min_size=1, max_size=6)
betas = st.floats(0.01, 50)


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


Y = tensor(3, 1, 6, 0)
Y_HAT = tensor(2, 3, 3, 6)  # residuals y - y_hat: 1, -2, 3, -6


# By hand


def test_by_hand_on_both_sides_of_beta_and_at_it() -> None:
    # 1: 1/4; -2: 4/4 = 2 - 1; 3: 3 - 1; -6: 6 - 1
    assert smooth_l1_loss(Y_HAT, Y, beta=2, reduction="none").tolist() == [0.25, 1, 2, 5]
    assert smooth_l1_loss(Y_HAT, Y, beta=2, reduction="sum").item() == 8.25
    assert smooth_l1_loss(Y_HAT, Y, beta=2).item() == 2.0625  # 8.25 / 4


def test_by_hand_with_the_default_beta_of_one() -> None:
    assert smooth_l1_loss(Y_HAT, Y).item() == 2.5  # (1/2 + 3/2 + 5/2 + 11/2) / 4


# Reference


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
@pytest.mark.parametrize("beta", [0, 0.25, 1, 3])
def test_equals_torch(device: str, beta: float, reduction: str) -> None:
    generator = torch.Generator().manual_seed(0)
    y_hat, y = 3 * torch.randn(2, 5, 7, generator=generator, dtype=torch.float64).to(device)
    expected = F.smooth_l1_loss(y_hat, y, reduction=reduction, beta=beta)
    assert_close(smooth_l1_loss(y_hat, y, reduction=reduction, beta=beta), expected)


# Limits and identities


@given(r=residuals, beta=betas)
def test_times_beta_it_is_the_huber_loss(r: list[float], beta: float) -> None:
    zero = torch.zeros(len(r), dtype=torch.float64)
    smooth = smooth_l1_loss(zero, tensor(*r), beta=beta, reduction="none")
    assert_close(beta * smooth, huber_loss(zero, tensor(*r), "none", beta))


def test_beta_0_is_the_absolute_error_with_slope_0_at_0() -> None:
    prediction = tensor(2, 30, 5).requires_grad_()
    loss = smooth_l1_loss(prediction, tensor(9, 3, 5), beta=0, reduction="sum")
    loss.backward()
    assert loss.item() == 34
    assert prediction.grad.tolist() == [-1, 1, 0]


def test_a_large_beta_makes_the_loss_vanish() -> None:
    losses = [smooth_l1_loss(Y_HAT, Y, beta=beta).item() for beta in (10, 100, 1000)]
    assert losses == pytest.approx([0.625, 0.0625, 0.00625])  # 50 / 4 / (2 * beta)


def test_a_residual_whose_square_overflows_is_finite() -> None:
    assert smooth_l1_loss(torch.tensor(0.0), torch.tensor(1e30)).item() == pytest.approx(1e30)


# Property


@given(r=residuals, beta=betas, scale=st.floats(0.1, 10))
def test_scales_with_the_unit(r: list[float], beta: float, scale: float) -> None:
    zero = torch.zeros(len(r), dtype=torch.float64)
    scaled = smooth_l1_loss(zero, scale * tensor(*r), beta=scale * beta, reduction="none")
    expected = scale * smooth_l1_loss(zero, tensor(*r), beta=beta, reduction="none")
    assert_close(scaled, expected)


# Gradient


def test_the_slope_is_the_residual_over_beta_until_it_is_one() -> None:
    prediction = Y_HAT.clone().requires_grad_()
    smooth_l1_loss(prediction, Y, beta=2, reduction="sum").backward()
    assert prediction.grad.tolist() == [-0.5, 1, -1, 1]  # residuals 1, -2, 3, -6


def test_gradient_numerically_away_from_the_kinks_of_the_slope() -> None:
    a = tensor(0.3, 2.5, -7).requires_grad_()
    assert gradcheck(lambda a: smooth_l1_loss(a, tensor(0, 0, 0), beta=1.5), a)


# Errors


@pytest.mark.parametrize("beta", [-1, math.inf, math.nan])
def test_rejects_a_beta(beta: float) -> None:
    with rejects(f"beta must be >= 0 and finite, got {beta}"):
        smooth_l1_loss(Y_HAT, Y, beta=beta)


def test_rejects_what_every_loss_here_rejects() -> None:
    with rejects("input and target must have one shape, got (4,) and (3,)"):
        smooth_l1_loss(Y_HAT, Y[:3])
    for beta in (0, 1):
        with rejects("reduction must be 'mean', 'sum' or 'none', got 'max'"):
            smooth_l1_loss(Y_HAT, Y, beta=beta, reduction="max")
