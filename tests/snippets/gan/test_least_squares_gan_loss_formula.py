"""The formulas of the least-squares GAN page give the numbers that the code gives."""

import pytest

from snippets.gan import least_squares_gan_loss_formula as formula
from snippets.gan.least_squares_gan_loss import (
    gan_least_squares_discriminator_loss,
    gan_least_squares_generator_loss,
)
from tests.snippets.gan.readings import evaluated, filled, random

FORMULAS = formula.FORMULAS
LABELS = {formula.OF_FAKE: -0.5, formula.OF_REAL: 1.5, formula.WANTED: 0.25}


@pytest.mark.parametrize("seed", range(3))
def test_losses(seed: int) -> None:
    real, fake = random(seed, 3), random(seed + 100, 2)
    counts = {formula.REAL: 3, formula.FAKE: 2}
    given = [
        LABELS,
        filled(formula.REAL_SCORE, real.tolist()),
        filled(formula.FAKE_SCORE, fake.tolist()),
    ]
    for name, value in {
        "discriminator": gan_least_squares_discriminator_loss(
            real, fake, real_label=1.5, fake_label=-0.5
        ),
        "generator": gan_least_squares_generator_loss(fake, label=0.25),
    }.items():
        assert evaluated(FORMULAS[name], counts, *given) == pytest.approx(value.item())


def test_divergence_of_the_best_scores() -> None:
    p, q = random(0, 3).softmax(0), random(1, 3).softmax(0)
    masses = filled(formula.P, p.tolist()), filled(formula.Q, q.tolist())
    labels = {formula.OF_FAKE: -1, formula.OF_REAL: 1}
    best = [
        float(
            FORMULAS["optimum"]
            .rhs.subs(formula.I, k)
            .subs(labels)
            .subs(masses[0])
            .subs(masses[1])
        )
        for k in (1, 2, 3)
    ]
    expected = sum((a + b) * d**2 for a, b, d in zip(p.tolist(), q.tolist(), best, strict=True))
    found = evaluated(FORMULAS["divergence"], {formula.POINTS: 3}, *masses)
    assert found == pytest.approx(expected)
