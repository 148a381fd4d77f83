"""snippets.losses.log_cosh_loss against arithmetic by hand, its definition and its limits."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.testing import assert_close

from snippets.losses.log_cosh_loss import log_cosh_loss
from tests.snippets.rejections import rejects

residuals = st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=6)


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def losses_of(*residuals_: float) -> Tensor:
    return log_cosh_loss(
        torch.zeros(len(residuals_), dtype=torch.float64), tensor(*residuals_), reduction="none"
    )


# By hand


def test_log_2_and_log_3_by_hand() -> None:
    # cosh(log 2) = (2 + 1/2) / 2 = 5/4; cosh(log 3) = (3 + 1/3) / 2 = 5/3
    expected = tensor(5 / 4, 5 / 3).log()
    assert_close(losses_of(math.log(2), math.log(3)), expected)
    y, y_hat = tensor(2, 3).log(), tensor(0, 0)
    assert_close(log_cosh_loss(y_hat, y), expected.mean())
    assert_close(log_cosh_loss(y_hat, y, reduction="sum"), expected.sum())


# Reference: the definition


def test_equals_its_definition(device: str) -> None:
    generator = torch.Generator().manual_seed(0)
    y_hat, y = 5 * torch.randn(2, 3, 4, generator=generator, dtype=torch.float64).to(device)
    assert_close(log_cosh_loss(y_hat, y, reduction="none"), (y - y_hat).cosh().log())


# Limits and identities


def test_near_0_it_is_half_the_square() -> None:
    near = tensor(0.1, -0.05, 1e-3)
    # The next term of the series is -r**4 / 12.
    expected = near.square() / 2 - near.pow(4) / 12
    assert_close(losses_of(*near.tolist()), expected, rtol=0, atol=1e-7)  # 0.1**6 / 45 is 2e-8


def test_far_out_it_is_the_absolute_value_less_log_2() -> None:
    assert_close(losses_of(40, -700), tensor(40 - math.log(2), 700 - math.log(2)))


@pytest.mark.parametrize("dtype", [torch.float16, torch.float32])
def test_stays_finite_where_cosh_overflows(dtype: torch.dtype) -> None:
    far = torch.tensor(100.0, dtype=dtype, requires_grad=True)
    assert far.cosh().isinf()
    loss = log_cosh_loss(torch.zeros_like(far), far)
    assert_close(loss.item(), 100 - math.log(2), rtol=torch.finfo(dtype).eps, atol=0)
    assert torch.autograd.grad(loss, far)[0].item() == 1
    assert torch.autograd.grad(far.cosh().log(), far)[0].isnan()


def test_cosh_overflows_where_the_comment_says() -> None:
    for dtype, first in ((torch.float32, 90), (torch.float16, 12)):
        # The bound is log(2 * largest number); torch's vectorised cosh ends a little earlier.
        assert torch.tensor(first, dtype=dtype).cosh().isinf()
        assert torch.tensor(first - 2, dtype=dtype).cosh().isfinite()


def test_float32_loses_a_residual_below_a_thousandth() -> None:
    small = torch.tensor(1e-4)
    assert log_cosh_loss(torch.tensor(0.0), small).item() != pytest.approx(5e-9, rel=0.5)
    assert losses_of(1e-4).item() == pytest.approx(5e-9, rel=1e-6)


def test_is_the_likelihood_of_the_hyperbolic_secant() -> None:
    # exp(-l(r)) = 1 / cosh(r), whose integral over the line is pi.
    r = torch.linspace(-40, 40, 80_001, dtype=torch.float64)
    assert_close(torch.trapezoid((-losses_of(*r.tolist())).exp(), r), tensor(math.pi)[0])


# Property


@given(r=residuals)
def test_is_even_and_lies_between_its_limits(r: list[float]) -> None:
    losses, residual = losses_of(*r), tensor(*r)
    assert_close(losses, losses_of(*(-value for value in r)), rtol=0, atol=0)
    rounding = 1e-15 * (1 + residual.abs())
    assert (losses >= residual.abs() - math.log(2) - rounding).all()
    assert (losses <= residual.square() / 2 + rounding).all()


# Gradient


def test_the_slope_is_the_hyperbolic_tangent() -> None:
    # tanh(log 2) = (2 - 1/2) / (2 + 1/2) = 3/5; tanh(log 3) = (3 - 1/3) / (3 + 1/3) = 4/5
    prediction = tensor(0, 0, 0, 0).requires_grad_()
    target = torch.cat([tensor(2, 3).log(), tensor(0, -1000)])
    log_cosh_loss(prediction, target, reduction="sum").backward()
    assert_close(prediction.grad, tensor(-3 / 5, -4 / 5, 0, 1))


def test_gradient_numerically() -> None:
    y = tensor(0.3, -2, 5)
    assert gradcheck(lambda a: log_cosh_loss(a, y), tensor(1, 1, 1).requires_grad_())


# Errors


def test_rejects_what_every_loss_here_rejects() -> None:
    with rejects("input and target must have one shape, got (2,) and (3,)"):
        log_cosh_loss(tensor(1, 2), tensor(1, 2, 3))
    with rejects("reduction must be 'mean', 'sum' or 'none', got 'max'"):
        log_cosh_loss(tensor(1), tensor(2), reduction="max")
