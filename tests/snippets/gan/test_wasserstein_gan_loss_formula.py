"""The formulas of the Wasserstein GAN page give the numbers that the code gives."""

import pytest
import torch

from snippets.gan import wasserstein_gan_loss as loss
from snippets.gan import wasserstein_gan_loss_formula as formula
from tests.snippets.gan.readings import evaluated, filled, random

FORMULAS = formula.FORMULAS


def test_losses_and_distance() -> None:
    real, fake, other = random(0, 3), random(1, 2), random(2, 3)
    counts = {formula.REAL: 3, formula.FAKE: 2}
    scores = [
        filled(formula.REAL_SCORE, real.tolist()),
        filled(formula.FAKE_SCORE, fake.tolist()),
    ]
    ordered = [
        filled(formula.REAL_SORTED, sorted(real.tolist())),
        filled(formula.FAKE_SORTED, sorted(other.tolist())),
    ]
    for name, value, given in (
        ("discriminator", loss.gan_wasserstein_discriminator_loss(real, fake), scores),
        ("generator", loss.gan_wasserstein_generator_loss(fake), scores),
        ("on_a_line", loss.wasserstein_distance(real, other), ordered),
    ):
        assert evaluated(FORMULAS[name], counts, *given) == pytest.approx(value.item())


def test_penalty_of_a_critic_whose_gradient_is_the_point() -> None:
    real, fake = random(0, 4).reshape(2, 2), random(1, 4).reshape(2, 2)
    alpha = torch.tensor([0.25, 0.9], dtype=torch.float64)
    gradients = {}
    for i in (1, 2):
        for k in (1, 2):
            gradients[formula.GRADIENT[i, k]] = FORMULAS["between"].rhs.subs(
                {
                    formula.ALPHA[formula.I]: alpha[i - 1].item(),
                    formula.REAL_SAMPLE[formula.I, formula.K]: real[i - 1, k - 1].item(),
                    formula.FAKE_SAMPLE[formula.I, formula.K]: fake[i - 1, k - 1].item(),
                }
            )
    counts = {formula.REAL: 2, formula.ENTRIES: 2}
    expected = loss.gan_gradient_penalty(lambda v: (v**2).sum(1) / 2, real, fake, alpha)
    found = evaluated(FORMULAS["penalty"], counts, gradients)
    assert found == pytest.approx(expected.item())
