"""Draw how the best constant follows one reading that moves away from four others."""

from functools import partial

import torch

from snippets.losses.choosing_a_loss import best_constant
from snippets.losses.huber_loss import huber_loss
from snippets.losses.l1_loss import l1_loss
from snippets.losses.mse_loss import mse_loss
from snippets.svg import Axes, Svg

OTHERS = (0.0, 1.0, 1.0, 3.0)
MOVING = tuple(number / 2 for number in range(-20, 41))
LOSSES = {
    "MSE": (mse_loss, "b"),
    "Huber": (partial(huber_loss, delta=2), "a"),
    "MAE": (l1_loss, "c"),
}


def constants(name: str) -> list[float]:
    """Return the best constant for each place of the moving reading."""
    loss, _ = LOSSES[name]
    return [
        best_constant(loss, torch.tensor([*OTHERS, moving], dtype=torch.float64))
        for moving in MOVING
    ]


def curves() -> Svg:
    """Draw one curve for each of LOSSES."""
    svg = Svg(390, 270)
    axes = Axes(svg, (40, 34, 330, 220), (-10, 20), (-1, 5))
    axes.frame((-10, -5, 0, 5, 10, 15, 20), (-1, 0, 1, 2, 3, 4, 5), "第五个读数", "最佳常数")
    for name, (_, kind) in LOSSES.items():
        found = constants(name)
        axes.plot(list(zip(MOVING, found, strict=True)), kind)
        x, y = axes.at(MOVING[-1], found[-1])
        svg.text(x + 8, y + 4.5, name, kind)
    return svg


FIGURES = {"choosing-a-loss": curves}
