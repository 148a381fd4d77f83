"""The formulas of the AnimeGAN loss page give the numbers that the code gives."""

import pytest
import sympy
import torch

from snippets.gan import animegan_loss_formula as formula
from snippets.gan.animegan_adversarial_loss import (
    animegan_adversarial_loss,
    animegan_discriminator_loss,
)
from snippets.gan.animegan_color_loss import animegan_color_loss
from snippets.gan.animegan_feature_losses import animegan_style_loss
from snippets.gan.animegan_loss import weighted_sum
from snippets.gan.color_conversion import rgb_to_yuv
from snippets.losses.huber_loss import huber_loss

FORMULAS = formula.FORMULAS


def sample(*shape: int, seed: int = 0) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    return 2 * torch.rand(shape, generator=generator, dtype=torch.float64) - 1


def filled(base: sympy.IndexedBase, values: torch.Tensor) -> dict:
    return {base[n]: value for n, value in enumerate(values.tolist(), start=1)}


def test_style_is_the_difference_of_two_grams() -> None:
    a, b = sample(1, 2, 1, 3), sample(1, 2, 1, 3, seed=1)
    known = {}
    for base, features in ((formula.A, a), (formula.B, b)):
        entries = {
            formula.X[i + 1, m + 1]: features[0, i, 0, m].item()
            for i in range(2)
            for m in range(3)
        }
        for i in (1, 2):
            for j in (1, 2):
                gram = FORMULAS["gram"].rhs.subs({formula.I: i, formula.J: j})
                gram = gram.subs({formula.C: 2, formula.P: 3}).doit().subs(entries)
                known[base[i, j]] = float(gram)
    style = FORMULAS["style"].rhs.subs(formula.C, 2).doit().subs(known)
    assert float(style) == pytest.approx(animegan_style_loss(a, b).item())


def test_color() -> None:
    photo, output = sample(1, 3, 1, 2), sample(1, 3, 1, 2, seed=1)
    gaps = (rgb_to_yuv((photo + 1) / 2) - rgb_to_yuv((output + 1) / 2))[0, :, 0]
    reading = FORMULAS["color"].rhs.subs(formula.N, 2).doit()
    for base, values in zip((formula.LUMA, formula.U, formula.V), gaps, strict=True):
        reading = reading.subs(filled(base, values))

    def huber(r: sympy.Float) -> float:
        return huber_loss(torch.zeros(1).double(), torch.tensor([float(r)]).double()).item()

    reading = reading.replace(formula.huber, huber)
    assert float(reading) == pytest.approx(animegan_color_loss(photo, output).item())


def test_adversarial() -> None:
    anime, gray, smooth, fake = (sample(2, seed=n) for n in range(4))
    known = {formula.SMOOTH_WEIGHT: 0.3}
    for base, values in zip(
        (formula.ANIME, formula.GRAY, formula.SMOOTH, formula.FAKE),
        (anime, gray, smooth, fake),
        strict=True,
    ):
        known |= filled(base, values)
    expected = {
        "discriminator": animegan_discriminator_loss(
            anime, gray, smooth, fake, smooth_weight=0.3
        ),
        "adversarial": animegan_adversarial_loss(fake),
    }
    for name, loss in expected.items():
        reading = FORMULAS[name].rhs.subs(formula.N, 2).doit().subs(known)
        assert float(reading) == pytest.approx(loss.item())


def test_total() -> None:
    names = list(formula.LOSSES)
    losses = {name: torch.tensor(2.0 + n) for n, name in enumerate(names)}
    weights = {name: 0.5 * 3**n for n, name in enumerate(names)}
    known = {formula.LOSSES[name]: losses[name].item() for name in names}
    known |= {formula.WEIGHTS[name]: weights[name] for name in names}
    total = float(FORMULAS["total"].rhs.subs(known))
    assert total == pytest.approx(weighted_sum(losses, weights).item())
