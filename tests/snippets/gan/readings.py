"""What the tests of the GAN formulas share."""

from collections.abc import Sequence

import sympy
import torch


def filled(base: sympy.IndexedBase, values: Sequence[float]) -> dict:
    """Return what to substitute for base[1], base[2] and so on."""
    return {base[number]: value for number, value in enumerate(values, start=1)}


def evaluated(formula: sympy.Eq, counts: dict, *given: dict) -> float:
    """Return the right side's value, its sums written out for the counts."""
    reading = formula.rhs.subs(counts).doit()
    for values in given:
        reading = reading.subs(values)
    return float(reading)


def random(seed: int, count: int) -> torch.Tensor:
    """Return normally distributed numbers."""
    return torch.randn(
        count, generator=torch.Generator().manual_seed(seed), dtype=torch.float64
    )
