r"""The relations of Dumoulin and Visin (arXiv:1603.07285), by their numbers, in SymPy.

Symbols: i input, k kernel, s stride, p padding, d dilation, o output; i', o' input and output
of the transpose of a convolution with k, s, p; a the remainder of that convolution.
"""

import sympy
from sympy import Add, Basic, Eq, Mul, Pow, floor, symbols

I, K, S, P, D, O = symbols("i k s p d o", integer=True)  # noqa: E741
A, I_BACK, O_BACK = symbols("a i' o'", integer=True)


def _add(*terms: Basic | int) -> Add:
    return Add(*terms, evaluate=False)


def _mul(*factors: Basic | int) -> Mul:
    return Mul(*factors, evaluate=False)


def _positions(room: Basic) -> Add:
    return _add(floor(_mul(room, Pow(S, -1)), evaluate=False), 1)


def _eq(left: Basic, right: Basic) -> Eq:
    return Eq(left, right, evaluate=False)


_LESS_1 = _add(K, -1)
_STAMPS = _mul(S, _add(I_BACK, -1))

RELATIONS = {
    1: _eq(O, _add(_add(I, -K), 1)),
    2: _eq(O, _add(I, -K, _mul(2, P), 1)),
    3: _eq(O, I),
    4: _eq(O, _add(I, _LESS_1)),
    5: _eq(O, _positions(_add(I, -K))),
    6: _eq(O, _positions(_add(I, _mul(2, P), -K))),
    7: _eq(O, _positions(_add(I, -K))),
    8: _eq(O_BACK, _add(I_BACK, _LESS_1)),
    9: _eq(O_BACK, _add(I_BACK, _LESS_1, _mul(-2, P))),
    10: _eq(O_BACK, I_BACK),
    11: _eq(O_BACK, _add(I_BACK, _mul(-1, _LESS_1))),
    12: _eq(O_BACK, _add(_STAMPS, K)),
    13: _eq(O_BACK, _add(_STAMPS, K, _mul(-2, P))),
    14: _eq(O_BACK, _add(_STAMPS, A, K, _mul(-2, P))),
    15: _eq(
        O,
        _positions(_add(I, _mul(2, P), -K, _mul(-1, _LESS_1, _add(D, -1)))),
    ),
}

FORMULAS = {
    "convolution": RELATIONS[15],
    "transposed": RELATIONS[14],
    "remainder": _eq(A, sympy.Mod(_add(I, _mul(2, P), -K), S, evaluate=False)),
}
