"""The numbers drawn are those of torch. Drawings have no gradient and no bad input."""

from xml.etree import ElementTree

import pytest
import torch
from torch.nn import functional as F

from snippets.convolution import transposed_convolution_figure as figure
from snippets.svg import Svg


def drawn_integers(svg: Svg) -> list[int]:
    root = ElementTree.fromstring(svg.to_string())
    return [int(e.text) for e in root if e.tag.endswith("text") and e.text.isdigit()]


def texts(svg: Svg) -> list[str]:
    root = ElementTree.fromstring(svg.to_string())
    return [e.text for e in root if e.tag.endswith("text")]


def integers(*arrays: torch.Tensor) -> list[int]:
    return [int(value) for array in arrays for value in array.flatten()]


def test_the_example_is_that_of_the_page() -> None:
    assert figure.INPUT.tolist() == [[1, 2], [3, 4]]
    assert figure.KERNEL.tolist() == [[1, 2, 3], [4, 5, 6], [7, 8, 9]]


@pytest.mark.parametrize(
    ("stem", "stride", "grid", "sum_line"),
    [
        (
            "transposed-convolution-2x2-to-4x4",
            1,
            [[0, 0, 1, 2, 0, 0], [0, 0, 3, 4, 0, 0]],
            "框内：5×1 + 4×2 + 2×3 + 1×4 = 23",
        ),
        (
            "transposed-convolution-2x2-to-5x5",
            2,
            [[0, 0, 1, 0, 2, 0, 0], [0] * 7, [0, 0, 3, 0, 4, 0, 0]],
            "框内：9×1 + 7×2 + 3×3 + 1×4 = 36",
        ),
    ],
)
def test_step_draws_input_grid_kernels_and_output(stem, stride, grid, sum_line) -> None:
    ring = [[0] * len(grid[0])] * 2
    padded = torch.tensor(ring + grid + ring)
    output = F.conv_transpose2d(
        figure.INPUT[None, None], figure.KERNEL[None, None], stride=stride
    )
    expected = integers(figure.INPUT, padded, figure.KERNEL, figure.KERNEL.flip(0, 1), output)
    svg = figure.FIGURES[stem]()
    assert drawn_integers(svg) == expected
    assert sum_line in texts(svg)


def test_matrix_draws_every_entry() -> None:
    columns = torch.eye(16).reshape(16, 1, 4, 4)
    expected = F.conv2d(columns, figure.KERNEL[None, None]).reshape(16, 4).T
    svg = figure.FIGURES["convolution-matrix"]()
    assert drawn_integers(svg) == integers(expected)
    assert "64 格中 36 格非零，每行都是同样的 9 个权重" in texts(svg)


@pytest.mark.parametrize("stem", figure.FIGURES)
def test_fits_a_phone(stem: str) -> None:
    svg = figure.FIGURES[stem]()
    assert svg.width <= 400
