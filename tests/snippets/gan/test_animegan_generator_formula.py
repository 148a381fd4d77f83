"""The formulas of the AnimeGAN generator page count what the blocks hold."""

import pytest

from snippets.gan import animegan_generator_formula as formula
from snippets.gan.animegan_blocks import (
    InvertedResidual,
    conv_block,
    layer_norm_of,
    separable_block,
)

FORMULAS = formula.FORMULAS


def counted(module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


@pytest.mark.parametrize(("c_in", "c_out", "k", "b"), [(3, 5, 7, 0), (4, 2, 1, 1)])
def test_counts(c_in: int, c_out: int, k: int, b: int) -> None:
    known = {formula.C_IN: c_in, formula.C_OUT: c_out, formula.K: k, formula.BIAS: b}
    known[formula.MIDDLE] = 2 * c_in
    blocks = {
        "conv": conv_block(c_in, c_out, k, norm=layer_norm_of),
        "separable": separable_block(c_in, c_out),
        "residual": InvertedResidual(c_in, c_out, bool(b), layer_norm_of),
    }
    assert blocks.keys() == FORMULAS.keys()
    for name, block in blocks.items():
        assert int(FORMULAS[name].rhs.subs(known)) == counted(block)
