"""The formulas of the page give the numbers that the code gives."""

from itertools import product

import sympy
import torch
from torch import Tensor
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution import flattened_convolution_formula as f
from snippets.convolution.flattened_convolution import flattened_conv2d, rank_one_weight
from snippets.convolution.flattened_layer import flattened_layer

FORMULAS = f.FORMULAS


class Image:
    """Channels that are 0 outside."""

    def __init__(self, numbers: Tensor) -> None:
        self.numbers = numbers

    def __getitem__(self, place: tuple[int, ...]) -> float:
        inside = all(0 <= k < n for k, n in zip(place, self.numbers.shape, strict=True))
        return self.numbers[place].item() if inside else 0.0


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def test_kernel() -> None:
    names = f.LATERAL, f.VERTICAL, f.HORIZONTAL, f.FI, f.CH, f.U, f.V
    value = sympy.lambdify(names, FORMULAS["kernel"].rhs, modules="math")
    weights = sample(1, 2, 3), sample(2, 2, 2), sample(3, 2, 4)
    expected = rank_one_weight(*weights)
    places = product(*map(range, expected.shape))
    found = [value(*weights, *place) for place in places]
    assert_close(torch.stack(found).reshape(expected.shape), expected)


def test_passes() -> None:
    x, bias = sample(0, 2, 4, 5), sample(4, 2)
    weights = sample(1, 2, 2), sample(2, 2, 2), sample(3, 2, 3)
    for s, p, d in [(1, 0, 1), (2, 2, 2)]:
        expected = flattened_conv2d(x[None], *weights, bias, s, p, d)[0]
        value = sympy.lambdify(
            (f.INPUT, f.LATERAL, f.VERTICAL, f.HORIZONTAL, f.BIAS, f.FI, f.I, f.J),
            FORMULAS["passes"].rhs.subs({f.S: s, f.P: p, f.D: d, f.C: 2, f.K_H: 2, f.K_W: 3}),
            modules="math",
        )
        places = product(*map(range, expected.shape))
        found = [float(value(Image(x), *weights, bias, *place)) for place in places]
        assert_close(torch.tensor(found).double().reshape(expected.shape), expected)


def test_ratio_is_that_of_the_weights() -> None:
    few = sum(weight.numel() for weight in flattened_layer(7, 4, 5).parameters())
    at = {f.C: 7, f.K_H: 5, f.K_W: 5}
    assert FORMULAS["ratio"].rhs.subs(at) == sympy.Rational(few, 4 * 7 * 5 * 5)
    weights = sample(1, 2, 7), sample(2, 2, 3), sample(3, 2, 5)
    count = sympy.Rational(
        sum(weight.numel() for weight in weights), rank_one_weight(*weights).numel()
    )
    assert FORMULAS["ratio"].rhs.subs({f.C: 7, f.K_H: 3, f.K_W: 5}) == count


def test_many_channels_leave_one_over_the_window() -> None:
    assert sympy.limit(FORMULAS["ratio"].rhs, f.C, sympy.oo) == 1 / (f.K_H * f.K_W)


def test_separable_is_a_depthwise_and_a_pointwise_convolution() -> None:
    names = f.LATERAL, f.DEPTHWISE, f.FI, f.CH, f.U, f.V
    value = sympy.lambdify(names, FORMULAS["separable"].rhs, modules="math")
    lateral, depthwise, x = sample(1, 4, 3), sample(2, 3, 2, 3), sample(0, 1, 3, 4, 5)
    places = product(range(4), range(3), range(2), range(3))
    kernel = torch.stack([value(lateral, depthwise, *place) for place in places])
    passed = F.conv2d(x, depthwise[:, None], groups=3)
    expected = F.conv2d(passed, lateral[:, :, None, None])
    assert_close(F.conv2d(x, kernel.reshape(4, 3, 2, 3)), expected)
