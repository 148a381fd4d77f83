"""The formulas of the dilated convolution page give the numbers that the code gives."""

from itertools import product

import sympy
import torch
from torch import Tensor
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution import dilated_convolution_formula as f
from snippets.convolution.convolution_sizes import conv_output_size
from snippets.convolution.dilated_convolution import (
    dilate_kernel,
    dilated_conv2d,
    effective_kernel_size,
)
from snippets.convolution.gridding import path_counts

FORMULAS = f.FORMULAS


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def test_convolution() -> None:
    x, weight, bias = sample(0, 2, 2, 4, 6), sample(1, 3, 2, 2, 3), sample(2, 3)
    reading = FORMULAS["convolution"]
    for s, d, p in [(1, 1, 0), (2, 2, 1), (1, 2, 1)]:
        expected = dilated_conv2d(x, weight, bias, s, p, d)
        numbers = {f.S: s, f.D: d, f.C_IN: 2, f.K_H: 2, f.K_W: 3}
        arrays = {f.PADDED: F.pad(x, (p, p, p, p)), f.WEIGHT: weight, f.BIAS: bias}
        value = sympy.lambdify(
            (*arrays, *reading.lhs.indices), reading.rhs.subs(numbers), modules="math"
        )
        places = product(*map(range, expected.shape))
        values = [value(*arrays.values(), *place) for place in places]
        assert_close(torch.stack(values).reshape(expected.shape), expected)


def test_spread() -> None:
    weight, d = sample(1, 3, 2, 2, 3), 3
    spread = dilate_kernel(weight, d)
    where, source = FORMULAS["spread"].lhs, FORMULAS["spread"].rhs
    for place in product(*map(range, weight.shape)):
        at = dict(zip((f.O, f.C, f.U, f.V), place, strict=True)) | {f.D: d}
        here, there = (tuple(int(i.subs(at)) for i in side.indices) for side in (where, source))
        assert spread[here] == weight[there]
    assert torch.count_nonzero(spread) == weight.numel()  # the rest is 0


def test_sizes() -> None:
    for size, k, d, p, s in product((9, 12), (2, 3), (1, 2, 4), (0, 1), (1, 2)):
        effective = FORMULAS["effective"].rhs.subs({f.K: k, f.D: d})
        assert effective == effective_kernel_size(k, d)
        at = {f.H_IN: size, f.P: p, f.S: s, f.EFFECTIVE: effective}
        assert FORMULAS["output_size"].rhs.subs(at).doit() == conv_output_size(size, k, s, p, d)


def test_stack() -> None:
    for dilations in [(2, 2, 2), (1, 2, 4, 8), (5,)]:
        written_out = FORMULAS["stack"].rhs.subs(f.L, len(dilations)).doit()
        at = {f.DILATIONS[i]: d for i, d in enumerate(dilations, 1)}
        at |= {f.SIZES[i]: 3 for i in range(1, len(dilations) + 1)}
        assert written_out.subs(at) == len(path_counts(dilations))
