"""The formulas of the page give the numbers that the code gives."""

from itertools import product

import sympy
import torch
from torch import Tensor
from torch.testing import assert_close

from snippets.convolution import spatially_separable_convolution_formula as f
from snippets.convolution.separable_convolution_cost import conv2d_cost
from snippets.convolution.spatially_separable_convolution import (
    separable_cross_correlate2d,
    separate,
)

FORMULAS = f.FORMULAS


class Image:
    """An image that is 0 outside."""

    def __init__(self, numbers: Tensor) -> None:
        self.numbers = numbers

    def __getitem__(self, place: tuple[int, ...]) -> float:
        inside = all(0 <= k < n for k, n in zip(place, self.numbers.shape, strict=True))
        return self.numbers[place].item() if inside else 0.0


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def test_kernel() -> None:
    reading = FORMULAS["kernel"]
    value = sympy.lambdify((f.COLUMN, f.ROW, f.U, f.V), reading.rhs, modules="math")
    column, row = sample(0, 2), sample(1, 3)
    found = [value(column, row, u, v) for u, v in product(range(2), range(3))]
    assert_close(torch.stack(found).reshape(2, 3), torch.outer(column, row))


def test_passes() -> None:
    x, column, row = sample(0, 5, 6), sample(1, 2), sample(2, 3)
    for s, p, d in [(1, 0, 1), (2, 2, 2)]:
        expected = separable_cross_correlate2d(x, column, row, s, p, d)
        value = sympy.lambdify(
            (f.INPUT, f.COLUMN, f.ROW, f.I, f.J),
            FORMULAS["passes"].rhs.subs({f.S: s, f.P: p, f.D: d, f.K_H: 2, f.K_W: 3}),
            modules="math",
        )
        places = product(*map(range, expected.shape))
        found = [float(value(Image(x), column, row, *place)) for place in places]
        assert_close(torch.tensor(found).double().reshape(expected.shape), expected)


def test_ratio() -> None:
    at = {f.K_H: 5, f.K_W: 7}
    two = conv2d_cost(1, 1, (5, 1), (9, 8)) + conv2d_cost(1, 1, (1, 7), (9, 8))
    expected = sympy.Rational(two, conv2d_cost(1, 1, (5, 7), (9, 8)))
    assert FORMULAS["ratio"].rhs.subs(at) == expected


def test_share() -> None:
    kernel = sample(0, 3, 4)
    values = [0.0, *torch.linalg.svdvals(kernel).tolist()]
    value = sympy.lambdify(f.VALUE, FORMULAS["share"].rhs.subs(f.RANKS, 3), modules="math")
    assert_close(value(values), separate(kernel)[2].item())
