"""The formulas of the shuffled grouped convolution page give the numbers of the code."""

from itertools import product

import sympy
import torch
from torch import Tensor
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution import shuffled_grouped_convolution_formula as f
from snippets.convolution.channel_reach import shuffled_reach, stacked_reach
from snippets.convolution.channel_shuffle import channel_shuffle
from snippets.convolution.grouped_convolution import grouped_conv2d
from snippets.convolution.separable_convolution_cost import conv2d_cost
from snippets.convolution.shuffled_grouped_convolution import shuffled_grouped_conv2d

FORMULAS = f.FORMULAS


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def source(position: int, channels: int, groups: int) -> int:
    at = {f.PLACE: position, f.R: position % groups, f.C_MID: channels, f.G1: groups}
    return int(FORMULAS["source"].rhs.subs(at).doit())


def test_source() -> None:
    for channels, groups in [(6, 2), (6, 3), (8, 4)]:
        expected = channel_shuffle(torch.arange(channels)[None], groups)[0].tolist()
        assert [source(p, channels, groups) for p in range(channels)] == expected


def test_second() -> None:
    x, first, second = sample(0, 1, 4, 2, 3), sample(1, 6, 2, 1, 3), sample(2, 6, 2, 3, 3)
    g1, g2 = 2, 3
    expected = shuffled_grouped_conv2d(x, first, second, (g1, g2))
    middle = F.pad(grouped_conv2d(x, first, padding=(0, 1), groups=g1), (1, 1, 1, 1))
    rhs = FORMULAS["second"].rhs.subs({f.C_2: 2, f.K2: 3})
    rhs = rhs.replace(f.SOURCE, sympy.Function("read"))  # a name that Python allows
    calculate = sympy.lambdify(
        (f.PADDED, f.WEIGHT, f.Q, f.N, f.O, f.I, f.J),
        rhs,
        modules=[{"read": [source(p, 6, g1) for p in range(6)].__getitem__}, "math"],
    )
    places = product(*map(range, expected.shape))
    found = [calculate(middle, second, g2 * o // 6, n, o, i, j) for n, o, i, j in places]
    assert_close(torch.stack(found).reshape(expected.shape), expected)


def test_reach() -> None:
    for ins, middle, g1, g2 in [(12, 8, 4, 4), (12, 24, 3, 4), (6, 12, 6, 2), (5, 9, 1, 3)]:
        at = {f.C_IN: ins, f.C_MID: middle, f.G1: g1, f.G2: g2}
        assert FORMULAS["reach"].rhs.subs(at).doit() == shuffled_reach(ins, middle, (g1, g2))


def test_stacked() -> None:
    for layers in range(1, 5):
        at = {f.CHANNELS: 24, f.G: 8, f.L: layers}
        assert FORMULAS["stacked"].rhs.subs(at).doit() == stacked_reach(24, 8, layers)


def test_cost() -> None:
    at = {f.C_IN: 6, f.C_MID: 12, f.C_OUT: 8, f.G1: 3, f.G2: 4}
    at |= {f.K1: 3, f.K2: 5, f.HEIGHT: 7, f.WIDTH: 2}
    expected = conv2d_cost(2, 12, 3, (7, 2)) + conv2d_cost(3, 8, 5, (7, 2))
    assert FORMULAS["cost"].rhs.subs(at).doit() == expected
