"""The numbers drawn are torch's. Drawings have no gradient and no bad input."""

from xml.etree import ElementTree

import torch
from torch.nn import functional as F

from snippets.convolution import flattened_convolution_figure as figure


def test_the_output_is_that_of_torch() -> None:
    kernel = torch.einsum("fc,fu,fv->fcuv", figure.LATERAL, figure.VERTICAL, figure.HORIZONTAL)
    grids = figure.grids()
    assert [kind for _, kind, _, _ in grids] == "muted muted a a b b c c".split()
    assert torch.equal(grids[6][0], F.conv2d(figure.INPUT, kernel)[0, 0])
    assert grids[2][0].tolist() == [[3, 5, 2], [2, 2, 7]]
    assert grids[4][0].tolist() == [[7, 9, 16]]
    assert [grids[n][0].tolist() for n in (3, 5, 7)] == [[[2], [1]], [[1], [2]], [[-1, 1]]]


def test_each_number_stands_in_its_cell() -> None:
    svg = figure.FIGURES["flattened-convolution"]()
    assert svg.width <= 400
    root = ElementTree.fromstring(svg.to_string())
    boxes = [(float(e.get("x")), float(e.get("y"))) for e in root if e.tag.endswith("rect")]
    cells = {
        (left + j * figure.CELL, top + i * figure.CELL): str(int(number)).replace("-", "−")
        for numbers, _, left, top in figure.grids()
        for i, line in enumerate(numbers.tolist())
        for j, number in enumerate(line)
    }
    assert sorted(boxes) == sorted(cells)
    middle = figure.CELL / 2
    texts = {
        (float(e.get("x")) - middle, float(e.get("y")) - middle - 4.5): e.text
        for e in root
        if e.tag.endswith("text")
    }
    assert cells.items() <= texts.items()
    assert max(x for x, _ in boxes) + figure.CELL <= svg.width
    assert max(y for _, y in boxes) + figure.CELL <= svg.height
