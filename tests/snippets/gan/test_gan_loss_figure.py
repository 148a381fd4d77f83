"""The curves drawn are the losses. Drawings have no gradient and no bad input."""

import re

import torch
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.gan import gan_loss_figure as figure


def test_the_curves_are_softplus_and_its_mirror_image() -> None:
    logits = torch.linspace(-figure.SPAN, figure.SPAN, 13, dtype=torch.float64)
    minimax, other = (torch.tensor(figure.values(kind, logits)) for kind in "ba")
    assert_close(minimax, -F.softplus(logits).float())
    assert_close(other, F.softplus(-logits).float())
    assert_close(other.flip(0), -minimax)


def test_the_drawing_holds_both_curves_inside_its_frame_and_names_them() -> None:
    drawing = figure.generator_losses()
    text = drawing.to_string()
    assert {"非饱和", "极小极大", "判别器给的 logit"} <= set(
        re.findall(r">([^<>]+)</text>", text)
    )
    curves = re.findall(r'points="([^"]+)"', text)
    assert len(curves) == 2
    for points in curves:
        pairs = [tuple(map(float, pair.split(","))) for pair in points.split()]
        assert len(pairs) == 121
        assert all(44 <= x <= 306 and 33 <= y <= 251 for x, y in pairs)
