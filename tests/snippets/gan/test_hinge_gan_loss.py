"""snippets.gan.hinge_gan_loss against arithmetic by hand, torch and its optimum."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.gan.hinge_gan_loss import gan_hinge_discriminator_loss, gan_hinge_generator_loss
from tests.snippets.rejections import rejects


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return 3 * torch.randn(shape, generator=generator, dtype=torch.float64)


def value(p: Tensor, q: Tensor, scores: Tensor) -> Tensor:
    """Return the discriminator's loss where samples take few values, with their shares."""
    one = [
        gan_hinge_discriminator_loss(score[None], -torch.ones(1, dtype=torch.float64))
        for score in scores
    ]
    other = [
        gan_hinge_discriminator_loss(torch.ones(1, dtype=torch.float64), score[None])
        for score in scores
    ]
    return (p * torch.stack(one) + q * torch.stack(other)).sum()


# By hand


def test_losses_by_hand() -> None:
    real, fake = tensor(3, 0), tensor(-2, 1)
    # real: max(0, -2) and 1, mean 1/2; fake: max(0, -1) and 2, mean 1
    assert gan_hinge_discriminator_loss(real, fake).item() == 1.5
    assert gan_hinge_generator_loss(fake).item() == 0.5  # -(-2 + 1) / 2


def test_real_and_fake_may_differ_in_number_by_hand() -> None:
    assert gan_hinge_discriminator_loss(tensor(0, 0, -1), tensor(0)).item() == pytest.approx(
        4 / 3 + 1
    )


# Reference


def test_equals_the_margin_loss_of_torch(device: str) -> None:
    real, fake = sample(0, 4, 1).to(device), sample(1, 2, 3).to(device)
    expected = F.hinge_embedding_loss(real, -torch.ones_like(real)) + F.hinge_embedding_loss(
        -fake, -torch.ones_like(fake)
    )  # the label -1 means max(0, margin - x), and the margin is 1
    assert_close(gan_hinge_discriminator_loss(real, fake), expected)


# Limits and identities


def test_undecided_the_discriminator_loses_2() -> None:
    zero = tensor(0, 0)
    assert gan_hinge_discriminator_loss(zero, zero).item() == 2
    assert gan_hinge_generator_loss(zero).item() == 0


def test_the_best_scores_are_signs_and_leave_twice_the_overlap() -> None:
    p, q = sample(0, 4).softmax(0), sample(1, 4).softmax(0)
    best = torch.sign(p - q)
    least = value(p, q, best)
    assert_close(least, 2 * torch.minimum(p, q).sum())
    total_variation = (p - q).abs().sum() / 2
    assert_close(least, 2 - 2 * total_variation)
    for seed in range(2, 22):
        assert value(p, q, best + sample(seed, 4) / 3) > least


def test_a_game_on_three_values_by_hand() -> None:
    p, q = tensor(1 / 2, 1 / 2, 0), tensor(0, 1 / 2, 1 / 2)
    for middle in (-1, 0, 0.5, 1):  # any score does where both are as likely
        assert value(p, q, tensor(1, middle, -1)).item() == 1


# Property


@given(scores=st.lists(st.floats(-30, 30), min_size=1, max_size=5), more=st.floats(0, 9))
def test_beyond_the_margin_only_the_generator_goes_on(scores: list[float], more: float) -> None:
    real, fake = tensor(*scores).clamp(min=1), tensor(*scores).clamp(max=-1)
    assert gan_hinge_discriminator_loss(real + more, fake - more).item() == 0
    loss = gan_hinge_generator_loss(fake + more)
    assert_close(loss, gan_hinge_generator_loss(fake) - more)


# Gradient


def test_slopes_by_hand() -> None:
    real, fake = tensor(3, 0).requires_grad_(), tensor(-2, 1).requires_grad_()
    gan_hinge_discriminator_loss(real, fake).backward()
    assert real.grad.tolist() == [0, -0.5]
    assert fake.grad.tolist() == [0, 0.5]
    (slope,) = torch.autograd.grad(gan_hinge_generator_loss(fake), fake)
    assert slope.tolist() == [-0.5, -0.5]


def test_at_the_margin_the_slope_is_0() -> None:
    real, fake = tensor(1).requires_grad_(), tensor(-1).requires_grad_()
    gan_hinge_discriminator_loss(real, fake).backward()
    assert (real.grad.item(), fake.grad.item()) == (0, 0)


def test_gradient_numerically_away_from_the_margins() -> None:
    real, fake = tensor(0.3, 2, -1).requires_grad_(), tensor(0.5, -3).requires_grad_()
    assert gradcheck(gan_hinge_discriminator_loss, (real, fake))
    assert gradcheck(gan_hinge_generator_loss, fake)


# Errors


@pytest.mark.parametrize("name", ["real_logits", "fake_logits"])
def test_rejects(name: str) -> None:
    good = {"real_logits": torch.zeros(2), "fake_logits": torch.zeros(2)}
    with rejects(f"{name} must be floating point, got torch.bool"):
        gan_hinge_discriminator_loss(**good | {name: torch.tensor([True])})
    with rejects(f"{name} must not be empty, got shape (0,)"):
        gan_hinge_discriminator_loss(**good | {name: torch.zeros(0)})


def test_the_generator_loss_rejects() -> None:
    with rejects("fake_logits must be floating point, got torch.int64"):
        gan_hinge_generator_loss(torch.tensor([1]))
