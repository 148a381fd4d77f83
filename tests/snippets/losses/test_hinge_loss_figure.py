"""The lines drawn are the losses. Drawings have no gradient and no bad input."""

import re

from snippets.losses import hinge_loss_figure as figure


def test_the_hinge_by_hand() -> None:
    values = figure.hinge()
    assert (values[0].item(), values[-1].item()) == (2, 0)  # 1 + 1 and max(0, 1 - 3)
    assert (figure.PRODUCTS[0].item(), figure.PRODUCTS[-1].item()) == (-1, 3)
    assert (values[figure.PRODUCTS >= 1] == 0).all()


def test_every_line_is_drawn_and_named() -> None:
    drawing = figure.draw()
    text = drawing.to_string()
    assert drawing.width <= 400
    assert text.count("<polyline") == 3
    names = set(re.findall(r">([^<>]+)</text>", text))
    assert {"平方合页", "合页", "0-1 损失", "标签乘得分", "损失"} <= names
