"""The formulas of the multi-channel convolution page give the numbers that the code gives."""

from itertools import product

import sympy
import torch
from torch import Tensor
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution import multi_channel_convolution_formula as f
from snippets.convolution.multi_channel_convolution import conv2d, conv2d_parameters
from snippets.convolution.separable_convolution_cost import conv2d_cost

FORMULAS = f.FORMULAS


class Images:
    """A batch of images that is 0 outside."""

    def __init__(self, numbers: Tensor) -> None:
        self.numbers = numbers

    def __getitem__(self, place: tuple[int, ...]) -> float:
        inside = all(0 <= k < n for k, n in zip(place, self.numbers.shape, strict=True))
        return self.numbers[place].item() if inside else 0.0


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def test_convolution() -> None:
    x, weight, bias = sample(0, 2, 2, 4, 5), sample(1, 3, 2, 2, 3), sample(2, 3)
    reading = FORMULAS["convolution"]
    for s, p, d in [(1, 0, 1), (2, 1, 1), (1, 2, 2)]:
        expected = conv2d(x, weight, bias, s, p, d)
        numbers = {f.S: s, f.P: p, f.D: d, f.C_IN: 2, f.K_H: 2, f.K_W: 3}
        value = sympy.lambdify(
            (f.INPUT, f.WEIGHT, f.BIAS, *reading.lhs.indices),
            reading.rhs.subs(numbers),
            modules="math",
        )
        places = product(*map(range, expected.shape))
        found = [float(value(Images(x), weight, bias, *place)) for place in places]
        assert_close(torch.tensor(found).double().reshape(expected.shape), expected)


def test_matrix() -> None:
    x, weight, bias = sample(0, 2, 2, 4, 5), sample(1, 3, 2, 2, 3), sample(2, 3)
    expected = conv2d(x, weight, bias).flatten(2)
    windows, rows = F.unfold(x, (2, 3)), weight.flatten(1)
    reading = FORMULAS["matrix"]
    assert rows.shape[1] == 2 * 2 * 3
    value = sympy.lambdify(
        (f.KERNELS, f.WINDOWS, f.BIAS, *reading.lhs.indices),
        reading.rhs.subs(f.ROWS, rows.shape[1]),
        modules="math",
    )
    places = product(*map(range, expected.shape))
    found = [value(rows, windows, bias, *place) for place in places]
    assert_close(torch.stack(found).reshape(expected.shape), expected)


def test_parameters_and_cost() -> None:
    at = {f.C_IN: 3, f.C_OUT: 5, f.K_H: 2, f.K_W: 4, f.H_OUT: 6, f.W_OUT: 7}
    assert FORMULAS["parameters"].rhs.subs(at).doit() == conv2d_parameters(3, 5, (2, 4))
    assert FORMULAS["cost"].rhs.subs(at).doit() == conv2d_cost(3, 5, (2, 4), (6, 7))
