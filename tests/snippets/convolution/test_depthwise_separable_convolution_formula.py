"""The formulas of the depthwise separable page give the numbers that the code gives."""

from fractions import Fraction
from itertools import product
from random import Random

import sympy
import torch
from torch import Tensor
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution import depthwise_separable_convolution_formula as formula
from snippets.convolution.depthwise_separable_convolution import depthwise_separable_conv2d
from snippets.convolution.separable_convolution_cost import (
    conv2d_cost,
    separable_conv2d_cost,
    separable_cost_ratio,
)

FORMULAS = formula.FORMULAS


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def read(name: str, arrays: dict, numbers: dict, shape: tuple[int, ...]) -> Tensor:
    """Evaluate a reading's right side at each index of its left side."""
    reading = FORMULAS[name]
    value = sympy.lambdify(
        (*arrays, *reading.lhs.indices), reading.rhs.subs(numbers), modules="math"
    )
    values = [value(*arrays.values(), *place) for place in product(*map(range, shape))]
    return torch.stack(values).reshape(shape)


def test_the_two_stages() -> None:
    x, bias = sample(0, 2, 2, 4, 5), sample(3, 2)
    for multiplier, s, d, p in [(1, 1, 1, 0), (2, 2, 1, 1), (2, 1, 2, 1)]:
        depthwise = sample(1, 2 * multiplier, 1, 2, 3)
        pointwise = sample(2, 2, 2 * multiplier, 1, 1)
        expected = depthwise_separable_conv2d(x, depthwise, pointwise, bias, s, p, d)
        arrays = {formula.PADDED: F.pad(x, (p, p, p, p)), formula.DEPTHWISE: depthwise[:, 0]}
        numbers = {formula.M: multiplier, formula.S: s, formula.D: d}
        numbers |= {formula.K_H: 2, formula.K_W: 3, formula.C_IN: 2}
        shape = (2, 2 * multiplier, *expected.shape[2:])
        filtered = read("depthwise", arrays, numbers, shape)
        assert_close(filtered, F.conv2d(x, depthwise, None, s, p, d, groups=2))
        arrays = {formula.POINTWISE: pointwise[:, :, 0, 0], formula.FILTERED: filtered}
        arrays[formula.BIAS] = bias
        assert_close(read("pointwise", arrays, numbers, tuple(expected.shape)), expected)


def test_costs_and_their_ratio() -> None:
    random = Random(0)
    for _ in range(30):
        c, o, k, h, w, m = (random.randint(1, 9) for _ in range(6))
        at = {formula.C_IN: c, formula.C_OUT: o, formula.K: k, formula.M: m}
        at |= {formula.H_OUT: h, formula.W_OUT: w}
        standard = FORMULAS["standard_cost"].rhs.subs(at)
        separable = FORMULAS["separable_cost"].rhs.subs(at)
        assert standard == conv2d_cost(c, o, k, (h, w))
        assert separable == separable_conv2d_cost(c, o, k, (h, w), depth_multiplier=m)
        costs = {formula.STANDARD_COST: standard, formula.SEPARABLE_COST: separable}
        ratio = FORMULAS["ratio"].rhs.subs(at)
        assert FORMULAS["ratio"].lhs.subs(costs) == ratio
        assert Fraction(int(ratio.p), int(ratio.q)) == separable_cost_ratio(
            o, k, depth_multiplier=m
        )
