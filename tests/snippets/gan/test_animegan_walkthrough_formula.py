"""The formulas of the AnimeGAN walk-through give what the layers give."""

import pytest
import torch
from torch import nn

from snippets.gan import animegan_walkthrough_formula as formula
from snippets.gan.animegan_blocks import conv_block, layer_norm_of
from snippets.gan.animegan_walkthrough import trace

FORMULAS = formula.FORMULAS


@pytest.mark.parametrize("groups", [1, 2])
def test_cost(groups: int) -> None:
    layer = nn.Sequential(nn.Conv2d(4, 6, 3, groups=groups, bias=False))
    (step,) = trace(layer, torch.zeros(1, 4, 5, 8))
    known = {formula.K: 3, formula.C_IN: 4, formula.C_OUT: 6, formula.GROUPS: groups}
    known |= {formula.H: 3, formula.W: 6}
    assert int(FORMULAS["cost"].rhs.subs(known)) == step.multiply_adds


@pytest.mark.parametrize("height", [6, 7, 8])
def test_half(height: int) -> None:
    block = conv_block(1, 1, stride=2, norm=layer_norm_of)
    found = block(torch.rand(1, 1, height, 8)).shape[2]
    assert int(FORMULAS["half"].rhs.subs(formula.HEIGHT, height).doit()) == found == height // 2
