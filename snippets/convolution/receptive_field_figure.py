"""Draw how the weight of uniform 3x3 layers gathers in the middle of the receptive field."""

from snippets.convolution.gridding import path_counts
from snippets.svg import Axes, Svg

SERIES = {5: "a", 20: "b", 80: "c"}  # layers -> class
KEYS = {5: 0.92, 20: 0.82, 80: 0.72}  # layers -> height of its line in the key


def profile(depth: int) -> list[tuple[float, float]]:
    """Return (place, weight): from -1 to 1 across the field, and 1 in the middle."""
    counts = path_counts([1] * depth)
    return [(place / depth - 1, count / max(counts)) for place, count in enumerate(counts)]


def concentration() -> Svg:
    """Draw one curve for each depth over the width of its receptive field."""
    svg = Svg(396, 300)
    axes = Axes(svg, (44, 34, 384, 250), (-1, 1), (0, 1))
    axes.frame(
        [-1, -0.5, 0, 0.5, 1],
        [0, 0.25, 0.5, 0.75, 1],
        "在感受野中的位置（±1 是两端）",
        "相对于中心的权重",
    )
    for depth, kind in SERIES.items():
        axes.plot(profile(depth), kind)
        svg.curve([axes.at(0.52, KEYS[depth]), axes.at(0.66, KEYS[depth])], kind)
        x, y = axes.at(0.7, KEYS[depth])
        svg.text(x, y + 4.5, f"{depth} 层", kind)
    return svg


FIGURES = {"receptive-field-weight": concentration}
