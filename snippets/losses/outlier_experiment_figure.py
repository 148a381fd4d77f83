"""What one bad reading does: the fitted lines, and the best constant against delta."""

from snippets.losses.outlier_experiment import (
    CONSTANT_BY_DELTA,
    CONSTANTS,
    LINE_X,
    LINE_Y,
    LINES,
)
from snippets.svg import Axes, Svg

KINDS = {"Huber": "a", "MSE": "b", "MAE": "c"}


def draw_lines() -> Svg:
    """Draw the seven points and the best line under each loss."""
    svg = Svg(380, 300)
    axes = Axes(svg, (40, 34, 300, 252), x=(-3.5, 3.5), y=(-6, 18))
    axes.frame((-3, -2, -1, 0, 1, 2, 3), (-6, 0, 6, 12, 18), "x", "y")
    for name, drop in (("MSE", 4), ("MAE", 12), ("Huber", -2)):
        intercept, slope = LINES[name]
        ends = [(x, intercept + slope * x) for x in (-3.2, 3.5)]
        axes.plot(ends, KINDS[name])
        x, y = axes.at(*ends[1])
        svg.text(x + 8, y + drop, name, KINDS[name])
    for x, y in zip(LINE_X, LINE_Y, strict=True):
        svg.dot(*axes.at(x, y))
    x, y = axes.at(LINE_X[-1], LINE_Y[-1])
    svg.text(x - 9, y + 5, "离群点", anchor="end")
    return svg


def draw_constants() -> Svg:
    """Draw Huber's best constant against delta, from the median to the mean."""
    svg = Svg(380, 280)
    axes = Axes(svg, (40, 34, 360, 232), x=(0, 80), y=(0, 24))
    axes.frame((0, 20, 40, 60, 80), (0, 4, 8, 12, 16, 20, 24), "δ", "最佳常数")
    for name, x in (("MSE", 2), ("MAE", 45)):
        value = CONSTANTS[name]
        axes.plot([(0, value), (80, value)], KINDS[name])
        left, y = axes.at(x, value)
        middle = {"MSE": "均值", "MAE": "中位数"}[name]
        svg.text(left, y - 6, f"{middle} {value:g}（{name}）", KINDS[name])
    axes.plot(CONSTANT_BY_DELTA, "a")
    x, y = axes.at(38, 12)
    svg.text(x + 4, y + 16, "Huber", "a")
    return svg


FIGURES = {"outlier-line-fit": draw_lines, "outlier-constant-by-delta": draw_constants}
