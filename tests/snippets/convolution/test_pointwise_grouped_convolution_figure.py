"""The bars are as long as the layers are dear. Drawings have no gradient and no bad input."""

from xml.etree import ElementTree

import pytest
from torch import nn

from snippets.convolution import pointwise_grouped_convolution_figure as figure


def weights(*layers: nn.Conv2d) -> int:
    return sum(layer.weight.numel() for layer in layers)


def unit(one: int, three: int) -> tuple[int, int]:
    first = nn.Conv2d(256, 128, 1, groups=one, bias=False)
    middle = nn.Conv2d(128, 128, 3, groups=three, bias=False)
    last = nn.Conv2d(128, 256, 1, groups=one, bias=False)
    return weights(first, last), weights(middle)


EXPECTED = [unit(1, 1), unit(1, 32), unit(1, 128), unit(8, 128)]


def test_costs_are_the_weights_of_the_layers() -> None:
    assert figure.costs() == EXPECTED


def test_the_bars_are_as_long_as_the_costs() -> None:
    svg = figure.FIGURES["bottleneck-groups-cost"]()
    assert svg.width <= 400
    root = ElementTree.fromstring(svg.to_string())
    bars = [e for e in root if e.tag.endswith("rect")][2:]
    assert len(bars) == 8
    for (one, three), blue, red in zip(EXPECTED, bars[::2], bars[1::2], strict=True):
        assert (blue.get("class"), red.get("class")) == ("box a", "box b")
        left, first = float(blue.get("x")), float(blue.get("width"))
        assert left == 10
        assert first == pytest.approx(one * 380 / 220_000, abs=0.006)  # two decimals
        assert float(red.get("x")) == pytest.approx(left + first, abs=0.01)
        assert float(red.get("width")) == pytest.approx(three * 380 / 220_000, abs=0.006)
        assert left + first + float(red.get("width")) < 400
    tops = [float(bar.get("y")) for bar in bars]
    assert tops == [60, 60, 120, 120, 180, 180, 240, 240]


def test_the_labels_say_the_numbers() -> None:
    root = ElementTree.fromstring(figure.draw().to_string())
    texts = [e.text for e in root if e.tag.endswith("text")]
    assert texts == [
        *("两个 1×1", "3×3"),
        *("都不分组", "212992，1×1 占 30.8 %"),
        *("3×3 分 32 组（ResNeXt）", "70144，1×1 占 93.4 %"),
        *("3×3 逐通道", "66688，1×1 占 98.3 %"),
        *("3×3 逐通道，1×1 分 8 组（ShuffleNet）", "9344，1×1 占 87.7 %"),
    ]
