"""The cost of a bottleneck against counting by hand, the papers, and torch's own counter.

Exact integers, so there is no gradient to check.
"""

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from snippets.convolution.bottleneck_cost import bottleneck_cost


def counted(*layers: nn.Module, channels: int, height: int, width: int) -> int:
    with FlopCounterMode(display=False) as counter:
        nn.Sequential(*layers)(torch.zeros(1, channels, height, width))
    return counter.get_total_flops() // 2  # it counts a multiply-add as two operations


def test_by_hand() -> None:
    assert bottleneck_cost(6, 4) == (48, 144)  # 6*4 + 4*6, 9*4*4
    assert bottleneck_cost(6, 4, pointwise_groups=2) == (24, 144)
    assert bottleneck_cost(6, 4, spatial_groups=4) == (48, 36)
    assert bottleneck_cost(6, 4, pointwise_groups=2, spatial_groups=2) == (24, 72)


def test_resnext_spends_on_its_1x1_layers_what_shufflenet_says_it_does() -> None:
    # Zhang et al., section 3.1: 93.4 % with cardinality 32. Xie et al., figure 3: 256 and 128
    pointwise, spatial = bottleneck_cost(256, 128, spatial_groups=32)
    assert round(100 * pointwise / (pointwise + spatial), 1) == 93.4


def test_the_formulas_of_the_paper() -> None:
    c, m, g = 240, 60, 3  # section 3.2: 2cm + 9m^2, 2cm + 9m^2/g, 2cm/g + 9m
    assert sum(bottleneck_cost(c, m)) == 2 * c * m + 9 * m * m
    assert sum(bottleneck_cost(c, m, spatial_groups=g)) == 2 * c * m + 3 * m * m
    shuffled = bottleneck_cost(c, m, pointwise_groups=g, spatial_groups=m)
    assert sum(shuffled) == 2 * c * 20 + 9 * m


@pytest.mark.parametrize(
    ("c", "m", "g1", "g2"), [(6, 4, 1, 1), (6, 4, 2, 4), (3, 9, 3, 3), (5, 6, 1, 2)]
)
def test_equals_what_torch_counts(c: int, m: int, g1: int, g2: int) -> None:
    first = nn.Conv2d(c, m, 1, groups=g1, bias=False)
    middle = nn.Conv2d(m, m, 3, padding=1, groups=g2, bias=False)
    last = nn.Conv2d(m, c, 1, groups=g1, bias=False)
    pointwise, spatial = bottleneck_cost(c, m, pointwise_groups=g1, spatial_groups=g2)
    found = counted(first, middle, last, channels=c, height=2, width=3)
    assert found == (pointwise + spatial) * 2 * 3
    assert counted(middle, channels=m, height=2, width=3) == spatial * 2 * 3


@pytest.mark.parametrize(
    ("channels", "groups", "message"),
    [
        ((0, 4), (1, 1), "channels must be an int >= 1, got 0"),
        ((4, 0), (1, 1), "middle_channels must be an int >= 1, got 0"),
        ((4, 4), (0, 1), "pointwise_groups must be an int >= 1, got 0"),
        ((4, 4), (1, 0), "spatial_groups must be an int >= 1, got 0"),
        ((3, 4), (2, 1), "2 groups do not divide 3 and 4 channels"),
        ((4, 3), (2, 1), "2 groups do not divide 4 and 3 channels"),
        ((4, 3), (1, 2), "2 groups do not divide 3 channels"),
    ],
    ids=str,
)
def test_rejects(channels, groups, message) -> None:
    # The whole message: conv2d_cost would speak of in_channels.
    with pytest.raises(ValueError, match=f"^{message}$"):
        bottleneck_cost(*channels, pointwise_groups=groups[0], spatial_groups=groups[1])
