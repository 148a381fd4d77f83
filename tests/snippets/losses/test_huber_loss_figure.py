"""What the figures of the Huber loss page show: their arrays, and that the drawings hold them.

The arrays are the evidence (by hand); a drawing has no gradient and takes no input.
"""

import re

import pytest
import torch

from snippets.losses import huber_loss_figure, outlier_experiment_figure
from snippets.losses.huber_loss_figure import DELTA, RESIDUALS, curves, slopes

FIGURES = huber_loss_figure.FIGURES | outlier_experiment_figure.FIGURES


def at(values: torch.Tensor, r: float) -> float:
    return values[(RESIDUALS - r).abs().argmin()].item()


def test_curves_by_hand() -> None:
    values = curves()
    for r in (-3.0, 3.0):
        assert at(values["Huber"], r) == pytest.approx(2.5)  # 3 - 1/2
        assert at(values["MSE / 2"], r) == pytest.approx(4.5)
        assert at(values["MAE"], r) == pytest.approx(3.0)


def test_curves_coincide_inside_delta_and_stay_half_apart_outside() -> None:
    values = curves()
    inside, outside = RESIDUALS.abs() <= DELTA, RESIDUALS.abs() >= DELTA
    torch.testing.assert_close(values["Huber"][inside], values["MSE / 2"][inside])
    gap = (values["MAE"] - values["Huber"])[outside]
    torch.testing.assert_close(gap, torch.full_like(gap, 0.5))


def test_slopes_are_the_residual_clipped_or_not_and_its_sign() -> None:
    values = slopes()
    torch.testing.assert_close(values["Huber"], RESIDUALS.clamp(-1, 1))
    torch.testing.assert_close(values["MSE / 2"], RESIDUALS)
    torch.testing.assert_close(values["MAE"], RESIDUALS.sign())


@pytest.mark.parametrize("stem", FIGURES)
def test_drawings_fit_a_phone_and_are_the_same_each_time(stem: str) -> None:
    drawing = FIGURES[stem]()
    assert drawing.width <= 400
    assert drawing.to_string() == FIGURES[stem]().to_string()


@pytest.mark.parametrize("stem", FIGURES)
def test_drawings_stay_on_their_canvas(stem: str) -> None:
    drawing = FIGURES[stem]()
    for points in re.findall(r'points="([^"]+)"', drawing.to_string()):
        for pair in points.split():
            x, y = map(float, pair.split(","))
            assert 0 <= x <= drawing.width
            assert 0 <= y <= drawing.height


@pytest.mark.parametrize(
    ("stem", "labels"),
    [
        ("huber-loss-curves", {"Huber", "MSE / 2", "MAE", "δ", "−δ"}),
        ("huber-loss-slopes", {"Huber", "MSE / 2", "MAE", "δ", "−δ"}),
        ("outlier-line-fit", {"Huber", "MSE", "MAE", "离群点"}),
        ("outlier-constant-by-delta", {"Huber", "均值 20（MSE）", "中位数 3（MAE）"}),
    ],
)
def test_drawings_name_every_curve(stem: str, labels: set[str]) -> None:
    assert labels <= set(re.findall(r"<text[^>]*>([^<]+)</text>", FIGURES[stem]().to_string()))


def test_all_seven_points_are_drawn() -> None:
    assert FIGURES["outlier-line-fit"]().to_string().count("<circle") == 7
