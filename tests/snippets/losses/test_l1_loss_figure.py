"""The line drawn is the loss of a constant. Drawings have no gradient and no bad input."""

import re

from snippets.losses import l1_loss_figure as figure


def test_losses_by_hand() -> None:
    # from -1 on; for instance at -1: (4 + 2 + 7 + 1) / 4, at 7: (4 + 6 + 1 + 7) / 4
    assert figure.losses().tolist() == [3.5, 2.5, 2, 2, 2, 2.5, 3, 3.5, 4.5]
    assert (figure.CONSTANTS[0].item(), figure.CONSTANTS[-1].item()) == (-1, 7)


def test_line_kinks_targets_and_names_are_drawn() -> None:
    drawing = figure.draw()
    text = drawing.to_string()
    assert drawing.width <= 400
    assert text.count("<polyline") == 1
    assert text.count("<circle") == 8
    names = set(re.findall(r">([^<>]+)</text>", text))
    assert {"最小值 2", "四个目标值", "常数 m", "MAE"} <= names
