"""Draw which of 8 input channels each of 8 output channels sees, for some groups and layers."""

import torch
from torch import Tensor

from snippets.convolution.channel_shuffle import channel_shuffle
from snippets.convolution.grouped_convolution import block_diagonal_weight
from snippets.svg import Svg

CHANNELS, CELL, LEFTS, TOPS = 8, 11, (4, 104, 204, 304), (28, 178)


def one_layer(groups: int) -> Tensor:
    """Return (out, in): 1 where a grouped layer connects two channels, else 0."""
    ones = torch.ones(CHANNELS, CHANNELS // groups, 1, 1, dtype=torch.int64)
    return block_diagonal_weight(ones, groups)[:, :, 0, 0]


def two_layers(groups: int) -> Tensor:
    """Return (out, in): how many paths two grouped layers make between two channels."""
    return one_layer(groups) @ one_layer(groups)


def two_layers_with_shuffle(groups: int) -> Tensor:
    """Return the same with a channel shuffle between the layers."""
    shuffled = channel_shuffle(one_layer(groups)[None], groups)[0]
    return one_layer(groups) @ shuffled


PANELS = (
    *((f"g = {groups}", one_layer(groups)) for groups in (1, 2, 4, 8)),
    ("2 层，g = 2", two_layers(2)),
    ("混洗，g = 2", two_layers_with_shuffle(2)),
    ("2 层，g = 4", two_layers(4)),
    ("混洗，g = 4", two_layers_with_shuffle(4)),
)


def connections() -> Svg:
    """Draw each panel as a matrix: a row an output channel, a column an input channel."""
    svg = Svg(396, 300)
    for index, (name, matrix) in enumerate(PANELS):
        left, top = LEFTS[index % 4], TOPS[index // 4]
        svg.text(left, top - 8, name)
        for i, row in enumerate(matrix.tolist()):
            for j, count in enumerate(row):
                svg.rect(
                    left + j * CELL,
                    top + i * CELL,
                    CELL,
                    CELL,
                    "a" if count else "muted",
                    shade=0.8 if count else 0.0,
                    stroke_opacity=0.35,
                )
        seen = torch.count_nonzero(matrix)
        svg.text(left, top + CELL * CHANNELS + 18, f"{seen} / {CHANNELS**2}")
    return svg


FIGURES = {"grouped-connections": connections}
