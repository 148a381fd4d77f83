"""snippets.losses.huber_loss against arithmetic by hand, torch and its defining properties.

Shapes, dtypes and reductions are tested for all three losses in test_reduction.
"""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck, gradgradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.losses.huber_loss import huber_loss
from snippets.losses.l1_loss import l1_loss
from snippets.losses.mse_loss import mse_loss
from tests.snippets.rejections import rejects

residuals = st.lists(st.floats(-100, 100), min_size=1, max_size=6)
deltas = st.floats(0.01, 50)


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def sample(*shape: int, seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return 3 * torch.randn(shape, generator=generator, dtype=torch.float64)


def huber(r: Tensor, delta: float, reduction: str = "none") -> Tensor:
    """Return the losses of residuals r, as target - input."""
    return huber_loss(torch.zeros_like(r), r, reduction, delta)


def piecewise(r: float, delta: float) -> float:
    """Return the definition for one residual, with Python's arithmetic."""
    return r * r / 2 if abs(r) <= delta else delta * abs(r) - delta * delta / 2


# By hand

Y = tensor(3, 1, 6, 0)
Y_HAT = tensor(2, 3, 3, 6)  # residuals y - y_hat: 1, -2, 3, -6


def test_by_hand_on_both_sides_of_delta_and_at_it() -> None:
    # 1: 1/2; -2: 4/2 = 2*2 - 4/2 = 2; 3: 2*3 - 4/2 = 4; -6: 2*6 - 4/2 = 10
    assert huber_loss(Y_HAT, Y, "none", 2.0).tolist() == [0.5, 2.0, 4.0, 10.0]
    assert huber_loss(Y_HAT, Y, "sum", 2.0).item() == 16.5
    assert huber_loss(Y_HAT, Y, "mean", 2.0).item() == 4.125  # 16.5 / 4


def test_by_hand_with_the_default_delta_of_one() -> None:
    # 1: 1/2; -2: 2 - 1/2; 3: 3 - 1/2; -6: 6 - 1/2; sum 10
    assert huber_loss(Y_HAT, Y).item() == 2.5


# Reference


@pytest.mark.parametrize("delta", [0.3, 1.0, 2.5, 40.0])
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_equals_torch(device: str, delta: float, reduction: str) -> None:
    input, target = (sample(4, 5, seed=seed).to(device) for seed in (1, 2))
    expected = F.huber_loss(input, target, reduction=reduction, delta=delta)
    assert_close(huber_loss(input, target, reduction, delta), expected)


@given(r=st.floats(-1e6, 1e6), delta=st.floats(1e-3, 1e3))
def test_equals_the_definition(r: float, delta: float) -> None:
    assert_close(huber(tensor(r), delta), tensor(piecewise(r, delta)))


# Limits and identities


@pytest.mark.parametrize("delta", [0.5, 2.0, 7.0])
@pytest.mark.parametrize("sign", [-1.0, 1.0])
def test_value_and_slope_are_continuous_at_delta(delta: float, sign: float) -> None:
    gap = 1e-7
    r = (sign * tensor(delta - gap, delta, delta + gap)).requires_grad_()
    losses = huber(r, delta)
    (slopes,) = torch.autograd.grad(losses.sum(), r)
    # tolerance: over a gap of 1e-7 the loss moves by at most delta * 1e-7, the slope by 1e-7
    assert_close(losses, tensor(*[delta**2 / 2] * 3), atol=1e-6, rtol=0)
    assert_close(slopes, sign * tensor(*[delta] * 3), atol=2e-7, rtol=0)


def test_second_derivative_jumps_from_one_to_zero_at_delta() -> None:
    r = tensor(-2.5, -1.9, 0.0, 1.9, 2.5).requires_grad_()
    (slopes,) = torch.autograd.grad(huber(r, 2.0, "sum"), r, create_graph=True)
    (curvature,) = torch.autograd.grad(slopes.sum(), r)
    assert curvature.tolist() == [0, 1, 1, 1, 0]


def test_a_large_delta_leaves_half_the_squared_error() -> None:
    assert huber_loss(Y_HAT, Y, delta=100.0).item() == 6.25  # (1 + 4 + 9 + 36) / 4 / 2
    assert mse_loss(Y_HAT, Y).item() == 12.5
    input, target = sample(20, seed=1), sample(20, seed=2)
    assert_close(huber_loss(input, target, delta=1e3), mse_loss(input, target) / 2)


def test_divided_by_a_small_delta_it_is_the_absolute_error() -> None:
    input, target = sample(20, seed=1), sample(20, seed=2)
    delta = 1e-9  # the two differ by at most delta / 2, far below the tolerance
    assert_close(huber_loss(input, target, delta=delta) / delta, l1_loss(input, target))


def test_undivided_it_vanishes_as_delta_does() -> None:
    losses = [huber_loss(Y_HAT, Y, delta=d).item() for d in (1.0, 1e-3, 1e-6)]
    assert losses[0] == 2.5
    assert losses[1] == pytest.approx(3e-3, rel=1e-3)  # delta * MAE, MAE = 3
    assert losses[2] == pytest.approx(3e-6, rel=1e-3)


def test_is_delta_times_smooth_l1_and_equals_it_at_one_only() -> None:
    assert huber_loss(Y_HAT, Y, delta=2.0).item() == 4.125
    assert F.smooth_l1_loss(Y_HAT, Y, beta=2.0).item() == 2.0625  # half of it
    assert huber_loss(Y_HAT, Y, delta=0.5).item() == 1.375  # (0.375 + .875 + 1.375 + 2.875) / 4
    assert F.smooth_l1_loss(Y_HAT, Y, beta=0.5).item() == 2.75  # twice as much
    assert huber_loss(Y_HAT, Y, delta=1.0).item() == F.smooth_l1_loss(Y_HAT, Y).item() == 2.5


@given(r=residuals, delta=deltas)
def test_is_delta_times_smooth_l1(r: list[float], delta: float) -> None:
    zero = torch.zeros_like(tensor(*r))
    smooth = F.smooth_l1_loss(zero, tensor(*r), reduction="none", beta=delta)
    assert_close(huber(tensor(*r), delta), delta * smooth)


def test_pseudo_huber_lies_below_by_at_most_half_delta_squared() -> None:
    delta = 1.5
    r = torch.linspace(-1000, 1000, 2001, dtype=torch.float64)
    pseudo = delta**2 * (torch.sqrt(1 + (r / delta) ** 2) - 1)
    gap = huber(r, delta) - pseudo
    assert gap.min() >= 0
    assert gap.max() < delta**2 / 2
    assert_close(gap[0], tensor(delta**2 / 2)[0], atol=2e-3, rtol=0)  # the limit; here 1.1235
    at_delta = huber(tensor(delta), delta) - delta**2 * (math.sqrt(2) - 1)
    assert_close(at_delta, tensor((1.5 - math.sqrt(2)) * delta**2))  # 8.6 % of delta^2


def test_rescaled_data_with_delta_fixed_is_another_loss() -> None:
    assert huber_loss(10 * Y_HAT, 10 * Y, delta=20.0).item() == 412.5  # 10^2 * 4.125
    # delta still 2; residuals 10, 20, 30, 60: 18 + 38 + 58 + 118 = 232
    assert huber_loss(10 * Y_HAT, 10 * Y, delta=2.0).item() == 58.0


# Property


@given(r=residuals, delta=deltas)
def test_even(r: list[float], delta: float) -> None:
    assert torch.equal(huber(tensor(*r), delta), huber(-tensor(*r), delta))


@given(r=residuals, delta=deltas)
def test_input_and_target_may_change_places(r: list[float], delta: float) -> None:
    other = torch.ones_like(tensor(*r))
    assert_close(
        huber_loss(tensor(*r), other, delta=delta), huber_loss(other, tensor(*r), delta=delta)
    )


@given(r=residuals, delta=deltas, scale=st.floats(0.1, 10))
def test_scaling_residual_and_delta_scales_the_loss_by_the_square(
    r: list[float], delta: float, scale: float
) -> None:
    assert_close(huber(scale * tensor(*r), scale * delta), scale**2 * huber(tensor(*r), delta))


@given(r=residuals, delta=deltas)
def test_lies_below_half_the_square_and_below_delta_times_the_size(
    r: list[float], delta: float
) -> None:
    losses, size = huber(tensor(*r), delta), tensor(*r).abs()
    slack = 1e-12 * (1 + size) ** 2  # rounding
    assert (losses >= 0).all()
    assert (losses <= size**2 / 2 + slack).all()
    assert (losses <= delta * size + slack).all()


@given(a=st.floats(-50, 50), b=st.floats(-50, 50), delta=deltas, t=st.floats(0, 1))
def test_convex(a: float, b: float, delta: float, t: float) -> None:
    between = huber(tensor(t * a + (1 - t) * b), delta)
    chord = t * huber(tensor(a), delta) + (1 - t) * huber(tensor(b), delta)
    assert (between <= chord + 1e-9).all()  # rounding, at values up to 2500


def test_zero_for_a_perfect_prediction_only() -> None:
    r = tensor(0.0, 1e-8, -1e-8)
    assert huber(r, 2.0)[0].item() == 0.0
    assert (huber(r, 2.0)[1:] > 0).all()


def test_float16_does_not_overflow_where_the_square_would() -> None:
    r = torch.tensor([300.0, -300.0], dtype=torch.float16)  # 300^2 > 65504
    assert huber(r, 2.0).tolist() == [598.0, 598.0]  # 2 * 300 - 4 / 2
    assert r.square().isinf().all()


# Gradient


@given(r=residuals, delta=deltas)
def test_gradient_is_the_clipped_residual(r: list[float], delta: float) -> None:
    target = tensor(*r)
    input = torch.zeros_like(target, requires_grad=True)
    huber_loss(input, target, "sum", delta).backward()
    assert_close(input.grad, -target.clamp(-delta, delta))


def test_gradient_by_hand_at_the_kinks_and_beyond() -> None:
    input = Y_HAT.clone().requires_grad_()
    huber_loss(input, Y, "sum", 2.0).backward()
    assert input.grad.tolist() == [-1.0, 2.0, -2.0, 2.0]  # minus (1, -2, 3, -6) clipped to 2


def test_gradient_at_the_kinks_and_at_zero_is_that_of_torch() -> None:
    ours = tensor(-2, 0, 2).requires_grad_()
    theirs = tensor(-2, 0, 2).requires_grad_()
    huber_loss(ours, torch.zeros_like(ours), "sum", 2.0).backward()
    F.huber_loss(theirs, torch.zeros_like(theirs), reduction="sum", delta=2.0).backward()
    assert ours.grad.tolist() == theirs.grad.tolist() == [-2.0, 0.0, 2.0]


def test_gradient_stays_clipped_where_the_residual_is_infinite() -> None:
    input = tensor(math.inf, -math.inf).requires_grad_()
    huber_loss(input, torch.zeros_like(input), "sum", 2.0).backward()
    assert input.grad.tolist() == [2.0, -2.0]


def test_gradient_numerically_away_from_the_kinks() -> None:
    input = tensor(-7.0, -1.3, 0.2, 1.1, 6.0).requires_grad_()
    target = tensor(0.5, 0.1, -0.3, 0.4, -0.2).requires_grad_()  # residuals off +-2 by > 0.5
    assert gradcheck(lambda a, b: huber_loss(a, b, "mean", 2.0), (input, target))
    assert gradgradcheck(lambda a, b: huber_loss(a, b, "mean", 2.0), (input, target))


# Errors


@pytest.mark.parametrize("delta", [0.0, -1.0, math.inf, -math.inf, math.nan])
def test_rejects_delta(delta: float) -> None:
    with rejects(f"delta must be > 0 and finite, got {delta}"):
        huber_loss(Y_HAT, Y, delta=delta)


def test_torch_takes_an_infinite_delta_as_half_the_squared_error() -> None:
    assert F.huber_loss(Y_HAT, Y, delta=math.inf).item() == 6.25
