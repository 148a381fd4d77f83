"""The cost of ShuffleNet against the table of the paper, and torch's counter on its layers.

Exact integers, so there is no gradient to check.
"""

import pytest
import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from snippets.convolution.bottleneck_cost import bottleneck_cost
from snippets.convolution.shufflenet_cost import shufflenet_cost
from tests.snippets.rejections import rejects

# Zhang et al. 2018, table 1: groups, output channels of Stage 2, complexity in millions
TABLE = [(1, 144, 143), (2, 200, 140), (3, 240, 137), (4, 272, 133), (8, 384, 137)]


class Unit(nn.Module):
    """The convolutions of a unit of figure 2, without normalisation, activation and shuffle."""

    def __init__(self, inputs: int, outputs: int, groups: int, stride: int, first: int) -> None:
        super().__init__()
        middle, made = outputs // 4, outputs - inputs if stride == 2 else outputs
        self.branch = nn.Sequential(
            nn.Conv2d(inputs, middle, 1, groups=first, bias=False),
            nn.Conv2d(middle, middle, 3, stride, 1, groups=middle, bias=False),
            nn.Conv2d(middle, made, 1, groups=groups, bias=False),
        )
        self.pool = nn.AvgPool2d(3, 2, 1) if stride == 2 else None

    def forward(self, x: Tensor) -> Tensor:
        y = self.branch(x)
        return x + y if self.pool is None else torch.cat([self.pool(x), y], dim=1)


def network(channels: int, groups: int, dense_units: int) -> nn.Module:
    layers: list[nn.Module] = [
        nn.Conv2d(3, 24, 3, 2, 1, bias=False),
        nn.MaxPool2d(3, 2, 1),
    ]
    inputs, units = 24, 0
    for outputs, repeats in [(channels, 3), (2 * channels, 7), (4 * channels, 3)]:
        for stride in [2] + [1] * repeats:
            first = 1 if units < dense_units else groups
            layers.append(Unit(inputs, outputs, groups, stride, first))
            inputs, units = outputs, units + 1
    return nn.Sequential(*layers)


@pytest.mark.parametrize(("groups", "channels", "millions"), TABLE)
def test_the_complexities_of_the_paper(groups: int, channels: int, millions: int) -> None:
    assert round(shufflenet_cost(channels, groups) / 1e6) == millions


@pytest.mark.parametrize("dense_units", [0, 1, 4])
@pytest.mark.parametrize(("groups", "channels"), [(1, 28), (3, 240), (8, 384)])
def test_equals_what_torch_counts(groups: int, channels: int, dense_units: int) -> None:
    with torch.device("meta"):  # shapes only
        built, image = network(channels, groups, dense_units), torch.zeros(1, 3, 224, 224)
        with FlopCounterMode(display=False) as counter:
            assert built(image).shape == (1, 4 * channels, 7, 7)
    expected = counter.get_total_flops() // 2  # a multiply-add counts as two operations
    assert shufflenet_cost(channels, groups, dense_units=dense_units) == expected


@pytest.mark.parametrize("dense_units", [0, 4])
def test_no_other_reading_of_stage_2_gives_the_table(dense_units: int) -> None:
    for groups, channels, millions in TABLE[1:]:
        other = shufflenet_cost(channels, groups, dense_units=dense_units) / 1e6
        assert abs(other - millions) > 1.5, groups


def test_a_unit_of_stride_1_is_a_bottleneck_of_a_quarter_of_the_channels() -> None:
    pair = bottleneck_cost(240, 60), bottleneck_cost(240, 60, pointwise_groups=3)
    saved = (pair[0][0] - pair[1][0]) // 2 * 28 * 28  # the first 1x1 of one unit
    more, less = (shufflenet_cost(240, 3, dense_units=n) for n in (2, 1))
    assert more - less == saved


REJECTED = [
    ((240, 0), {}, "groups must be an int >= 1, got 0"),
    ((24, 1), {}, "channels must be an int >= 25, got 24"),
    ((240, 3), {"dense_units": -1}, "dense_units must be an int >= 0, got -1"),
    ((25, 1), {}, "1 groups do not divide 24 and a quarter of 25"),
    ((242, 1), {}, "1 groups do not divide 24 and a quarter of 242"),
    ((240, 8), {}, "8 groups do not divide 24 and a quarter of 240"),
    ((200, 5), {}, "5 groups do not divide 24 and a quarter of 200"),
]


@pytest.mark.parametrize(("arguments", "options", "message"), REJECTED, ids=str)
def test_rejects(arguments, options, message) -> None:
    with rejects(message):
        shufflenet_cost(*arguments, **options)
