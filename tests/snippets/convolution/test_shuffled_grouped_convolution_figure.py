"""What is lit is what autograd finds. Drawings have no gradient and no bad input."""

from xml.etree import ElementTree

import torch
from torch import nn

from snippets.convolution import shuffled_grouped_convolution_figure as figure
from snippets.convolution.channel_gradient_map import channel_gradient_map


def layer() -> nn.Module:
    made = nn.Conv2d(9, 9, 1, groups=3, bias=False)
    nn.init.ones_(made.weight)
    return made


def seen(*parts: nn.Module) -> set[int]:
    found = channel_gradient_map(nn.Sequential(*parts), torch.ones(1, 9, 1, 1))
    return set(found[0].nonzero().flatten().tolist())


NETWORKS = [[layer(), nn.Identity(), layer()], [layer(), nn.ChannelShuffle(3), layer()]]


def test_lit_dots_are_those_that_output_0_depends_on() -> None:
    for (_, _, stages), parts in zip(figure.PANELS, NETWORKS, strict=True):
        found = figure.seen(stages)
        assert found == [seen(*parts[depth:]) for depth in range(3)] + [{0}]
    assert [len(figure.seen(stages)[0]) for _, _, stages in figure.PANELS] == [3, 9]


def test_dots_and_wires_stand_where_they_should() -> None:
    svg = figure.FIGURES["shuffled-wires"]()
    assert svg.width <= 400
    root = ElementTree.fromstring(svg.to_string())
    dots = [e for e in root if e.tag.endswith("circle")]
    lines = [e for e in root if e.tag.endswith("line")]
    expected = []
    for left, _, stages in figure.PANELS:
        for lit, y in zip(figure.seen(stages), (62, 122, 182, 242), strict=True):
            expected += [(left + 18 * c, y, "a" if c in lit else "muted") for c in range(9)]
    found = [
        (int(e.get("cx")), int(e.get("cy")), e.get("class").removeprefix("dot ")) for e in dots
    ]
    assert found == expected
    assert len(lines) == 2 * (27 + 9 + 27)
    places = {(x, y): kind for x, y, kind in expected}
    for e in lines:
        x1, y1, x2, y2 = (int(e.get(name)) for name in ("x1", "y1", "x2", "y2"))
        assert y2 - y1 == 60
        assert (x1, y1) in places
        kind = e.get("class").removeprefix("line ")
        assert kind == places[x2, y2]
        assert float(e.get("stroke-opacity")) == (1 if kind == "a" else 0.4)
    shuffled = {
        (int(e.get("x1")) - 226) // 18: (int(e.get("x2")) - 226) // 18
        for e in lines
        if int(e.get("x1")) >= 226 and e.get("y1") == "122"
    }
    assert [shuffled[c] for c in range(9)] == [0, 3, 6, 1, 4, 7, 2, 5, 8]


def test_the_captions_count_the_inputs() -> None:
    root = ElementTree.fromstring(figure.draw().to_string())
    texts = [e.text for e in root if e.tag.endswith("text")]
    assert texts == [
        *("不混洗", "输入", "输出 0 看到 3 个输入"),
        *("混洗", "输入", "输出 0 看到 9 个输入"),
    ]
