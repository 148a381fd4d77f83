"""snippets.gan.gan_training: steps by hand, and against the same steps written with torch.

What it is given, torch and the losses check. The gradients are those of the losses, tested
there; here the tests say which network gets which.
"""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor, nn
from torch.optim.lr_scheduler import LinearLR
from torch.testing import assert_close

from snippets.gan.gan_loss import gan_discriminator_loss, gan_nonsaturating_generator_loss
from snippets.gan.gan_training import GanLosses, discriminator_objective, train_gan
from snippets.gan.wasserstein_gan_loss import (
    gan_wasserstein_discriminator_loss,
    gan_wasserstein_generator_loss,
)

WASSERSTEIN = GanLosses(gan_wasserstein_discriminator_loss, gan_wasserstein_generator_loss)
ORIGINAL = GanLosses(gan_discriminator_loss, gan_nonsaturating_generator_loss)


def linear(weight: float) -> nn.Linear:
    layer = nn.Linear(1, 1, bias=False, dtype=torch.float64)
    nn.init.constant_(layer.weight, weight)
    return layer


def column(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)[:, None]


def networks(seed: int) -> tuple[nn.Module, nn.Module]:
    torch.manual_seed(seed)
    return (
        nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2)).double(),
        nn.Sequential(nn.Linear(2, 5), nn.Tanh(), nn.Linear(5, 1)).double(),
    )


def batches(count: int) -> list[tuple[Tensor, Tensor]]:
    generator = torch.Generator().manual_seed(7)
    shapes = ((6, 2), (4, 3))
    return [
        tuple(torch.randn(s, generator=generator, dtype=torch.float64) for s in shapes)
        for _ in range(count)
    ]


# By hand


def test_the_objective_by_hand() -> None:
    double = linear(2.0)
    # mean(2 * 5) - mean(2 * 1, 2 * 3) = 10 - 4; then 7 * (2 - 5), of real and fake in order
    assert discriminator_objective(double, WASSERSTEIN, column(1, 3), column(5)).item() == 6
    penalised = WASSERSTEIN._replace(
        penalty=lambda d, real, fake: d.weight[0, 0] * (real.mean() - fake.mean())
    )
    assert discriminator_objective(double, penalised, column(1, 3), column(5)).item() == 0


def test_the_first_step_by_hand() -> None:
    generator, discriminator = linear(2.0), linear(3.0)
    steps = train_gan(generator, discriminator, WASSERSTEIN, [(column(5), column(1))], lr=0.25)
    assert next(steps) == 1
    # Adam's first step is lr against the sign. fake 2 < real 5: D's weight rises to 3.25, and
    # with the new D a higher fake scores more: G's weight rises to 2.25.
    assert_close(discriminator.weight, torch.full_like(discriminator.weight, 3.25))
    assert_close(generator.weight, torch.full_like(generator.weight, 2.25))
    assert list(steps) == []


def test_the_generator_follows_the_discriminator_as_it_is_after_its_step() -> None:
    generator, discriminator = linear(2.0), linear(1.0)
    data = [(column(-5), column(1))]
    list(train_gan(generator, discriminator, WASSERSTEIN, data, lr=4.0))
    # real -5 < fake 2: D's weight falls from 1 to -3, so now a lower fake scores more.
    assert discriminator.weight.item() == pytest.approx(-3)
    assert generator.weight.item() == pytest.approx(2 - 4)


# Reference


@pytest.mark.parametrize("penalty", [None, lambda d, r, f: d(r - f.mean(0)).square().mean()])
def test_it_takes_the_steps_that_torch_takes(penalty: Callable | None) -> None:
    losses = ORIGINAL._replace(penalty=penalty)
    ours, theirs = networks(0), networks(0)
    assert list(train_gan(*ours, losses, batches(5))) == [1, 2, 3, 4, 5]
    generator, discriminator = theirs
    adam = torch.optim.Adam(generator.parameters(), 5e-3, (0.0, 0.9))
    adam_of_d = torch.optim.Adam(discriminator.parameters(), 5e-3, (0.0, 0.9))
    both = [LinearLR(optimizer, 1.0, 0.0, 5) for optimizer in (adam, adam_of_d)]
    for real, noise in batches(5):
        fake = generator(noise).detach()
        loss = losses.discriminator(discriminator(real), discriminator(fake))
        if penalty:
            loss = loss + penalty(discriminator, real, fake)
        gradients = torch.autograd.grad(loss, list(discriminator.parameters()))
        for parameter, gradient in zip(discriminator.parameters(), gradients, strict=True):
            parameter.grad = gradient
        adam_of_d.step()
        loss = losses.generator(discriminator(generator(noise)))
        gradients = torch.autograd.grad(loss, list(generator.parameters()))
        for parameter, gradient in zip(generator.parameters(), gradients, strict=True):
            parameter.grad = gradient
        adam.step()
        for schedule in both:
            schedule.step()
    for network, other in zip(ours, theirs, strict=True):
        assert_close(network.state_dict(), other.state_dict())


# Limits and identities


def test_nothing_happens_before_the_first_step_is_asked_for() -> None:
    generator, discriminator = linear(2.0), linear(3.0)
    train_gan(generator, discriminator, WASSERSTEIN, [(column(5), column(1))])
    assert (generator.weight.item(), discriminator.weight.item()) == (2, 3)


def test_the_discriminators_step_does_not_reach_the_generator() -> None:
    generator, discriminator = linear(2.0), linear(3.0)
    blind = WASSERSTEIN._replace(generator=lambda logits: 0 * logits.sum())
    list(train_gan(generator, discriminator, blind, [(column(5), column(1))] * 3))
    assert generator.weight.item() == 2
    assert discriminator.weight.item() > 3


# Property


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_samples_in_a_batch_makes_no_difference(seed: int) -> None:
    order = torch.Generator().manual_seed(seed)
    shuffled = [
        tuple(part[torch.randperm(len(part), generator=order)] for part in batch)
        for batch in batches(3)
    ]
    ours, theirs = networks(seed), networks(seed)
    list(train_gan(*ours, ORIGINAL, batches(3)))
    list(train_gan(*theirs, ORIGINAL, shuffled))
    for network, other in zip(ours, theirs, strict=True):
        assert_close(network.state_dict(), other.state_dict())
