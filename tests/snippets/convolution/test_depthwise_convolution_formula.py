"""The formulas of the depthwise convolution page give the numbers that the code gives."""

from itertools import product

import sympy
import torch
from torch import Tensor
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution import depthwise_convolution_formula as f
from snippets.convolution.arithmetic_intensity import conv2d_intensity
from snippets.convolution.depthwise_convolution import depthwise_conv2d
from snippets.convolution.separable_convolution_cost import conv2d_cost

FORMULAS = f.FORMULAS
AT = {f.CHANNELS: 6, f.M: 2, f.K: 3, f.H_OUT: 7, f.W_OUT: 4}


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def value(name: str) -> sympy.Rational:
    return FORMULAS[name].rhs.subs(AT).doit()


def test_depthwise() -> None:
    x, weight, bias = sample(0, 2, 2, 4, 5), sample(1, 4, 2, 3), sample(2, 4)
    s, d, p = 2, 1, 1
    expected = depthwise_conv2d(x, weight[:, None], bias, s, p, d)
    reading = FORMULAS["depthwise"]
    rhs = reading.rhs.subs({f.S: s, f.D: d, f.M: 2, f.K_H: 2, f.K_W: 3})
    calculate = sympy.lambdify(
        (f.PADDED, f.WEIGHT, f.BIAS, *reading.lhs.indices), rhs, modules="math"
    )
    padded = F.pad(x, (p, p, p, p))
    places = product(*map(range, expected.shape))
    found = [calculate(padded, weight, bias, *place) for place in places]
    assert_close(torch.stack(found).reshape(expected.shape), expected)


def test_dilation_spreads_the_weights() -> None:
    x, weight = sample(0, 1, 1, 5, 7), sample(1, 1, 2, 3)
    expected = depthwise_conv2d(x, weight[:, None], dilation=3)
    rhs = FORMULAS["depthwise"].rhs.subs({f.S: 1, f.D: 3, f.M: 1, f.K_H: 2, f.K_W: 3})
    calculate = sympy.lambdify(
        (f.PADDED, f.WEIGHT, f.BIAS, f.N, f.E, f.I, f.J), rhs, modules="math"
    )
    assert_close(
        calculate(x, weight, torch.zeros(1).double(), 0, 0, 1, 0), expected[0, 0, 1, 0]
    )


def test_cost() -> None:
    assert value("cost") == conv2d_cost(1, 12, 3, (7, 4))


def test_intensities() -> None:
    depthwise = conv2d_intensity(6, 12, 3, (7, 4), groups=6)
    standard = conv2d_intensity(6, 6, 3, (7, 4))
    for name, expected in [("intensity", depthwise), ("standard", standard)]:
        assert value(name) == sympy.Rational(expected.numerator, expected.denominator)
