"""The numbers drawn are those of the operations. Drawings have no gradient and no bad input."""

from xml.etree import ElementTree

import pytest
import torch
from torch.nn import functional as F

from snippets.convolution import convolution_figure as figure


def test_cross_correlation_turns_the_kernel_and_convolution_keeps_it() -> None:
    _, image = figure.panels()[0][:2]
    expected = F.conv2d(image[None, None], figure.KERNEL[None, None], padding=1)[0, 0]
    correlated, convolved = (numbers for _, numbers, _, _ in figure.panels()[2:])
    assert torch.equal(correlated, expected)
    assert torch.equal(correlated[1:4, 1:4], figure.KERNEL.rot90(2))
    assert torch.equal(convolved[1:4, 1:4], figure.KERNEL)
    for numbers in (correlated, convolved):
        assert numbers.sum() == figure.KERNEL.sum() == 45  # nothing outside the middle


def test_each_number_stands_in_its_cell_and_shades_it() -> None:
    svg = figure.FIGURES["convolution-impulse"]()
    root = ElementTree.fromstring(svg.to_string())
    boxes = [e for e in root if e.tag.endswith("rect")]
    cells = [
        (left + j * figure.CELL, top + i * figure.CELL, int(number))
        for _, numbers, left, top in figure.panels()
        for i, row in enumerate(numbers.tolist())
        for j, number in enumerate(row)
    ]
    assert [(float(b.get("x")), float(b.get("y"))) for b in boxes] == [c[:2] for c in cells]
    assert [b.get("class") for b in boxes] == ["box a" if c[2] else "box muted" for c in cells]
    shades = [float(box.get("fill-opacity")) for box in boxes]
    assert shades == pytest.approx([0.05 * c[2] for c in cells])
    middle = figure.CELL / 2
    written = {
        (float(e.get("x")) - middle, float(e.get("y")) - middle - 4.5): e.text
        for e in root
        if e.tag.endswith("text") and e.text.isdigit()
    }
    assert written == {c[:2]: str(c[2]) for c in cells if c[2]}


def test_the_grids_neither_overlap_nor_leave_the_canvas() -> None:
    svg = figure.draw()
    assert svg.width <= 400
    edges = [
        (left, top - 24, left + n.shape[1] * figure.CELL, top + n.shape[0] * figure.CELL)
        for _, n, left, top in figure.panels()
    ]
    for i, (left, top, right, bottom) in enumerate(edges):
        assert 0 <= left
        assert 0 <= top
        assert right <= svg.width
        assert bottom <= svg.height
        for other in edges[:i]:
            apart = left >= other[2] or right <= other[0] or top >= other[3]
            assert apart
