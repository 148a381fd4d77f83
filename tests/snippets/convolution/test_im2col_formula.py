"""The formulas of the im2col page give the numbers that the code gives."""

import itertools

import torch

from snippets.convolution import im2col_formula as formula
from snippets.convolution.convolution_sizes import conv_output_size
from snippets.convolution.im2col import fold, unfold

FORMULAS = formula.FORMULAS
SIZE, KERNEL, STRIDE, DILATION, PADDING = 4, 2, 2, 2, 1
OUT = conv_output_size(SIZE, KERNEL, STRIDE, PADDING, DILATION)
SIZES = {
    formula.K_H: KERNEL,
    formula.K_W: KERNEL,
    formula.S: STRIDE,
    formula.D: DILATION,
    formula.P: PADDING,
    formula.H: SIZE,
    formula.W: SIZE,
    formula.H_OUT: OUT,
    formula.W_OUT: OUT,
}
IMAGE = torch.arange(1.0, 2 * SIZE**2 + 1).reshape(1, 2, SIZE, SIZE)
OPTIONS = {"dilation": DILATION, "padding": PADDING, "stride": STRIDE}


def test_unfold() -> None:
    columns = unfold(IMAGE, KERNEL, **OPTIONS)
    for c, u, v, i, j in itertools.product(range(2), *[range(KERNEL)] * 2, *[range(OUT)] * 2):
        at = {
            formula.N: 0,
            formula.C: c,
            formula.U: u,
            formula.V: v,
            formula.I: i,
            formula.J: j,
        }
        relation = FORMULAS["unfold"].subs({**SIZES, **at})
        row, column = map(int, relation.lhs.indices[1:])
        place = tuple(map(int, relation.rhs.indices))
        inside = all(0 <= axis < SIZE for axis in place[2:])
        assert columns[0, row, column] == (IMAGE[place] if inside else 0)


def test_fold() -> None:
    columns = unfold(IMAGE, KERNEL, **OPTIONS)
    image = fold(columns, SIZE, KERNEL, **OPTIONS)
    for c, q, t in ((0, 0, 0), (1, 1, 3), (0, 2, 1), (1, 3, 3)):
        at = {formula.N: 0, formula.C: c, formula.Q: q, formula.T: t}
        total = FORMULAS["fold"].rhs.subs({**SIZES, **at}).doit()
        known = {
            term: columns[tuple(map(int, term.indices))].item()
            for term in total.atoms(type(formula.WINDOWS[0, 0, 0]))
        }
        assert float(total.subs(known)) == image[0, c, q, t]


def test_memory() -> None:
    columns = unfold(IMAGE, KERNEL, **OPTIONS)
    ratio = FORMULAS["memory"].rhs.subs(SIZES)
    assert float(ratio) == columns.numel() / IMAGE.numel()
