"""The formulas of the transposed convolution page give the numbers that the code gives."""

from itertools import product
from random import Random

import sympy
import torch
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.convolution import transposed_convolution_formula as formula
from snippets.convolution.convolution_matrix import convolution_matrix
from snippets.convolution.convolution_sizes import conv_output_size, conv_transpose_output_size
from snippets.convolution.transposed_convolution import conv_transpose2d_by_scatter

FORMULAS = formula.FORMULAS


def numbers(seed: int) -> dict[str, int]:
    random = Random(seed)
    k, d, s = random.randint(1, 5), random.randint(1, 3), random.randint(1, 4)
    return {"size": random.randint(12, 30), "k": k, "s": s, "p": random.randint(0, 5), "d": d}


def test_output_size_of_a_convolution() -> None:
    reading = FORMULAS["conv_output_size"].rhs
    for seed in range(60):
        n = numbers(seed)
        at = {formula.H: n["size"], formula.K: n["k"], formula.S: n["s"]}
        at |= {formula.P: n["p"], formula.D: n["d"]}
        shape = F.conv1d(
            torch.zeros(1, 1, n["size"]),
            torch.zeros(1, 1, n["k"]),
            None,
            n["s"],
            n["p"],
            n["d"],
        ).shape
        assert reading.subs(at) == shape[2]
        assert shape[2] == conv_output_size(n["size"], n["k"], n["s"], n["p"], n["d"])


def test_output_size_of_a_transposed_convolution() -> None:
    reading = FORMULAS["transposed_output_size"].rhs
    for seed in range(60):
        n = numbers(seed)
        extra = Random(seed).randrange(n["s"])
        at = {formula.H: n["size"], formula.K: n["k"], formula.S: n["s"]}
        at |= {formula.P: n["p"], formula.D: n["d"], formula.P_OUT: extra}
        code = conv_transpose_output_size(n["size"], n["k"], n["s"], n["p"], extra, n["d"])
        x, w = torch.zeros(1, 1, n["size"]), torch.zeros(1, 1, n["k"])
        shape = F.conv_transpose1d(x, w, None, n["s"], n["p"], extra, 1, n["d"]).shape
        assert reading.subs(at) == code == shape[2]


def test_output_padding_brings_back_the_size() -> None:
    reading = FORMULAS["output_padding"].rhs
    used = set()
    for seed in range(60):
        n = numbers(seed)
        at = {formula.H: n["size"], formula.K: n["k"], formula.S: n["s"]}
        extra = int(reading.subs(at | {formula.P: n["p"], formula.D: n["d"]}))
        small = conv_output_size(n["size"], n["k"], n["s"], n["p"], n["d"])
        back = conv_transpose_output_size(small, n["k"], n["s"], n["p"], extra, n["d"])
        assert back == n["size"]
        used.add(extra)
    assert used == {0, 1, 2, 3}


def test_scatter_sum() -> None:
    reading = FORMULAS["scatter"]
    o, i, j = reading.lhs.indices
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(2, 2, 3, generator=generator, dtype=torch.float64)
    w = torch.randn(2, 3, 3, 2, generator=generator, dtype=torch.float64)
    b = torch.randn(3, generator=generator, dtype=torch.float64)
    sizes = {formula.C_IN: 2, formula.H: 2, formula.W: 3, formula.K_H: 3, formula.K_W: 2}
    for s, p, d in [(1, 0, 1), (2, 1, 1), (3, 0, 2)]:
        steps = {formula.S: s, formula.P: p, formula.D: d}
        value = sympy.lambdify(
            (formula.INPUT, formula.WEIGHT, formula.BIAS, o, i, j),
            reading.rhs.subs(sizes | steps),
            modules=[{"Indicator": float}, "math"],
        )
        code = conv_transpose2d_by_scatter(x[None], w, b, s, p, dilation=d)[0]
        places = product(*map(range, code.shape))
        read = torch.stack([value(x, w, b, *place) for place in places]).reshape(code.shape)
        assert_close(read, code)
        assert_close(read, F.conv_transpose2d(x[None], w, b, s, p, dilation=d)[0])


def test_products_of_the_rows_of_c() -> None:
    matrix = convolution_matrix(torch.arange(1.0, 10.0).reshape(1, 1, 3, 3), 4)
    assert FORMULAS["gram"].rhs.tolist() == (matrix @ matrix.T).int().tolist()
    assert FORMULAS["gram"].lhs.args[0].shape == matrix.shape
    assert FORMULAS["gram"].rhs != sympy.eye(4)
