"""Draw which pixels a logit sees, and how many logits see a pixel."""

from snippets.gan.patchgan import patch_layers
from snippets.gan.patchgan_patches import num_logits, patch_of
from snippets.svg import Axes, Svg

LAYERS, SIZE = patch_layers(3), 256
COUNT = num_logits(SIZE, LAYERS)
PATCHES = [patch_of(index, LAYERS) for index in range(COUNT)]
# logits (row, column) whose patches are drawn, each with its class
SHOWN = {(0, 0): "b", (11, 16): "a", (11, 17): "c"}
SCALE, CELL = 0.72, 4.0  # canvas pixels for a pixel of the image, and for a logit


def inside() -> list[int]:
    """Return the indices whose patch has no padding."""
    return [i for i, p in enumerate(PATCHES) if p[0] >= 0 and p[-1] < SIZE]


def coverage() -> list[int]:
    """Return how many patches hold a pixel, along one axis."""
    return [sum(pixel in patch for patch in PATCHES) for pixel in range(SIZE)]


def patches() -> Svg:
    """Draw the image with three patches, and beside it the map of logits."""
    svg = Svg(396, 300)
    low, high = PATCHES[0][0], PATCHES[-1][-1]
    left, top = 12 - low * SCALE, 40 - low * SCALE  # where pixel (0, 0) lies
    reach = (high + 1 - low) * SCALE
    svg.text(12, 20, f"{SIZE}×{SIZE} 的图，四周补零")
    svg.rect(12, 40, reach, reach, "muted", stroke_dasharray="3 3")
    svg.rect(left, top, SIZE * SCALE, SIZE * SCALE, "ink")
    map_left, map_top = 258, 40
    svg.text(map_left, 20, f"{COUNT}×{COUNT} 个 logit")
    svg.rect(map_left, map_top, COUNT * CELL, COUNT * CELL, "muted", shade=0.35)
    full = inside()
    inner = map_left + full[0] * CELL, map_top + full[0] * CELL
    svg.rect(*inner, len(full) * CELL, len(full) * CELL, "ink", shade=0.08)
    for (row, column), kind in SHOWN.items():
        y, x = PATCHES[row], PATCHES[column]
        box = left + x[0] * SCALE, top + y[0] * SCALE, len(x) * SCALE, len(y) * SCALE
        svg.rect(*box, kind, shade=0.2, stroke_width=1.5)
        cell = map_left + column * CELL, map_top + row * CELL
        svg.rect(*cell, CELL, CELL, kind, shade=1)
    size, jump = len(PATCHES[0]), PATCHES[1][0] - PATCHES[0][0]
    for line, (words, kind) in enumerate(
        (
            (f"一块 {size}×{size}", "a"),
            (f"相邻的块错开 {jump}", "c"),
            ("角上的块大半", "b"),
            ("是补的零", "b"),
            (f"中间 {len(full)}×{len(full)} 个", "ink"),
            ("只看图内", "ink"),
        )
    ):
        svg.text(map_left, map_top + COUNT * CELL + 24 + 18 * line, words, kind)
    return svg


def counts() -> Svg:
    """Draw the coverage along one axis."""
    svg = Svg(396, 240)
    axes = Axes(svg, (40, 34, 384, 190), (0, SIZE), (0, 10))
    axes.frame((0, 64, 128, 192, 256), (0, 3, 6, 9), "像素的位置", "看到它的块")
    axes.plot(list(enumerate(coverage())), "a")
    return svg


FIGURES = {"patchgan-patches": patches, "patchgan-coverage": counts}
