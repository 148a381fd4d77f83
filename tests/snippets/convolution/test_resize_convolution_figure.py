"""The bars are what torch gives for a row of ones. Drawings have no gradient."""

import torch
from torch.nn import functional as F

from snippets.convolution import resize_convolution_figure as figure


def test_the_bars_are_those_of_torch() -> None:
    ones = torch.ones(1, 1, figure.SIZE)
    third = F.conv1d(torch.ones(1, 1, 2 * figure.SIZE), torch.ones(1, 1, 3), padding=1)
    transposed = [F.conv_transpose1d(ones, torch.ones(1, 1, k), stride=2) for k in (3, 4)]
    expected = [row[0, 0].tolist() for row in (*transposed, third)]
    assert list(figure.rows().values()) == expected


def test_every_bar_is_drawn() -> None:
    heights = [height for row in figure.rows().values() for height in row]
    assert figure.bars().to_string().count("<rect") == len(heights) == 13 + 14 + 12
