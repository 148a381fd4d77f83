"""Train a generator and a discriminator in turn, with whichever losses.

Source: algorithm 1 of Goodfellow et al., "Generative Adversarial Nets", NeurIPS 2014,
https://arxiv.org/abs/1406.2661, with one step of the discriminator for each of the generator.
Both steps use the same generated samples; the paper draws new ones for the generator.
Shown on docs/terms/gan/gan-loss.md, used by docs/lab/toy-gan.ipynb.
"""

# --8<-- [start:train]
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.optim import Adam, Optimizer


class GanLosses(NamedTuple):
    """What both networks minimise; `penalty` gets the discriminator, real and generated."""

    discriminator: Callable[[Tensor, Tensor], Tensor]
    generator: Callable[[Tensor], Tensor]
    penalty: Callable[[nn.Module, Tensor, Tensor], Tensor] | None = None


def train_gan(
    generator: nn.Module,
    discriminator: nn.Module,
    losses: GanLosses,
    batches: Sequence[tuple[Tensor, Tensor]],
    *,
    lr: float = 5e-3,
) -> Iterator[int]:
    """Step the discriminator, then the generator, and yield the number of steps so far.

    Args:
        generator: gives noise (M, *) samples; changed in place.
        discriminator: gives samples a logit each; changed in place.
        losses: what the two minimise.
        batches: real samples (N, *) and noise (M, *) for each step.
        lr: >= 0, both learning rates at the first step; they shrink linearly to 0.
    """
    of_generator, of_discriminator = _adam(generator), _adam(discriminator)
    for step, (real, noise) in enumerate(batches):
        # Under a constant rate the two would run around each other for ever.
        for optimizer in (of_generator, of_discriminator):
            optimizer.param_groups[0]["lr"] = lr * (1 - step / len(batches))
        fake = generator(noise)
        loss = discriminator_objective(discriminator, losses, real, fake.detach())
        _descend(of_discriminator, loss)
        _descend(of_generator, losses.generator(discriminator(fake)))
        yield step + 1


# --8<-- [end:train]


# --8<-- [start:discriminator_objective]
def discriminator_objective(
    discriminator: nn.Module, losses: GanLosses, real: Tensor, fake: Tensor
) -> Tensor:
    """Return the discriminator's loss, a scalar, with the penalty where there is one."""
    logits = discriminator(torch.cat([real, fake]))  # one pass; no batch statistics here
    loss = losses.discriminator(*logits.split([len(real), len(fake)]))
    return loss + losses.penalty(discriminator, real, fake) if losses.penalty else loss


def _adam(network: nn.Module) -> Adam:
    # Without momentum, as WGAN-GP does; fused: small networks cost little but the calls.
    return Adam(network.parameters(), betas=(0.0, 0.9), fused=True)


def _descend(optimizer: Optimizer, loss: Tensor) -> None:
    optimizer.zero_grad()  # the generator's step leaves gradients at the discriminator
    loss.backward()
    optimizer.step()


# --8<-- [end:discriminator_objective]
