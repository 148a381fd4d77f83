"""snippets.gan.least_squares_gan_loss against arithmetic by hand, torch and the paper."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.gan.least_squares_gan_loss import (
    gan_least_squares_discriminator_loss,
    gan_least_squares_generator_loss,
)
from tests.snippets.rejections import rejects


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return 3 * torch.randn(shape, generator=generator, dtype=torch.float64)


# By hand


def test_losses_by_hand() -> None:
    real, fake = tensor(2, 1), tensor(-1, 1)
    # ((2 - 1)**2 + 0) / 2 / 2 + ((-1)**2 + 1**2) / 2 / 2; ((-1 - 1)**2 + 0) / 2 / 2
    assert gan_least_squares_discriminator_loss(real, fake).item() == 0.75
    assert gan_least_squares_generator_loss(fake).item() == 1


def test_other_labels_and_counts_by_hand() -> None:
    real, fake = tensor(3), tensor(-1, 1, 0)
    loss = gan_least_squares_discriminator_loss(real, fake, real_label=1, fake_label=-1)
    assert loss.item() == pytest.approx(4 / 2 + 5 / 6)  # (0 + 4 + 1) / 3 / 2
    assert gan_least_squares_generator_loss(fake, label=0).item() == pytest.approx(1 / 3)


# Reference


def test_equals_the_squared_error_of_torch(device: str) -> None:
    real, fake = sample(0, 4, 1).to(device), sample(1, 2, 3).to(device)
    expected = F.mse_loss(real, torch.ones_like(real)) + F.mse_loss(
        fake, torch.zeros_like(fake)
    )
    assert_close(gan_least_squares_discriminator_loss(real, fake), expected / 2)
    expected = F.mse_loss(fake, torch.ones_like(fake)) / 2
    assert_close(gan_least_squares_generator_loss(fake), expected)


# Limits and identities


@pytest.mark.parametrize(("a", "b", "c"), [(-1, 1, 0), (0, 1, 1), (2, -1, 0.5)])
def test_the_best_scores_weigh_the_labels_by_the_two_densities(
    a: float, b: float, c: float
) -> None:
    p, q = sample(0, 4).softmax(0), sample(1, 4).softmax(0)
    scores = ((b * p + a * q) / (p + q)).requires_grad_()
    loss = (p * (scores - b).square() + q * (scores - a).square()).sum() / 2
    (gradient,) = torch.autograd.grad(loss, scores)
    assert_close(gradient, torch.zeros(4, dtype=torch.float64))
    if (b - c, b - a) == (1, 2):  # what is left is Pearson's divergence of p + q and 2q
        total = (p * (scores - c).square() + q * (scores - c).square()).sum()
        assert_close(total, ((p + q - 2 * q).square() / (p + q)).sum())


def test_at_the_equilibrium_nobody_loses_nothing() -> None:
    undecided = tensor(0.5, 0.5)  # between the labels 0 and 1
    assert gan_least_squares_discriminator_loss(undecided, undecided).item() == 0.25
    assert gan_least_squares_generator_loss(undecided).item() == 0.125


def test_a_sigmoid_before_the_square_takes_the_slope_away() -> None:
    score = tensor(-6).requires_grad_()
    (slope,) = torch.autograd.grad(gan_least_squares_generator_loss(score), score)
    assert slope.item() == -7
    (slope,) = torch.autograd.grad(gan_least_squares_generator_loss(score.sigmoid()), score)
    assert -0.0025 < slope.item() < 0


def test_the_wrong_label_of_the_generator_rewards_what_looks_generated() -> None:
    # With 0 for generated samples, the label 0 asks the generator to be seen through.
    (slope,) = torch.autograd.grad(
        gan_least_squares_generator_loss(at := tensor(0.5).requires_grad_(), label=0), at
    )
    assert slope.item() > 0  # descent lowers the score


# Property


@given(
    scores=st.lists(st.floats(-30, 30), min_size=1, max_size=5),
    label=st.sampled_from([-1.0, 0.0, 1.0]),
)
def test_the_generator_pays_for_scores_beyond_the_label_too(
    scores: list[float], label: float
) -> None:
    at = tensor(*scores)
    loss = gan_least_squares_generator_loss(at, label=label)
    assert_close(loss, gan_least_squares_generator_loss(2 * label - at, label=label))


# Gradient


def test_the_slope_is_the_distance_to_the_label_by_hand() -> None:
    fake = tensor(-1, 1, 7).requires_grad_()
    gan_least_squares_generator_loss(fake).backward()
    assert_close(fake.grad, tensor(-2, 0, 6) / 3)


def test_gradient_numerically() -> None:
    real, fake = sample(0, 3).requires_grad_(), sample(1, 2).requires_grad_()
    assert gradcheck(gan_least_squares_discriminator_loss, (real, fake))
    assert gradcheck(gan_least_squares_generator_loss, fake)


# Errors


@pytest.mark.parametrize("name", ["real_logits", "fake_logits"])
def test_rejects(name: str) -> None:
    good = {"real_logits": torch.zeros(2), "fake_logits": torch.zeros(2)}
    with rejects(f"{name} must be floating point, got torch.bool"):
        gan_least_squares_discriminator_loss(**good | {name: torch.tensor([True])})
    with rejects(f"{name} must not be empty, got shape (0,)"):
        gan_least_squares_discriminator_loss(**good | {name: torch.zeros(0)})


def test_the_generator_loss_rejects() -> None:
    with rejects("fake_logits must be floating point, got torch.int64"):
        gan_least_squares_generator_loss(torch.tensor([1]))
