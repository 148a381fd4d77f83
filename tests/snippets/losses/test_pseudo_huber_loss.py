"""snippets.losses.pseudo_huber_loss against arithmetic by hand, its definition and its limits.

Torch has no such loss.
"""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.testing import assert_close

from snippets.losses.huber_loss import huber_loss
from snippets.losses.pseudo_huber_loss import pseudo_huber_loss
from tests.snippets.rejections import rejects

residuals = st.lists(st.floats(-100, 100), min_size=1, max_size=6)
deltas = st.floats(0.1, 50)


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def losses_of(*residuals_: float, delta: float) -> Tensor:
    residual = tensor(*residuals_)
    return pseudo_huber_loss(
        torch.zeros_like(residual), residual, reduction="none", delta=delta
    )


# By hand


def test_whole_triangles_by_hand() -> None:
    # sqrt(3**2 + 4**2) = 5: 9 * (5/3 - 1) = 6; sqrt(6**2 + 8**2) = 10: 36 * (10/6 - 1) = 24
    assert losses_of(4, -4, delta=3).tolist() == pytest.approx([6, 6])
    assert losses_of(-8, delta=6).item() == pytest.approx(24)
    y, y_hat = tensor(5, 0), tensor(1, 0)
    assert pseudo_huber_loss(y_hat, y, delta=3).item() == pytest.approx(3)
    assert pseudo_huber_loss(y_hat, y, delta=3, reduction="sum").item() == pytest.approx(6)


# Reference: the definition


@pytest.mark.parametrize("delta", [0.5, 1, 4])
def test_equals_its_definition(device: str, delta: float) -> None:
    generator = torch.Generator().manual_seed(0)
    y_hat, y = 3 * torch.randn(2, 3, 4, generator=generator, dtype=torch.float64).to(device)
    expected = delta**2 * ((1 + ((y - y_hat) / delta) ** 2).sqrt() - 1)
    assert_close(pseudo_huber_loss(y_hat, y, reduction="none", delta=delta), expected)


def test_delta_is_1_by_default() -> None:
    zero, four_thirds = tensor(0), tensor(4 / 3)
    assert pseudo_huber_loss(zero, four_thirds).item() == pytest.approx(2 / 3)  # 5/3 - 1


# Limits and identities


def test_near_0_it_is_half_the_square() -> None:
    near = tensor(0.1, -0.05)
    # The next term of the series is -r**4 / (8 * delta**2).
    expected = near.square() / 2 - near.pow(4) / 32
    assert_close(losses_of(*near.tolist(), delta=2), expected, rtol=0, atol=5e-9)


def test_far_out_it_is_half_the_square_of_delta_below_huber() -> None:
    far = tensor(1e6)
    huber = huber_loss(torch.zeros_like(far), far, delta=3)
    # delta**3 / (2 * r) is still missing.
    assert huber.item() - losses_of(1e6, delta=3).item() == pytest.approx(4.5, abs=1e-4)


@pytest.mark.parametrize("delta", [0.5, 2])
def test_at_delta_it_is_the_root_of_2_less_1(delta: float) -> None:
    assert losses_of(delta, delta=delta).item() == pytest.approx((math.sqrt(2) - 1) * delta**2)


def test_is_a_charbonnier_penalty_shifted_and_scaled() -> None:
    r, epsilon = tensor(0.5, -2, 7), 0.25
    charbonnier = (r.square() + epsilon**2).sqrt()
    assert_close(losses_of(*r.tolist(), delta=epsilon) / epsilon + epsilon, charbonnier)


def test_float32_keeps_a_small_residual() -> None:
    small, zero = torch.tensor(1e-4), torch.tensor(0.0)
    assert pseudo_huber_loss(zero, small).item() == pytest.approx(5e-9)
    assert ((1 + small**2).sqrt() - 1).item() == 0  # by the definition


def test_a_residual_whose_square_overflows_is_finite() -> None:
    far, zero = torch.tensor(1e30), torch.tensor(0.0)
    assert pseudo_huber_loss(zero, far).item() == pytest.approx(1e30)
    assert (far**2).isinf()


# Property


@given(r=residuals, delta=deltas)
def test_is_even_and_never_above_huber(r: list[float], delta: float) -> None:
    losses = losses_of(*r, delta=delta)
    assert_close(losses, losses_of(*(-value for value in r), delta=delta))
    huber = huber_loss(torch.zeros(len(r), dtype=torch.float64), tensor(*r), "none", delta)
    assert (0 <= losses).all()
    assert (losses <= huber * (1 + 1e-12)).all()
    assert (huber - losses <= delta**2 / 2 * (1 + 1e-9)).all()


# Gradient


def test_the_slope_is_the_sine_of_the_triangle_times_delta() -> None:
    # r / sqrt(1 + (r / delta)**2) = delta * r / hypot: 6 * 8 / 10
    prediction = tensor(8, 0, -1e9).requires_grad_()
    pseudo_huber_loss(prediction, tensor(0, 0, 0), delta=6, reduction="sum").backward()
    assert_close(prediction.grad, tensor(4.8, 0, -6))


def test_gradient_numerically() -> None:
    y = tensor(0.3, -2, 5)
    assert gradcheck(lambda a: pseudo_huber_loss(a, y, delta=2), y.flip(0).requires_grad_())


# Errors


@pytest.mark.parametrize("delta", [0, -1, math.inf, math.nan])
def test_rejects_a_delta(delta: float) -> None:
    with rejects(f"delta must be > 0 and finite, got {delta}"):
        losses_of(1, delta=delta)


def test_rejects_what_every_loss_here_rejects() -> None:
    with rejects("input and target must have one shape, got (2,) and (3,)"):
        pseudo_huber_loss(tensor(1, 2), tensor(1, 2, 3))
    with rejects("reduction must be 'mean', 'sum' or 'none', got 'max'"):
        pseudo_huber_loss(tensor(1), tensor(2), reduction="max")
