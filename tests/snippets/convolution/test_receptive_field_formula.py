"""The formulas of the receptive field page give the numbers that the code gives."""

from math import sqrt

import pytest
import sympy

from snippets.convolution import receptive_field_formula as f
from snippets.convolution.effective_receptive_field import uniform_spread
from snippets.convolution.receptive_field import Layer, receptive_field

FORMULAS = f.FORMULAS
STACKS = [
    [Layer(3, 2, 1), Layer(3, 1, 2, 2), Layer(2, 2)],
    [Layer(5, 3, 2), Layer(2, 2, 1, 3), Layer(3, 1, 1, 2), Layer(4, 2)],
]


def settings(layers: list[Layer]) -> dict:
    values = {}
    for number, (k, s, p, d) in enumerate(layers, start=1):
        values |= {f.KERNELS[number]: k, f.STRIDES[number]: s}
        values |= {f.PADDINGS[number]: p, f.DILATIONS[number]: d}
    return values


def step(name: str, number: int, known: dict) -> sympy.Basic:
    return FORMULAS[name].rhs.subs(f.LAYER, number).subs(known)


@pytest.mark.parametrize("layers", STACKS, ids=["three", "four"])
def test_recursion(layers: list[Layer]) -> None:
    known = settings(layers) | {f.SIZE[0]: 1, f.JUMP[0]: 1, f.START[0]: 0}
    for number in range(1, len(layers) + 1):
        size, jump, start = (step(name, number, known) for name in ("size", "jump", "start"))
        assert (size, jump, start) == receptive_field(layers[:number])
        known |= {f.SIZE[number]: size, f.JUMP[number]: jump, f.START[number]: start}


@pytest.mark.parametrize("layers", STACKS, ids=["three", "four"])
def test_closed_form(layers: list[Layer]) -> None:
    written_out = FORMULAS["closed"].rhs.subs(f.L, len(layers)).doit()
    assert written_out.subs(settings(layers)) == receptive_field(layers).size


@pytest.mark.parametrize("layers", STACKS, ids=["three", "four"])
def test_spread(layers: list[Layer]) -> None:
    written_out = FORMULAS["spread"].rhs.subs(f.L, len(layers)).doit()
    jumps = {f.JUMP[n]: receptive_field(layers[:n]).jump for n in range(len(layers))}
    variance = written_out.subs(settings(layers) | jumps)
    assert sqrt(float(variance)) == pytest.approx(uniform_spread(layers))
