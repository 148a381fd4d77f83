"""Draw by how many paths three 3x3 layers see each pixel, for dilations 2,2,2 and 1,2,3."""

from snippets.convolution.gridding import path_counts
from snippets.svg import Svg

PANELS = ((2, 2, 2), (1, 2, 3))
CELL, TOP, LEFTS = 14, 40, (6, 206)


def paths(dilations: tuple[int, ...]) -> list[list[int]]:
    """Return the number of paths of each pixel: the product of those of its two axes."""
    counts = path_counts(dilations)
    return [[row * column for column in counts] for row in counts]


def gridding() -> Svg:
    """Draw both receptive fields, a pixel the darker the more paths; empty: not seen."""
    svg = Svg(396, 250)
    for left, dilations in zip(LEFTS, PANELS, strict=True):
        grid = paths(dilations)
        most = max(map(max, grid))
        seen = sum(count > 0 for row in grid for count in row)
        svg.text(left, 24, f"空洞率 {'、'.join(map(str, dilations))}")
        for i, row in enumerate(grid):
            for j, count in enumerate(row):
                shade = 0.15 + 0.85 * count / most if count else 0.0
                svg.rect(
                    left + j * CELL,
                    TOP + i * CELL,
                    CELL,
                    CELL,
                    "a" if count else "muted",
                    shade=shade,
                    stroke_opacity=0.35,
                )
        svg.text(left, TOP + CELL * len(grid) + 20, f"看到 {seen} / {len(grid) ** 2} 个像素")
    return svg


FIGURES = {"dilated-gridding": gridding}
