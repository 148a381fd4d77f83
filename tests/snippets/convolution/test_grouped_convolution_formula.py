"""The formulas of the grouped convolution page give the numbers that the code gives."""

from itertools import product

import pytest
import sympy
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution import grouped_convolution_formula as f
from snippets.convolution.channel_shuffle import channel_shuffle
from snippets.convolution.grouped_convolution import grouped_conv2d

FORMULAS = f.FORMULAS


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


@pytest.mark.parametrize(("g", "s", "d", "p"), [(1, 1, 1, 0), (2, 2, 1, 1), (2, 1, 2, 1)])
def test_convolution_with_the_group_of_each_output(g: int, s: int, d: int, p: int) -> None:
    x, weight, bias = sample(0, 2, 4, 3, 4), sample(1, 6, 4 // g, 2, 3), sample(2, 6)
    expected = grouped_conv2d(x, weight, bias, s, p, d, g)
    reading = FORMULAS["convolution"]
    numbers = {f.G: g, f.S: s, f.D: d, f.C_GROUP: 4 // g, f.C_OUT: 6, f.K_H: 2, f.K_W: 3}
    body = reading.rhs.subs(f.Q, FORMULAS["group"].rhs).subs(numbers)
    arrays = {f.PADDED: F.pad(x, (p, p, p, p)), f.WEIGHT: weight, f.BIAS: bias}
    value = sympy.lambdify((*arrays, *reading.lhs.indices), body, modules="math")
    places = product(*map(range, expected.shape))
    values = [value(*arrays.values(), *place) for place in places]
    assert_close(torch.stack(values).reshape(expected.shape), expected)


def test_group() -> None:
    for g, width in product((1, 2, 3), (1, 4)):
        for o in range(g * width):
            at = {f.G: g, f.O: o, f.C_OUT: g * width}
            assert FORMULAS["group"].rhs.subs(at).doit() == o // width


def test_cost_is_weights_times_positions() -> None:
    for g, k, size in product((1, 2, 4), (1, 3), (2, 5)):
        layer = nn.Conv2d(8, 12, k, groups=g, bias=False)
        at = {f.C_IN: 8, f.C_OUT: 12, f.G: g, f.K: k, f.H_OUT: size, f.W_OUT: 3}
        assert FORMULAS["cost"].rhs.subs(at) == layer.weight.numel() * size * 3


def test_shuffle() -> None:
    g, width = 3, 4
    y = sample(0, 2, g * width, 2, 3)
    z = channel_shuffle(y, g)
    for n, q, c, i, j in product(range(2), range(g), range(width), range(2), range(3)):
        at = {f.G: g, f.C_OUT: g * width, f.N: n, f.Q: q, f.C: c, f.I: i, f.J: j}
        here, there = (
            tuple(int(index.subs(at)) for index in side.indices)
            for side in (FORMULAS["shuffle"].lhs, FORMULAS["shuffle"].rhs)
        )
        assert z[here] == y[there]
