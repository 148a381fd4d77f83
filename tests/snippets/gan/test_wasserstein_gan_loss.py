"""snippets.gan.wasserstein_gan_loss against arithmetic by hand, definitions and identities."""

from itertools import permutations

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.autograd.functional import jacobian
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.gan.wasserstein_gan_loss import (
    gan_gradient_penalty,
    gan_wasserstein_discriminator_loss,
    gan_wasserstein_generator_loss,
    wasserstein_distance,
)
from tests.snippets.rejections import rejects

NUMBERS = st.lists(st.floats(-30, 30), min_size=4, max_size=4)
REAL = torch.tensor([[6.0, 8], [0, 0]], dtype=torch.float64)
FAKE = torch.tensor([[0.0, 0], [0, 4]], dtype=torch.float64)
ALPHA = torch.tensor([0.5, 0.25], dtype=torch.float64)


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def bowl(points: Tensor) -> Tensor:
    """Return scores whose gradient at a point is the point."""
    return (points**2).flatten(1).sum(1) / 2


# By hand


def test_losses_by_hand() -> None:
    real, fake = tensor(4, 0, -1), tensor(3, 5)
    assert gan_wasserstein_discriminator_loss(real, fake).item() == 3  # 4 - 1
    assert gan_wasserstein_generator_loss(fake).item() == -4


def test_penalty_by_hand() -> None:
    # at (3, 4) and (0, 3) the norms are 5 and 3: (16 + 4) / 2
    assert gan_gradient_penalty(bowl, REAL, FAKE, ALPHA).item() == 10


def test_distance_by_hand() -> None:
    assert wasserstein_distance(tensor(4, 0), tensor(3, 5)).item() == 2  # (3 + 1) / 2


# Reference


def test_the_penalty_is_that_of_the_definition(device: str) -> None:
    weight = sample(0, 5, 2, 3).to(device)
    real, fake = sample(1, 4, 2, 3).to(device), sample(2, 4, 2, 3).to(device)
    alpha = sample(3, 4).sigmoid().to(device)

    def critic(samples: Tensor) -> Tensor:
        return torch.tanh(torch.einsum("ncl,hcl->nh", samples, weight)).sum(1, keepdim=True)

    terms = []
    for share, one, other in zip(alpha, real, fake, strict=True):
        point = share * one + (1 - share) * other
        gradient = jacobian(lambda v: critic(v[None])[0, 0], point)
        terms.append((gradient.square().sum().sqrt() - 1).square())
    assert_close(gan_gradient_penalty(critic, real, fake, alpha), sum(terms) / 4)


@pytest.mark.parametrize("seed", range(5))
def test_no_matching_is_nearer_than_the_ordered_one(seed: int) -> None:
    real, fake = sample(seed, 4).tolist(), sample(seed + 100, 4).tolist()
    least = min(
        sum(abs(a - b) for a, b in zip(real, order, strict=True)) / 4
        for order in permutations(fake)
    )
    assert wasserstein_distance(tensor(*real), tensor(*fake)).item() == pytest.approx(least)


# Limits and identities


def test_shares_0_and_1_are_the_generated_and_the_real_sample() -> None:
    # of the real ones the norms are 10 and 0, of the generated ones 0 and 4
    assert gan_gradient_penalty(bowl, REAL, FAKE, tensor(1, 1)).item() == (81 + 1) / 2
    assert gan_gradient_penalty(bowl, REAL, FAKE, tensor(0, 0)).item() == (1 + 9) / 2


def test_the_same_norm_over_the_batch_or_squared_is_another_penalty() -> None:
    points = tensor(3, 4, 0, 3).reshape(2, 2)
    over_batch = (torch.linalg.vector_norm(points) - 1) ** 2
    assert round(over_batch.item(), 2) == 23.34
    squared = ((points.square().sum(1) - 1) ** 2).mean()
    assert squared.item() == 320


def test_batch_normalization_hides_a_steep_critic_from_the_penalty() -> None:
    for slope in (1, 100):
        steep = lambda v, slope=slope: slope * F.batch_norm(v, None, None, training=True)  # noqa: E731
        found = gan_gradient_penalty(
            steep, sample(0, 5, 1), sample(1, 5, 1), tensor(*[0.5] * 5)
        )
        assert found.item() == pytest.approx(1)  # as if the slope were 0


def test_the_penalised_linear_critic_overestimates_the_distance() -> None:
    real, fake = tensor(4, 0)[:, None], tensor(3, 5)[:, None]

    def loss(slope: Tensor) -> Tensor:
        penalty = gan_gradient_penalty(lambda v: -slope * v, real, fake, ALPHA)
        return gan_wasserstein_discriminator_loss(-slope * real, -slope * fake) + 10 * penalty

    best = tensor(1.1).squeeze().requires_grad_()  # 1 + W / 20
    (gradient,) = torch.autograd.grad(loss(best), best)
    assert gradient.item() == pytest.approx(0, abs=1e-12)
    assert loss(best) < min(loss(best - 0.1), loss(best + 0.1))
    estimate = -gan_wasserstein_discriminator_loss(-best * real, -best * fake)
    assert estimate.item() == pytest.approx(2.2)


