"""The formula of the pixel shuffle page moves each number where the code moves it."""

from itertools import product

import sympy
import torch

from snippets.convolution import pixel_shuffle_formula as formula
from snippets.convolution.pixel_shuffle import pixel_shuffle


def test_the_formula_says_where_each_number_goes() -> None:
    factor, channels, height, width = 3, 2, 2, 4
    x = torch.arange(factor**2 * channels * height * width)
    x = x.reshape(factor**2 * channels, height, width)
    y = pixel_shuffle(x, factor)
    reading = formula.FORMULAS["shuffle"]
    places = product(range(channels), range(height), range(width), range(factor), range(factor))
    seen = set()
    for c, i, j, u, v in places:
        at = {
            formula.R: factor,
            formula.CHANNEL: c,
            formula.ROW: i,
            formula.COLUMN: j,
            formula.DOWN: u,
            formula.RIGHT: v,
        }
        target = tuple(int(sympy.sympify(index).subs(at)) for index in reading.lhs.indices)
        origin = tuple(int(sympy.sympify(index).subs(at)) for index in reading.rhs.indices)
        assert y[target] == x[origin]
        seen.add(target)
    assert len(seen) == y.numel()
