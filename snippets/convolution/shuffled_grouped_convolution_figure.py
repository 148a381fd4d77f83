"""Draw the wires of two grouped layers, without and with a channel shuffle between them."""

import torch
from torch import Tensor

from snippets.convolution.channel_shuffle import channel_shuffle
from snippets.convolution.grouped_convolution import block_diagonal_weight
from snippets.svg import Svg

CHANNELS, GROUPS, STEP = 9, 3, 18
ROWS = (62, 122, 182, 242)  # input, first layer, second layer's input, output


def layer() -> Tensor:
    """Return (out, in): 1 where a grouped layer connects two channels, else 0."""
    ones = torch.ones(CHANNELS, CHANNELS // GROUPS, 1, 1, dtype=torch.int64)
    return block_diagonal_weight(ones, GROUPS)[:, :, 0, 0]


STRAIGHT = torch.eye(CHANNELS, dtype=torch.int64)
DEALT = channel_shuffle(STRAIGHT[None], GROUPS)[0]
PANELS = (
    (26, "不混洗", (layer(), STRAIGHT, layer())),
    (226, "混洗", (layer(), DEALT, layer())),
)


def seen(stages: tuple[Tensor, ...]) -> list[set[int]]:
    """Return for each row of dots those that output 0 depends on."""
    found = [{0}]
    for wires in reversed(stages):
        found.insert(0, set(wires[sorted(found[0])].sum(0).nonzero().flatten().tolist()))
    return found


def draw() -> Svg:
    """Draw a panel for each network; what reaches output 0 stands out."""
    svg = Svg(400, 292)
    for left, name, stages in PANELS:
        lit = seen(stages)
        svg.text(left - 8, 22, name)
        svg.text(left - 8, 44, "输入", "muted")
        svg.text(left - 8, ROWS[-1] + 36, f"输出 0 看到 {len(lit[0])} 个输入", "a")
        for row, wires in enumerate(stages):
            pairs = sorted(wires.nonzero().tolist(), key=lambda p: p[0] in lit[row + 1])
            for to, start in pairs:
                on = to in lit[row + 1]
                svg.line(
                    *(left + start * STEP, ROWS[row], left + to * STEP, ROWS[row + 1]),
                    "a" if on else "muted",
                    stroke_opacity=1.0 if on else 0.4,
                )
        for row, y in enumerate(ROWS):
            for channel in range(CHANNELS):
                svg.dot(left + channel * STEP, y, "a" if channel in lit[row] else "muted")
    return svg


FIGURES = {"shuffled-wires": draw}
