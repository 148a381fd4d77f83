"""The formulas of the convolution page give the numbers that the code gives."""

from itertools import product

import sympy
import torch
from torch import Tensor
from torch.testing import assert_close

from snippets.convolution import convolution_formula as f
from snippets.convolution.convolution import convolve2d, cross_correlate2d
from snippets.convolution.convolution_sizes import conv_output_size

FORMULAS = f.FORMULAS


class Image:
    """A matrix that is 0 outside."""

    def __init__(self, numbers: Tensor) -> None:
        self.numbers = numbers

    def __getitem__(self, place: tuple[int, int]) -> float:
        inside = all(0 <= k < n for k, n in zip(place, self.numbers.shape, strict=True))
        return self.numbers[place].item() if inside else 0.0


def sample(seed: int, *shape: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64)


def values(name: str, x: Tensor, weight: Tensor, shape: tuple, **numbers: int) -> Tensor:
    """Return a formula's right side at every output position."""
    known = {f.K_H: weight.shape[0], f.K_W: weight.shape[1]}
    known |= {getattr(f, key): number for key, number in numbers.items()}
    value = sympy.lambdify(
        (f.IMAGE, f.WEIGHT, f.I, f.J), FORMULAS[name].rhs.subs(known), modules="math"
    )
    places = product(*map(range, shape))
    found = [float(value(Image(x), weight, *place)) for place in places]
    return torch.tensor(found, dtype=torch.float64).reshape(shape)


def test_cross_correlation() -> None:
    x, weight = sample(0, 5, 6), sample(1, 2, 3)
    for s, p, d in [(1, 0, 1), (2, 1, 1), (1, 2, 2), (2, 1, 2)]:
        expected = cross_correlate2d(x, weight, s, p, d)
        found = values("cross_correlation", x, weight, expected.shape, S=s, P=p, D=d)
        assert_close(found, expected)


def test_convolution_is_a_full_one() -> None:
    x, weight = sample(0, 3, 4), sample(1, 2, 3)
    expected = convolve2d(x, weight, padding=(1, 2))
    assert expected.shape == (3 + 2 - 1, 4 + 3 - 1)
    assert_close(values("convolution", x, weight, expected.shape), expected)
    beyond = values("convolution", x, weight, (6, 8))  # further out it is 0
    assert_close(beyond[:4, :6], expected)
    assert torch.count_nonzero(beyond) == expected.numel()


def test_turned() -> None:
    weight = sample(0, 2, 3)
    turned = torch.empty_like(weight)
    reading = FORMULAS["turned"]
    for u, v in product(range(2), range(3)):
        at = {f.U: u, f.V: v, f.K_H: 2, f.K_W: 3}
        place = [tuple(int(k.subs(at)) for k in side.indices) for side in reading.args]
        turned[place[0]] = weight[place[1]]
    x = sample(1, 4, 5)
    assert_close(cross_correlate2d(x, turned), convolve2d(x, weight))


def test_output_size() -> None:
    for size, k, s, p, d in product((9, 12), (2, 3), (1, 2, 3), (0, 1), (1, 2, 4)):
        at = {f.H_IN: size, f.K: k, f.S: s, f.P: p, f.D: d}
        assert FORMULAS["output_size"].rhs.subs(at).doit() == conv_output_size(size, k, s, p, d)


def test_coefficient() -> None:
    a, b = [3, -1, 2, 5], [2, 0, -3]
    terms = FORMULAS["coefficient"].rhs.subs(f.N, len(b))
    value = sympy.lambdify((f.A, f.B, f.I), terms, modules="math")
    longer = [*a, 0, 0, 0, 0, 0, 0]  # index -1 and on: 0 as well
    found = [value(longer, b, i) for i in range(len(a) + len(b) - 1)]
    product_of_both = sympy.Poly(a[::-1], f.T) * sympy.Poly(b[::-1], f.T)
    assert found == product_of_both.all_coeffs()[::-1]
