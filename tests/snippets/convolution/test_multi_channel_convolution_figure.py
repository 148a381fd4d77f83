"""The numbers drawn are torch's. Drawings have no gradient and no bad input."""

from xml.etree import ElementTree

import torch
from torch.nn import functional as F

from snippets.convolution import multi_channel_convolution_figure as figure


def test_outputs_are_those_of_torch() -> None:
    expected = F.conv2d(figure.INPUT[None], figure.WEIGHT, figure.BIAS)[0]
    outputs = [numbers for numbers, kind, _, _ in figure.grids() if kind == "c"]
    assert torch.equal(torch.stack(outputs), expected)


def test_a_slice_has_the_colour_of_the_channel_that_it_reads() -> None:
    grids = figure.grids()
    assert [kind for _, kind, _, _ in grids] == ["a", "b", *"abc" * 3]
    for o in range(3):
        for c in range(2):
            assert torch.equal(grids[2 + 3 * o + c][0], figure.WEIGHT[o, c])


def test_each_number_stands_in_its_cell() -> None:
    svg = figure.FIGURES["multi-channel-convolution"]()
    assert svg.width <= 400
    root = ElementTree.fromstring(svg.to_string())
    boxes = [(float(e.get("x")), float(e.get("y"))) for e in root if e.tag.endswith("rect")]
    cells = {
        (left + j * figure.CELL, top + i * figure.CELL): str(int(number)).replace("-", "−")
        for numbers, _, left, top in figure.grids()
        for i, row in enumerate(numbers.tolist())
        for j, number in enumerate(row)
    }
    assert sorted(boxes) == sorted(cells)  # none is drawn over another
    middle = figure.CELL / 2
    texts = {
        (float(e.get("x")) - middle, float(e.get("y")) - middle - 4.5): e.text
        for e in root
        if e.tag.endswith("text")
    }
    assert cells.items() <= texts.items()
    assert max(x for x, _ in boxes) + figure.CELL <= svg.width
    assert max(y for _, y in boxes) + figure.CELL <= svg.height


def test_the_bias_stands_between_the_slices_and_the_output() -> None:
    root = ElementTree.fromstring(figure.draw().to_string())
    texts = [e.text for e in root if e.tag.endswith("text") and e.text.endswith("→")]
    assert texts == ["+ 1 →", "− 2 →", "+ 10 →"]
