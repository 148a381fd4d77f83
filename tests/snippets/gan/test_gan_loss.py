"""snippets.gan.gan_loss against arithmetic by hand and the cross-entropy of torch."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.gan.gan_loss import (
    gan_discriminator_loss,
    gan_minimax_generator_loss,
    gan_nonsaturating_generator_loss,
)
from tests.snippets.rejections import rejects

GENERATOR_LOSSES = [gan_minimax_generator_loss, gan_nonsaturating_generator_loss]
logits = st.lists(st.floats(-30, 30), min_size=1, max_size=5)


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return 3 * torch.randn(shape, generator=generator, dtype=torch.float64)


def slope(loss, *values: float) -> list[float]:
    at = tensor(*values).requires_grad_()
    return torch.autograd.grad(loss(at), at)[0].tolist()


# By hand: logit log(3) is D = 3/4, logit -log(3) is D = 1/4


def test_losses_by_hand() -> None:
    real, fake = tensor(math.log(3)), tensor(-math.log(3))
    assert_close(gan_discriminator_loss(real, fake).item(), 2 * math.log(4 / 3))
    assert_close(gan_minimax_generator_loss(fake).item(), math.log(3 / 4))
    assert_close(gan_nonsaturating_generator_loss(fake).item(), math.log(4))


def test_real_and_fake_may_differ_in_number_and_each_is_averaged_by_hand() -> None:
    real, fake = tensor(math.log(3), -math.log(3), 0), tensor(0)
    # -(log 3/4 + log 1/4 + log 1/2) / 3 - log 1/2
    assert_close(gan_discriminator_loss(real, fake).item(), math.log(32 / 3) / 3 + math.log(2))


# Reference


def test_discriminator_equals_the_cross_entropy_of_torch(device: str) -> None:
    real, fake = sample(0, 4, 1).to(device), sample(1, 2, 3).to(device)
    expected = F.binary_cross_entropy_with_logits(
        real, torch.ones_like(real)
    ) + F.binary_cross_entropy_with_logits(fake, torch.zeros_like(fake))
    assert_close(gan_discriminator_loss(real, fake), expected)


def test_generator_losses_equal_the_cross_entropy_of_torch(device: str) -> None:
    fake = sample(0, 4, 3).to(device)
    fooled = F.binary_cross_entropy_with_logits(fake, torch.ones_like(fake))
    seen_through = F.binary_cross_entropy_with_logits(fake, torch.zeros_like(fake))
    assert_close(gan_nonsaturating_generator_loss(fake), fooled)
    assert_close(gan_minimax_generator_loss(fake), -seen_through)


# Limits and identities


def test_undecided_the_discriminator_loses_log_4_and_the_generators_log_2() -> None:
    zero = tensor(0, 0)
    assert_close(gan_discriminator_loss(zero, zero).item(), math.log(4))
    assert_close(gan_minimax_generator_loss(zero).item(), -math.log(2))
    assert_close(gan_nonsaturating_generator_loss(zero).item(), math.log(2))


def test_logits_keep_what_probabilities_round_away() -> None:
    sure = torch.tensor([17.0])  # float32: 1 - sigmoid(17) is 4e-8, sigmoid(17) rounds to 1
    assert torch.log(1 - torch.sigmoid(sure)).item() == -math.inf
    assert gan_minimax_generator_loss(sure).item() == pytest.approx(-17, abs=1e-6)
    assert gan_minimax_generator_loss(torch.tensor([500.0])).item() == -500
    assert gan_nonsaturating_generator_loss(torch.tensor([-500.0])).item() == 500


def test_seen_through_the_minimax_loss_has_no_slope_and_the_other_has() -> None:
    assert slope(gan_minimax_generator_loss, -math.log(3)) == pytest.approx([-1 / 4])
    assert slope(gan_nonsaturating_generator_loss, -math.log(3)) == pytest.approx([-3 / 4])
    assert slope(gan_minimax_generator_loss, -20.0) == pytest.approx([0], abs=1e-8)
    assert slope(gan_nonsaturating_generator_loss, -20.0) == pytest.approx([-1], abs=1e-8)


def test_where_the_discriminator_is_fooled_it_is_the_other_way_round() -> None:
    assert slope(gan_minimax_generator_loss, 20.0) == pytest.approx([-1], abs=1e-8)
    assert slope(gan_nonsaturating_generator_loss, 20.0) == pytest.approx([0], abs=1e-8)


def test_the_discriminator_loss_sends_gradient_to_the_generated_samples_too() -> None:
    real, fake = tensor(0.5).requires_grad_(), tensor(-0.5).requires_grad_()
    gan_discriminator_loss(real, fake).backward()
    assert real.grad.item() < 0  # descent raises D(real)
    assert fake.grad.item() > 0  # and lowers D(fake): without detach() it would train G


# Properties


@given(fake=logits)
def test_both_generator_losses_fall_as_the_logits_rise(fake: list[float]) -> None:
    for loss in GENERATOR_LOSSES:
        assert all(value <= 0 for value in slope(loss, *fake))
        assert loss(tensor(*fake) + 1) <= loss(tensor(*fake))


@given(fake=logits)
def test_the_two_generator_losses_differ_by_the_mean_logit(fake: list[float]) -> None:
    # log(1 - D) + log(D) differ as logits do: log((1 - D) / D) is minus the logit.
    at = tensor(*fake)
    difference = gan_minimax_generator_loss(at) + gan_nonsaturating_generator_loss(at)
    total = F.logsigmoid(-at).mean() - F.logsigmoid(at).mean()
    assert_close(difference, total)
    assert_close(gan_minimax_generator_loss(at) - F.logsigmoid(at).mean(), -at.mean())


# Gradient


@pytest.mark.parametrize("loss", GENERATOR_LOSSES)
def test_gradient_of_a_generator_loss(loss) -> None:
    assert gradcheck(loss, sample(0, 3).requires_grad_())


def test_gradient_of_the_discriminator_loss() -> None:
    real, fake = sample(0, 3).requires_grad_(), sample(1, 2).requires_grad_()
    assert gradcheck(gan_discriminator_loss, (real, fake))


# Errors


@pytest.mark.parametrize("loss", GENERATOR_LOSSES)
def test_generator_losses_reject(loss) -> None:
    with rejects("fake_logits must be floating point, got torch.int64"):
        loss(torch.tensor([1]))
    with rejects("fake_logits must not be empty, got shape (0, 3)"):
        loss(torch.zeros(0, 3))


@pytest.mark.parametrize("name", ["real_logits", "fake_logits"])
def test_the_discriminator_loss_rejects(name: str) -> None:
    good = {"real_logits": torch.zeros(2), "fake_logits": torch.zeros(2)}
    with rejects(f"{name} must be floating point, got torch.bool"):
        gan_discriminator_loss(**good | {name: torch.tensor([True])})
    with rejects(f"{name} must not be empty, got shape (0,)"):
        gan_discriminator_loss(**good | {name: torch.zeros(0)})
