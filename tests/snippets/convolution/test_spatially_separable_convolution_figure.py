"""The numbers drawn are torch's. Drawings have no gradient and no bad input."""

from xml.etree import ElementTree

import torch
from torch.nn import functional as F

from snippets.convolution import spatially_separable_convolution_figure as figure


def test_the_output_is_that_of_torch() -> None:
    kernel = torch.outer(figure.COLUMN, figure.ROW)[None, None]
    expected = F.conv2d(figure.INPUT[None, None], kernel)[0, 0]
    grids = figure.grids()
    assert [kind for _, kind, _, _ in grids] == ["muted", "a", "a", "b", "c"]
    assert torch.equal(grids[-1][0], expected)
    assert grids[2][0].tolist() == [[3, 5, 9, 5]]


def test_each_number_stands_in_its_cell() -> None:
    svg = figure.FIGURES["spatially-separable-convolution"]()
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
