"""The formulas of the resize convolution page give the numbers that the code gives."""

import pytest
import torch

from snippets.convolution import resize_convolution_formula as formula
from snippets.convolution.resize_convolution import (
    nearest_upsample,
    stamp_counts,
    transposed_kernel,
)

FORMULAS = formula.FORMULAS


def test_nearest() -> None:
    image = torch.arange(12.0).reshape(1, 1, 3, 4)
    large = nearest_upsample(image, 3)[0, 0]
    for q, t in ((0, 0), (4, 7), (8, 11), (2, 3)):
        pixel = FORMULAS["nearest"].rhs.subs({formula.Q: q, formula.T: t, formula.S: 3})
        assert image[0, 0][tuple(map(int, pixel.indices))] == large[q, t]


@pytest.mark.parametrize("scale", [1, 2, 3])
def test_kernel(scale: int) -> None:
    weight = torch.arange(1.0, 10).reshape(3, 3)
    kernel = transposed_kernel(weight[None, None], scale)[0, 0]
    for a, b in ((0, 0), (1, 2), (2, 1), (scale + 1, scale + 1)):
        at = {formula.A: a, formula.B: b, formula.SIZE: 3, formula.S: scale}
        total = FORMULAS["kernel"].rhs.subs(at).doit()
        for term in total.atoms(type(formula.WEIGHT[0, 0])):
            u, v = map(int, term.indices)
            inside = 0 <= u < 3 and 0 <= v < 3
            total = total.subs(term, weight[u, v].item() if inside else 0)
        assert float(total) == kernel[a, b]


@pytest.mark.parametrize(("kernel_size", "stride"), [(3, 2), (4, 2), (5, 3), (2, 3)])
def test_count(kernel_size: int, stride: int) -> None:
    size = 6
    counts = stamp_counts(size, kernel_size, stride)
    for q in range(kernel_size - 1, (size - 1) * stride + 1):  # away from the border
        at = {formula.Q: q, formula.SIZE: kernel_size, formula.S: stride}
        assert int(FORMULAS["count"].rhs.subs(at)) == counts[q]
