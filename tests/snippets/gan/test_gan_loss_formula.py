"""The formulas of the GAN loss page give the numbers that the code gives."""

import pytest

from snippets.gan import gan_loss_formula as formula
from snippets.gan.gan_loss import (
    gan_discriminator_loss,
    gan_minimax_generator_loss,
    gan_nonsaturating_generator_loss,
)
from snippets.gan.optimal_discriminator import (
    gan_value,
    jensen_shannon_divergence,
    optimal_discriminator,
)
from tests.snippets.gan.readings import evaluated, filled, random

FORMULAS = formula.FORMULAS


@pytest.mark.parametrize("seed", range(5))
def test_losses(seed: int) -> None:
    real, fake = random(seed, 3), random(seed + 100, 2)
    counts = {formula.REAL: 3, formula.FAKE: 2}
    a, b = filled(formula.REAL_LOGIT, real.tolist()), filled(formula.FAKE_LOGIT, fake.tolist())
    for name, value in {
        "discriminator": gan_discriminator_loss(real, fake),
        "minimax": gan_minimax_generator_loss(fake),
        "non_saturating": gan_nonsaturating_generator_loss(fake),
    }.items():
        assert evaluated(FORMULAS[name], counts, a, b) == pytest.approx(value.item())


@pytest.mark.parametrize("seed", range(5))
def test_game(seed: int) -> None:
    p, q = random(seed, 4).softmax(0), random(seed + 100, 4).softmax(0)
    d = random(seed + 200, 4).sigmoid()
    counts = {formula.POINTS: 4}
    of_p, of_q = filled(formula.P, p.tolist()), filled(formula.Q, q.tolist())
    value = evaluated(FORMULAS["value"], counts, of_p, of_q, filled(formula.D, d.tolist()))
    assert value == pytest.approx(gan_value(p, q, d).item())
    divergence = evaluated(FORMULAS["divergence"], counts, of_p, of_q)
    assert divergence == pytest.approx(jensen_shannon_divergence(p, q).item())
    best = optimal_discriminator(p, q)
    for point in range(4):
        optimum = FORMULAS["optimum"].rhs.subs(formula.I, point + 1).subs(of_p).subs(of_q)
        assert float(optimum) == pytest.approx(best[point].item())
    at_optimum = FORMULAS["at_optimum"].rhs.subs(formula.DIVERGENCE, divergence)
    assert float(at_optimum) == pytest.approx(gan_value(p, q, best).item())
