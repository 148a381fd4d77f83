"""The formulas of the pointwise grouped convolution page give the numbers of the code."""

from itertools import product

import pytest
import sympy
import torch
from torch import Tensor, nn
from torch.testing import assert_close

from snippets.convolution import pointwise_grouped_convolution_formula as f
from snippets.convolution.bottleneck_cost import bottleneck_cost
from snippets.convolution.grouped_convolution import block_diagonal_weight
from snippets.convolution.pointwise_grouped_convolution import pointwise_grouped_conv2d

FORMULAS = f.FORMULAS


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


@pytest.mark.parametrize(("g", "s"), [(1, 1), (2, 1), (3, 2)])
def test_pointwise(g: int, s: int) -> None:
    x, weight, bias = sample(0, 2, 6, 3, 4), sample(1, 12, 6 // g, 1, 1), sample(2, 12)
    expected = pointwise_grouped_conv2d(x, weight, bias, s, g)
    body = FORMULAS["pointwise"].rhs.subs({f.C_GROUP: 6 // g, f.S: s})
    value = sympy.lambdify(
        (f.INPUT, f.WEIGHT, f.BIAS, f.Q, f.N, f.O, f.I, f.J), body, modules="math"
    )
    places = product(*map(range, expected.shape))
    rows = weight.flatten(1)
    values = [value(x, rows, bias, g * o // 12, n, o, i, j) for n, o, i, j in places]
    assert_close(torch.stack(values).reshape(expected.shape), expected)


def test_matrix() -> None:
    weight, g = sample(1, 6, 2, 1, 1), 3
    matrix, rows = block_diagonal_weight(weight, g)[:, :, 0, 0], weight.flatten(1)
    for o, a in product(range(6), range(6)):
        at = {f.O: o, f.A: a, f.Q: g * o // 6, f.C_GROUP: 2}
        read = FORMULAS["matrix"].rhs.subs(at).doit()
        value = 0.0 if read == 0 else rows[tuple(map(int, read.indices))].item()
        assert value == matrix[o, a].item()


def test_parameters() -> None:
    for g in (1, 2, 4):
        layer = nn.Conv2d(8, 12, 1, groups=g)
        at = {f.C_IN: 8, f.C_OUT: 12, f.G: g}
        count = sum(parameter.numel() for parameter in layer.parameters())
        assert FORMULAS["parameters"].rhs.subs(at).doit() == count


def test_cost_is_weights_times_positions() -> None:
    for g, height in product((1, 2, 4), (2, 5)):
        layer = nn.Conv2d(8, 12, 1, groups=g, bias=False)
        at = {f.C_IN: 8, f.C_OUT: 12, f.G: g, f.H_OUT: height, f.W_OUT: 3}
        assert FORMULAS["cost"].rhs.subs(at).doit() == layer.weight.numel() * height * 3


@pytest.mark.parametrize(("g1", "g2"), [(1, 1), (1, 4), (2, 4), (2, 8)])
def test_unit_and_share(g1: int, g2: int) -> None:
    pointwise, spatial = bottleneck_cost(12, 8, pointwise_groups=g1, spatial_groups=g2)
    at = {f.CHANNELS: 12, f.C_MID: 8, f.G1: g1, f.G2: g2, f.K: 3, f.HEIGHT: 5, f.WIDTH: 7}
    assert FORMULAS["unit"].rhs.subs(at).doit() == (pointwise + spatial) * 5 * 7
    share = FORMULAS["share"].rhs.subs(at).doit()
    assert share == sympy.Rational(pointwise, pointwise + spatial)


def test_wider_layers_cost_the_same() -> None:
    for channels, g in [(144, 4), (12, 9)]:
        wide = int(FORMULAS["wider"].rhs.subs({f.CHANNELS: channels, f.G: g}).doit())
        dense = nn.Conv2d(channels, channels, 1, bias=False)
        grouped = nn.Conv2d(wide, wide, 1, groups=g, bias=False)
        assert grouped.weight.numel() == dense.weight.numel()
