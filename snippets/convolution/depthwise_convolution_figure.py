"""Draw the multiply-adds for each number moved, by channels, for three kinds of layer."""

from snippets.convolution.arithmetic_intensity import conv2d_intensity
from snippets.svg import Axes, Svg

SIZE, KERNEL, MOST = 14, 3, 512
CHANNELS = range(8, MOST + 1, 8)


def intensities(kernel_size: int, *, depthwise: bool = False) -> list[float]:
    """Return the intensity of a layer of C to C channels for each of CHANNELS."""
    return [
        float(conv2d_intensity(c, c, kernel_size, SIZE, groups=c if depthwise else 1))
        for c in CHANNELS
    ]


CURVES = (
    ("b", "标准 3×3", intensities(KERNEL)),
    ("c", "逐点", intensities(1)),
    ("a", "逐通道 3×3", intensities(KERNEL, depthwise=True)),
)


def draw() -> Svg:
    """Draw a curve for each layer, with its last value."""
    svg = Svg(390, 300)
    axes = Axes(svg, (40, 34, 366, 252), x=(0, MOST), y=(0, 200))
    axes.frame((0, 128, 256, 384, 512), (0, 50, 100, 150, 200), "通道数", "每存取一个数的乘加")
    for kind, name, values in CURVES:
        axes.plot(list(zip(CHANNELS, values, strict=True)), kind)
        x, y = axes.at(MOST, values[-1])
        svg.dot(x, y, kind)
        svg.text(x - 4, y - 11, f"{name}：{values[-1]:.1f}", kind, anchor="end")
    return svg


FIGURES = {"depthwise-intensity": draw}
