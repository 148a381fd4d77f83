"""The formulas of the pointwise convolution page give the numbers that the code gives."""

from itertools import product

import sympy
import torch
from torch import Tensor, nn
from torch.testing import assert_close

from snippets.convolution import pointwise_convolution_formula as f
from snippets.convolution.channel_reduction_cost import break_even_channels, reduced_conv2d_cost
from snippets.convolution.pointwise_convolution import pointwise_conv2d
from snippets.convolution.separable_convolution_cost import conv2d_cost

FORMULAS = f.FORMULAS
AT = {f.C_IN: 6, f.C_MID: 2, f.C_OUT: 5, f.K: 3, f.H_OUT: 7, f.W_OUT: 4}


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def test_pointwise() -> None:
    x, weight, bias = sample(0, 2, 3, 4, 5), sample(1, 6, 3), sample(2, 6)
    reading = FORMULAS["pointwise"]
    for s in (1, 2):
        expected = pointwise_conv2d(x, weight[:, :, None, None], bias, s)
        value = sympy.lambdify(
            (f.INPUT, f.WEIGHT, f.BIAS, *reading.lhs.indices),
            reading.rhs.subs({f.S: s, f.C_IN: 3}),
            modules="math",
        )
        places = product(*map(range, expected.shape))
        found = [value(x, weight, bias, *place) for place in places]
        assert_close(torch.stack(found).reshape(expected.shape), expected)


def test_parameters() -> None:
    layer = nn.Conv2d(6, 5, 1)
    count = sum(parameter.numel() for parameter in layer.parameters())
    assert FORMULAS["parameters"].rhs.subs(AT).doit() == count


def test_costs() -> None:
    assert FORMULAS["direct"].rhs.subs(AT).doit() == conv2d_cost(6, 5, 3, (7, 4))
    reduced = reduced_conv2d_cost(6, 2, 5, 3, (7, 4))
    assert FORMULAS["reduced"].rhs.subs(AT).doit() == reduced
    even = break_even_channels(6, 5, 3)
    assert FORMULAS["break_even"].rhs.subs(AT).doit() == sympy.Rational(
        even.numerator, even.denominator
    )
