"""The fifteen relations give the sizes of torch, wherever their conditions hold."""

import itertools
from collections.abc import Callable

import pytest
import sympy
import torch
from torch.nn import functional as F

from snippets.convolution import convolution_arithmetic_formula as formula

SIZES = (formula.I, formula.K, formula.S, formula.P, formula.D)
# The condition of each relation on k, s, p, d and the remainder a; those of 8 to 14 are on the
# convolution whose transpose is taken.
CONDITIONS: dict[int, Callable[[int, int, int, int, int], bool]] = {
    1: lambda k, s, p, d, a: (s, p, d) == (1, 0, 1),
    2: lambda k, s, p, d, a: (s, d) == (1, 1),
    3: lambda k, s, p, d, a: (s, d) == (1, 1) and k == 2 * p + 1,
    4: lambda k, s, p, d, a: (s, d) == (1, 1) and p == k - 1,
    5: lambda k, s, p, d, a: (p, d) == (0, 1),
    6: lambda k, s, p, d, a: d == 1,
    7: lambda k, s, p, d, a: (p, d) == (0, 1),
    8: lambda k, s, p, d, a: (s, p, d) == (1, 0, 1),
    9: lambda k, s, p, d, a: (s, d) == (1, 1),
    10: lambda k, s, p, d, a: (s, d) == (1, 1) and k == 2 * p + 1,
    11: lambda k, s, p, d, a: (s, d) == (1, 1) and p == k - 1,
    12: lambda k, s, p, d, a: (p, d, a) == (0, 1, 0),
    13: lambda k, s, p, d, a: (d, a) == (1, 0),
    14: lambda k, s, p, d, a: d == 1,
    15: lambda k, s, p, d, a: True,
}
CASES = [
    (i, k, s, p, d)
    for i, k, s, p, d in itertools.product(
        range(1, 8), range(1, 5), range(1, 4), range(3), (1, 2)
    )
    if d * (k - 1) < i + 2 * p  # the kernel fits in
]


def row(size: int) -> torch.Tensor:
    return torch.empty(1, 1, size, device="meta")


@pytest.mark.parametrize("number", formula.RELATIONS)
def test_the_sizes_are_those_of_torch(number: int) -> None:
    relation = formula.RELATIONS[number].rhs
    back = sympy.lambdify((formula.I_BACK, formula.A, *SIZES), relation, "math")
    remainder = sympy.lambdify(SIZES, formula.FORMULAS["remainder"].rhs, "math")
    seen = 0
    for i, k, s, p, d in CASES:
        a = remainder(i, k, s, p, d)
        if not CONDITIONS[number](k, s, p, d, a):
            continue
        seen += 1
        if number == 7:
            output = F.max_pool1d(torch.zeros(1, 1, i), k, s)
        else:
            output = F.conv1d(row(i), row(k), None, s, p, d)
        if number in range(8, 15):
            small = output.shape[-1]
            # The remainder is torch's output_padding: the input's size comes back.
            assert back(small, a, i, k, s, p, d) == i
            transposed = F.conv_transpose1d(row(small), row(k), None, s, p, a)
            assert transposed.shape[-1] == i
        else:
            assert back(0, a, i, k, s, p, d) == output.shape[-1]
    assert seen >= 8
