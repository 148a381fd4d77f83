"""The formulas of the 3D convolution page give the numbers that the code gives."""

from itertools import product

import sympy
import torch
from torch import Tensor
from torch.testing import assert_close

from snippets.convolution import volumetric_convolution_formula as f
from snippets.convolution.convolution_sizes import conv_output_size
from snippets.convolution.volumetric_convolution import (
    conv3d,
    conv3d_cost,
    conv3d_parameters,
)

FORMULAS = f.FORMULAS


class Volumes:
    """A batch of volumes that is 0 outside."""

    def __init__(self, numbers: Tensor) -> None:
        self.numbers = numbers

    def __getitem__(self, place: tuple[int, ...]) -> float:
        inside = all(0 <= k < n for k, n in zip(place, self.numbers.shape, strict=True))
        return self.numbers[place].item() if inside else 0.0


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def test_convolution() -> None:
    x, weight, bias = sample(0, 2, 2, 3, 3, 4), sample(1, 2, 2, 2, 1, 3), sample(2, 2)
    reading = FORMULAS["convolution"]
    for s, p, d in [(1, 0, 1), (2, 1, 2)]:
        expected = conv3d(x, weight, bias, s, p, d)
        numbers = {f.S: s, f.P: p, f.G: d, f.C_IN: 2, f.K_D: 2, f.K_H: 1, f.K_W: 3}
        value = sympy.lambdify(
            (f.INPUT, f.WEIGHT, f.BIAS, *reading.lhs.indices),
            reading.rhs.subs(numbers),
            modules="math",
        )
        places = product(*map(range, expected.shape))
        found = [float(value(Volumes(x), weight, bias, *place)) for place in places]
        assert_close(torch.tensor(found).double().reshape(expected.shape), expected)


def test_size() -> None:
    for size, kernel, s, p, d in [(16, 3, 1, 1, 1), (16, 3, 2, 1, 1), (17, 4, 3, 2, 2)]:
        at = {f.D: size, f.K_D: kernel, f.S: s, f.P: p, f.G: d}
        assert FORMULAS["size"].rhs.subs(at).doit() == conv_output_size(size, kernel, s, p, d)


def test_parameters_and_cost() -> None:
    at = {f.C_IN: 3, f.C_OUT: 5, f.K_D: 7, f.K_H: 2, f.K_W: 4}
    out = {f.D_OUT: 3, f.H_OUT: 6, f.W_OUT: 7}
    parameters = conv3d_parameters(3, 5, (7, 2, 4))
    assert FORMULAS["parameters"].rhs.subs(at).doit() == parameters
    cost = conv3d_cost(3, 5, (7, 2, 4), (3, 6, 7))
    assert FORMULAS["cost"].rhs.subs(at | out).doit() == cost
