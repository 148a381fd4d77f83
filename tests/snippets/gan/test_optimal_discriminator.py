"""snippets.gan.optimal_discriminator: no other discriminator does better, and what is left.

Torch has no such functions; the reference is a search over discriminators.
"""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.testing import assert_close

from snippets.gan.gan_loss import gan_discriminator_loss
from snippets.gan.optimal_discriminator import (
    gan_value,
    jensen_shannon_divergence,
    optimal_discriminator,
)
from tests.snippets.rejections import rejects

LOG_2 = math.log(2)


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


P, Q = tensor(1 / 2, 1 / 2, 0), tensor(0, 1 / 2, 1 / 2)
weights = st.lists(st.integers(1, 20), min_size=4, max_size=4)


def distribution(counts: list[int]) -> Tensor:
    return tensor(*counts) / sum(counts)


# By hand


def test_by_hand() -> None:
    best = optimal_discriminator(P, Q)
    assert best.tolist() == [1, 1 / 2, 0]
    assert_close(gan_value(P, Q, best).item(), -LOG_2)  # log(1/2) / 2, twice
    assert_close(jensen_shannon_divergence(P, Q).item(), LOG_2 / 2)


def test_a_point_that_neither_reaches_has_no_best_answer() -> None:
    assert optimal_discriminator(tensor(1, 0), tensor(1, 0))[1].isnan()


# Reference


@given(
    real=weights, fake=weights, other=st.lists(st.floats(0.01, 0.99), min_size=4, max_size=4)
)
def test_no_discriminator_does_better(real, fake, other) -> None:
    p, q = distribution(real), distribution(fake)
    best = gan_value(p, q, optimal_discriminator(p, q))
    assert gan_value(p, q, tensor(*other)) <= best + 1e-12  # rounding of the sums


def test_ascent_ends_at_the_optimum() -> None:
    p, q = distribution([1, 2, 3, 4]), distribution([4, 1, 1, 2])
    logits = torch.zeros(4, dtype=torch.float64, requires_grad=True)
    for _ in range(300):
        (gradient,) = torch.autograd.grad(gan_value(p, q, logits.sigmoid()), logits)
        logits = (logits + 8 * gradient).detach().requires_grad_()
    assert_close(logits.sigmoid().detach(), optimal_discriminator(p, q))


# Limits and identities


@given(real=weights, fake=weights)
def test_at_the_optimum_the_value_is_twice_the_divergence_less_log_4(real, fake) -> None:
    p, q = distribution(real), distribution(fake)
    value = gan_value(p, q, optimal_discriminator(p, q))
    assert_close(value, 2 * jensen_shannon_divergence(p, q) - 2 * LOG_2)


def test_equal_distributions_leave_the_discriminator_undecided() -> None:
    p = distribution([1, 2, 5])
    best = optimal_discriminator(p, p)
    assert best.tolist() == [0.5] * 3
    assert_close(gan_value(p, p, best).item(), -2 * LOG_2)
    assert jensen_shannon_divergence(p, p).item() == pytest.approx(0, abs=1e-15)


def test_disjoint_distributions_have_the_largest_divergence_however_far_apart() -> None:
    here, near, far = tensor(1, 0, 0), tensor(0, 1, 0), tensor(0, 0, 1)
    assert_close(jensen_shannon_divergence(here, near).item(), LOG_2)
    assert_close(jensen_shannon_divergence(here, far).item(), LOG_2)


def test_the_loss_on_logits_is_minus_the_value_of_the_game() -> None:
    # Two real samples at points 0 and 1, two generated ones at 1 and 2, each with its logit.
    logit = tensor(0.7, -0.2, 1.1)
    loss = gan_discriminator_loss(logit[:2], logit[1:])
    assert_close(loss, -gan_value(P, Q, logit.sigmoid()))


@given(real=weights, fake=weights)
def test_the_divergence_is_symmetric_and_lies_between_0_and_log_2(real, fake) -> None:
    p, q = distribution(real), distribution(fake)
    divergence = jensen_shannon_divergence(p, q)
    assert_close(divergence, jensen_shannon_divergence(q, p))
    assert -1e-15 <= divergence <= LOG_2  # rounding of the sums


# Gradient


def test_gradient_by_the_discriminator() -> None:
    p, q = distribution([1, 2, 3]), distribution([2, 1, 1])
    d = tensor(0.3, 0.6, 0.8).requires_grad_()
    assert gradcheck(lambda at: gan_value(p, q, at), d)


# Errors


@pytest.mark.parametrize(
    ("real", "fake", "message"),
    [
        (tensor(1), tensor(0.5, 0.5), "real and fake must be (n,), got (1,) and (2,)"),
        (tensor(1)[None], tensor(1)[None], "must be (n,), got (1, 1) and (1, 1)"),
        (tensor(1.5, -0.5), P[:2], "real must be >= 0 and sum to 1, got [1.5, -0.5]"),
        (P[:2], tensor(0.5, 0.4), "fake must be >= 0 and sum to 1, got [0.5, 0.4]"),
        (P[:2], tensor(0.5, 0.6), "fake must be >= 0 and sum to 1, got [0.5, 0.6]"),
    ],
)
def test_rejects(real: Tensor, fake: Tensor, message: str) -> None:
    for function in (optimal_discriminator, jensen_shannon_divergence):
        with rejects(message):
            function(real, fake)
    with rejects(message):
        gan_value(real, fake, real)


def test_a_sum_may_be_off_by_rounding() -> None:
    thirds = torch.full((3,), 1 / 3)  # float32: the sum is not 1 to the last digit
    assert optimal_discriminator(thirds, thirds).tolist() == [0.5] * 3


def test_value_rejects_a_discriminator_of_another_shape() -> None:
    with rejects("discriminator must be (3,), got (2,)"):
        gan_value(P, Q, tensor(0.5, 0.5))
