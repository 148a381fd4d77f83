"""Draw what a bottleneck of 256 and 128 channels costs as more of its layers are grouped."""

from snippets.convolution.bottleneck_cost import bottleneck_cost
from snippets.svg import Svg

CHANNELS, MIDDLE, MOST, LENGTH = 256, 128, 220_000, 380
UNITS = (  # name, groups of the 1x1 layers, groups of the 3x3 layer
    ("都不分组", 1, 1),
    ("3×3 分 32 组（ResNeXt）", 1, 32),
    ("3×3 逐通道", 1, MIDDLE),
    ("3×3 逐通道，1×1 分 8 组（ShuffleNet）", 8, MIDDLE),
)


def costs() -> list[tuple[int, int]]:
    """Return the multiply-adds per pixel of the 1x1 layers and of the 3x3 layer, by unit."""
    return [
        bottleneck_cost(CHANNELS, MIDDLE, pointwise_groups=one, spatial_groups=three)
        for _, one, three in UNITS
    ]


def draw() -> Svg:
    """Draw a bar for each unit, first the 1x1 layers, then the 3x3 layer."""
    svg = Svg(400, 276)
    svg.rect(10, 10, 14, 12, "a", shade=0.75)
    svg.text(30, 21, "两个 1×1", "a")
    svg.rect(110, 10, 14, 12, "b", shade=0.25)
    svg.text(130, 21, "3×3", "b")
    for row, ((name, _, _), (pointwise, spatial)) in enumerate(
        zip(UNITS, costs(), strict=True)
    ):
        top = 40 + row * 60
        first, second = (LENGTH * cost / MOST for cost in (pointwise, spatial))
        svg.text(10, top + 13, name)
        svg.rect(10, top + 20, first, 18, "a", shade=0.75)
        svg.rect(10 + first, top + 20, second, 18, "b", shade=0.25)
        share = f"{pointwise / (pointwise + spatial):.1%}".replace("%", " %")
        total = f"{pointwise + spatial}"
        if row == 0:
            svg.text(388, top + 13, f"{total}，1×1 占 {share}", anchor="end")
        else:
            svg.text(18 + first + second, top + 33, f"{total}，1×1 占 {share}")
    return svg


FIGURES = {"bottleneck-groups-cost": draw}
