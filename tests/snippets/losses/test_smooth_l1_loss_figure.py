"""The curves drawn are the losses. Drawings have no gradient and no bad input."""

import re

import pytest

from snippets.losses import smooth_l1_loss_figure as figure


@pytest.mark.parametrize("beta", figure.BETAS)
def test_a_curve_ends_half_of_beta_below_the_absolute_value(beta: float) -> None:
    losses = figure.losses(beta)
    assert losses[0].item() == losses[-1].item() == pytest.approx(3 - beta / 2)
    assert losses[60].item() == pytest.approx(0, abs=1e-15)


def test_every_curve_is_drawn_and_named() -> None:
    text = figure.curves().to_string()
    assert text.count("<polyline") == len(figure.BETAS)
    names = set(re.findall(r">([^<>]+)</text>", text))
    assert {f"β = {beta:g}" for beta in figure.BETAS} <= names
