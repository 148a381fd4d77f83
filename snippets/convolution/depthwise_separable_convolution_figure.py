"""Draw how the cost ratio of separable to standard convolution falls with C_out and k."""

from math import log2

from snippets.convolution.separable_convolution_cost import separable_cost_ratio
from snippets.svg import Axes, Svg

OUT_CHANNELS = (8, 16, 32, 64, 128, 256, 512, 1024)
SERIES = {3: "a", 5: "b", 7: "c"}  # kernel size -> class


def ratios(kernel_size: int) -> list[float]:
    """Return the cost ratio for each of OUT_CHANNELS, depth multiplier 1."""
    return [float(separable_cost_ratio(count, kernel_size)) for count in OUT_CHANNELS]


def cost_ratio() -> Svg:
    """Draw one curve for each kernel size, with its limit 1/k^2 named at its end."""
    svg = Svg(396, 300)
    axes = Axes(svg, (44, 34, 306, 250), (3, 10), (0, 0.25))
    axes.frame(
        [],
        [0, 0.05, 0.1, 0.15, 0.2, 0.25],
        "输出通道数（对数刻度）",
        "可分离 ÷ 标准（乘加次数）",
    )
    for count in OUT_CHANNELS:
        x, bottom = axes.at(log2(count), 0)
        svg.line(x, 34, x, bottom, "muted", stroke_opacity=0.35)
        svg.text(x, bottom + 17, count, anchor="middle")
    for kernel_size, kind in SERIES.items():
        points = [(log2(c), r) for c, r in zip(OUT_CHANNELS, ratios(kernel_size), strict=True)]
        axes.plot(points, kind)
        for point in points:
            svg.dot(*axes.at(*point), kind, radius=2.5)
        x, y = axes.at(*points[-1])
        svg.text(x + 8, y + 4.5, f"k={kernel_size} → 1/{kernel_size**2}", kind)
    return svg


FIGURES = {"separable-cost-ratio": cost_ratio}
