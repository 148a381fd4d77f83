"""Draw what the 5x5 branch of an Inception module costs, by the channels left in between."""

from snippets.convolution.channel_reduction_cost import break_even_channels, reduced_conv2d_cost
from snippets.convolution.separable_convolution_cost import conv2d_cost
from snippets.svg import Axes, Svg

IN, CHOSEN, OUT, KERNEL, SIZE = 192, 16, 32, 5, 28
MIDDLES = range(1, IN + 1)
MILLION = 1_000_000
DIRECT = conv2d_cost(IN, OUT, KERNEL, SIZE) / MILLION


def costs() -> list[float]:
    """Return the millions of multiply-adds for each of MIDDLES."""
    return [reduced_conv2d_cost(IN, m, OUT, KERNEL, SIZE) / MILLION for m in MIDDLES]


def draw() -> Svg:
    """Draw the cost of the detour as a line, that of the direct convolution as another."""
    svg = Svg(390, 300)
    axes = Axes(svg, (40, 34, 366, 252), x=(0, IN), y=(0, 160))
    axes.frame(
        (0, 32, 64, 96, 128, 160, 192), (0, 40, 80, 120, 160), "中间通道数", "百万次乘加"
    )
    axes.plot([(0, DIRECT), (IN, DIRECT)], "b")
    axes.plot(list(zip(MIDDLES, costs(), strict=True)), "a")
    left, height = axes.at(0, DIRECT)
    svg.text(left + 8, height - 8, f"直接做 5×5：{DIRECT:.1f}", "b")
    x, y = axes.at(CHOSEN, costs()[CHOSEN - 1])
    svg.dot(x, y, "a")
    svg.text(x + 10, y + 5, f"先降到 {CHOSEN} 个：{costs()[CHOSEN - 1]:.1f}", "a")
    even = float(break_even_channels(IN, OUT, KERNEL))
    x, y = axes.at(even, DIRECT)
    svg.dot(x, y, "ink")
    svg.text(x + 4, y + 22, f"{even:.1f}", "ink")
    return svg


FIGURES = {"pointwise-reduction-cost": draw}