# Property


@given(real=NUMBERS, fake=NUMBERS, at=st.floats(-30, 30))
def test_no_critic_of_slope_1_says_more_than_the_distance(
    real: list[float], fake: list[float], at: float
) -> None:
    x, z = tensor(*real), tensor(*fake)
    most = wasserstein_distance(x, z).item() + 1e-9
    for critic in (lambda v: v, lambda v: -v, lambda v: (v - at).abs()):
        assert -gan_wasserstein_discriminator_loss(critic(x), critic(z)).item() <= most


# Gradient


def test_the_penalty_pulls_the_weights_by_hand() -> None:
    weight = tensor(3, 4).requires_grad_()
    gan_gradient_penalty(lambda v: v @ weight, REAL, FAKE, ALPHA).backward()
    # 2 * (5 - 1) * (3, 4) / 5
    assert weight.grad.tolist() == pytest.approx([4.8, 6.4])


def test_a_flat_critic_has_a_finite_gradient() -> None:
    weight = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    found = gan_gradient_penalty(lambda v: v @ weight, REAL, FAKE, ALPHA)
    found.backward()
    assert found.item() == 1
    assert weight.grad.tolist() == [0, 0]


def test_the_penalty_does_not_reach_the_generator() -> None:
    fake = FAKE.clone().requires_grad_()
    weight = tensor(3, 4).requires_grad_()
    gan_gradient_penalty(lambda v: v @ weight, REAL, fake, ALPHA).backward()
    assert fake.grad is None


def test_gradient_numerically() -> None:
    real, fake = sample(0, 3).requires_grad_(), sample(1, 2).requires_grad_()
    assert gradcheck(gan_wasserstein_discriminator_loss, (real, fake))
    assert gradcheck(gan_wasserstein_generator_loss, fake)
    assert gradcheck(wasserstein_distance, (real, sample(2, 3)))


# Errors


@pytest.mark.parametrize("name", ["real_logits", "fake_logits"])
def test_the_losses_reject(name: str) -> None:
    good = {"real_logits": torch.zeros(2), "fake_logits": torch.zeros(2)}
    with rejects(f"{name} must be floating point, got torch.bool"):
        gan_wasserstein_discriminator_loss(**good | {name: torch.tensor([True])})
    with rejects(f"{name} must not be empty, got shape (0,)"):
        gan_wasserstein_discriminator_loss(**good | {name: torch.zeros(0)})


def test_the_generator_loss_rejects() -> None:
    with rejects("fake_logits must be floating point, got torch.int64"):
        gan_wasserstein_generator_loss(torch.tensor([1]))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"real": torch.ones(2, 2).int()}, "real must be floating point, got torch.int32"),
        ({"fake": torch.ones(2, 2).int()}, "fake must be floating point, got torch.int32"),
        ({"alpha": torch.ones(2).int()}, "alpha must be floating point, got torch.int32"),
        (
            {"fake": torch.ones(1, 2)},
            "real and fake must both be (N, ...), got (2, 2) and (1, 2)",
        ),
        (
            {"real": torch.ones(2), "fake": torch.ones(2)},
            "real and fake must both be (N, ...), got (2,) and (2,)",
        ),
        ({"alpha": torch.ones(1)}, "alpha must be (2,), got (1,)"),
        ({"alpha": torch.tensor([0, 1.5])}, "alpha must lie in [0, 1], got [0.0, 1.5]"),
        ({"alpha": torch.tensor([-0.5, 0])}, "alpha must lie in [0, 1], got [-0.5, 0.0]"),
        ({"alpha": torch.tensor([torch.nan, 0])}, "alpha must lie in [0, 1], got [nan, 0.0]"),
        ({"discriminator": lambda v: v}, "need 2 scores, got shape (2, 2)"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_penalty_rejects(change: dict, message: str) -> None:
    good = {"discriminator": bowl, "real": REAL, "fake": FAKE, "alpha": ALPHA}
    with rejects(message):
        gan_gradient_penalty(**good | change)


def test_the_distance_rejects() -> None:
    with rejects("real must be floating point, got torch.int64"):
        wasserstein_distance(torch.tensor([1]), torch.ones(1))
    with rejects("fake must not be empty, got shape (0,)"):
        wasserstein_distance(torch.ones(1), torch.ones(0))
    with rejects("real and fake must both be (N,), got (2,) and (1,)"):
        wasserstein_distance(torch.ones(2), torch.ones(1))
    with rejects("real and fake must both be (N,), got (1, 1) and (1, 1)"):
        wasserstein_distance(torch.ones(1, 1), torch.ones(1, 1))
