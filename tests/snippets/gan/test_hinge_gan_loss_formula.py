"""The formulas of the hinge GAN page give the numbers that the code gives."""

import pytest

from snippets.gan import hinge_gan_loss_formula as formula
from snippets.gan.hinge_gan_loss import gan_hinge_discriminator_loss, gan_hinge_generator_loss
from tests.snippets.gan.readings import evaluated, filled, random

FORMULAS = formula.FORMULAS


@pytest.mark.parametrize("seed", range(3))
def test_losses(seed: int) -> None:
    real, fake = 2 * random(seed, 3), 2 * random(seed + 100, 2)
    counts = {formula.REAL: 3, formula.FAKE: 2}
    given = [
        filled(formula.REAL_SCORE, real.tolist()),
        filled(formula.FAKE_SCORE, fake.tolist()),
    ]
    for name, value in {
        "discriminator": gan_hinge_discriminator_loss(real, fake),
        "generator": gan_hinge_generator_loss(fake),
    }.items():
        assert evaluated(FORMULAS[name], counts, *given) == pytest.approx(value.item())


def test_the_least_loss_is_that_of_the_best_scores() -> None:
    p, q = random(0, 3).softmax(0), random(1, 3).softmax(0)
    masses = filled(formula.P, p.tolist()), filled(formula.Q, q.tolist())
    best = [
        float(FORMULAS["optimum"].rhs.subs(formula.I, k).subs(masses[0]).subs(masses[1]))
        for k in (1, 2, 3)
    ]
    loss = sum(
        a * max(0, 1 - d) + b * max(0, 1 + d)
        for a, b, d in zip(p.tolist(), q.tolist(), best, strict=True)
    )
    found = evaluated(FORMULAS["at_optimum"], {formula.POINTS: 3}, *masses)
    assert found == pytest.approx(loss)
