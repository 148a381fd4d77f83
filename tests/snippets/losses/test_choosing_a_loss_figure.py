"""The curves drawn are the best constants. Drawings have no gradient and no bad input."""

import pytest

from snippets.losses import choosing_a_loss_figure as figure


def test_only_the_mean_follows_the_reading_for_ever() -> None:
    found = {name: figure.constants(name) for name in figure.LOSSES}
    assert found["MSE"] == pytest.approx([(5 + moving) / 5 for moving in figure.MOVING])
    assert found["MAE"] == pytest.approx([1] * len(figure.MOVING))
    far = [c for c, moving in zip(found["Huber"], figure.MOVING, strict=True) if moving >= 4]
    assert far == pytest.approx([1.75] * len(far))


def test_all_are_drawn_and_named() -> None:
    text = figure.curves().to_string()
    assert text.count("<polyline") == 3
    for name in figure.LOSSES:
        assert f">{name}<" in text
