"""The lines drawn are the losses. Drawings have no gradient and no bad input."""

import re

import pytest

from snippets.gan import hinge_gan_loss_figure as figure


def test_the_hinges_mirror_each_other_and_end_at_the_margin() -> None:
    real, fake = figure.hinge(True), figure.hinge(False)
    assert real.tolist() == pytest.approx(fake.flip(0).tolist())
    assert (real[0].item(), real[-1].item()) == (4, 0)
    assert (real[figure.SCORES >= 1] == 0).all()
    assert (figure.cross_entropy() > 0).all()


def test_every_line_is_drawn_and_named() -> None:
    text = figure.curves().to_string()
    assert text.count("<polyline") == 3
    names = set(re.findall(r">([^<>]+)</text>", text))
    assert {"真样本", "生成样本", "真样本的", "交叉熵"} <= names
