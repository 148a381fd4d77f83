"""The numbers drawn are torch's. Drawings have no gradient and no bad input."""

from xml.etree import ElementTree

import torch
from torch.nn import functional as F

from snippets.convolution import volumetric_convolution_figure as figure


def test_the_parts_add_up_to_the_output_of_torch() -> None:
    expected = F.conv3d(figure.FRAMES[None, None], figure.KERNEL[None, None])[0, 0]
    assert torch.equal(figure.parts().sum(1), expected)
    outputs = [numbers for numbers, kind, _, _ in figure.grids() if kind == "c"]
    assert torch.equal(torch.stack(outputs), expected)


def test_the_parts_have_the_colour_of_their_slice() -> None:
    grids = figure.grids()
    assert [kind for _, kind, _, _ in grids] == ["muted"] * 3 + [*"abc" * 2] + [*"ab"]
    for t, kind in enumerate("ab"):
        parts = [numbers for numbers, k, _, _ in grids if k == kind]
        assert torch.equal(torch.stack(parts[:2]), figure.parts()[:, t])
        assert torch.equal(parts[2], figure.KERNEL[t])


def test_each_number_stands_in_its_cell() -> None:
    svg = figure.FIGURES["volumetric-convolution"]()
    assert svg.width <= 400
    root = ElementTree.fromstring(svg.to_string())
    boxes = [(float(e.get("x")), float(e.get("y"))) for e in root if e.tag.endswith("rect")]
    cells = {
        (left + j * figure.CELL, top): str(int(number)).replace("-", "−")
        for numbers, _, left, top in figure.grids()
        for j, number in enumerate(numbers[0].tolist())
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


def test_each_line_joins_a_frame_a_part_and_a_sum() -> None:
    root = ElementTree.fromstring(figure.draw().to_string())
    lines = [
        (e.get("class"), *(float(e.get(k)) for k in ("x1", "y1", "x2", "y2")))
        for e in root
        if e.tag.endswith("line")
    ]
    half = figure.CELL / 2
    expected = []
    for i in range(2):
        for t, kind in enumerate("ab"):
            middle = figure.TOPS[i] + 20 + 40 * t + half
            expected.append((f"line {kind}", 88, figure.TOPS[i + t] + half, 184, middle))
            expected.append((f"line {kind}", 236, middle, 330, figure.TOPS[i] + 40 + half))
    assert lines == expected
