"""The numbers on the page of the pointwise grouped convolution."""

from fractions import Fraction

import torch
from torch import Tensor, nn

from snippets.convolution import pointwise_grouped_convolution_figure as figure
from snippets.convolution.arithmetic_intensity import conv2d_intensity
from snippets.convolution.bottleneck_cost import bottleneck_cost
from snippets.convolution.channel_gradient_map import channel_gradient_map
from snippets.convolution.pointwise_grouped_convolution import pointwise_grouped_conv2d
from snippets.convolution.separable_convolution_cost import conv2d_cost
from snippets.convolution.shufflenet_cost import shufflenet_cost
from tests.pages.claims import computed, stated

PAGE = "terms/convolution/pointwise-grouped-convolution.md"

DEFINITION = [
    stated("核为 1×1 的分组卷积，在每个像素上", "the definition"),
    stated("又称分组 1×1 卷积）是核为 1×1 的分组卷积", "the definition"),
    stated("- $g \\ge 1$：组数（groups），整数，", "the domain of the groups"),
    stated("$g = 1$ 就是逐点卷积；", "the definition"),
    stated("(C_{\\mathrm{out}}, C_g, 1, 1)$；", "the layout of the kernel"),
    stated("没有偏置时为 0；", "the definition of the bias"),
    stated("都从 0 数起；", "the convention of the indices"),
    stated(
        "- $s \\ge 1$：步长（stride），整数，单位像素，通常取 1。", "the domain of the stride"
    ),
    stated("其余补 0：", "the definition of the matrix"),
    stated("### 瓶颈块里的 1×1 ", "the kernel that the section is about"),
    stated("$1 \\times 1$", "the kernel that the page is about"),
    stated("步长为 1 时，三层", "the case that the formula is about"),
    stated("组数，整数，$\\ge 1$；", "the domain of the groups"),
    stated("三种网络都取 3；", "Zhang et al. 2018, section 3.2: 9 m^2"),
    stated("- $0 < \\eta < 1$：比例，没有单位。", "both costs are positive"),
    stated("ResNet 取 $g_1 = g_2 = 1$；ResNeXt 取 $g_1 = 1$，", "Zhang et al., section 3.2"),
    stated("$\\eta$ 越接近 1。", "the limit of the formula"),
    stated("每个像素要 $C^2$ 次乘加", "the exponent"),
    stated("因为 $C_{\\mathrm{eq}}^2 / g = C^2$。", "the exponent"),
]

# By hand
PIXELS = torch.tensor([[1.0, 2, 3, 2, 1, 4], [2, 1, 1, 1, 3, 2]])
WEIGHT = torch.tensor([[1.0, 2, -1], [2, 1, 3], [1, -2, 1], [3, 1, 2]])
GROUPS = 2
OUTPUT = pointwise_grouped_conv2d(
    PIXELS.T[None, :, None], WEIGHT[..., None, None], groups=GROUPS
)[0, :, 0]  # (4, 2)
OUTS, INS = len(WEIGHT), PIXELS.shape[1]
DENSE = conv2d_cost(INS, OUTS, 1)


def ints(tensor: Tensor) -> list[int]:
    return [int(number) for number in tensor.flatten()]


def factors(output: int, pixel: int) -> list[int]:
    """Return |weight| and input of each product, then the sum: the page writes the signs."""
    group = output // (OUTS // GROUPS)
    x = PIXELS[pixel].unflatten(0, (GROUPS, -1))[group]
    pairs = zip(ints(WEIGHT[output].abs()), ints(x), strict=True)
    return [*(number for pair in pairs for number in pair), int(OUTPUT[output, pixel])]


def row(output: int) -> tuple[str, list[int]]:
    """Return a row of the table: its template and its numbers."""
    signs = [
        "" if w > 0 and i == 0 else " + " if w > 0 else " − "
        for i, w in enumerate(WEIGHT[output])
    ]
    total = "".join(f"{sign}<>·<>" for sign in signs) + " = **<>**"
    shown = [output, output // (OUTS // GROUPS), *ints(WEIGHT[output])]
    return (
        f"| <> | <> | (<> <> <>) | {total} | {total} |",
        [*shown, *factors(output, 0), *factors(output, 1)],
    )


BY_HAND = [
    computed(
        "输入 <> 个通道，图是 $<> \\times <>$，两个像素的通道依次是 "
        "(<> <> <> <> <> <>) 和 (<> <> <> <> <> <>)。",
        *(INS, 1, len(PIXELS), *ints(PIXELS)),
    ),
    computed("输出 <> 个通道，分 <> 组，没有偏置。", OUTS, GROUPS),
    computed("| 第 <> 个像素 | 第 <> 个像素 |", 0, 1),
    *(computed(template, *numbers) for template, numbers in map(row, range(OUTS))),
    computed(
        "权重 <> 个，不分组要 <> 个；乘加 <> 次，不分组要 <> 次。",
        *(WEIGHT.numel(), DENSE, WEIGHT.numel() * len(PIXELS), DENSE * len(PIXELS)),
    ),
]

# Code
COSTS = figure.costs()


def share(pair: tuple[int, int]) -> str:
    return f"{100 * pair[0] / sum(pair):.1f}"


CODE = [
    stated(
        "256 个通道到 128 个再回到 256 个，$3 \\times 3$ 卷积分 32 组。",
        "Xie et al. 2017, figure 3; the block that the example counts",
    ),
    computed(
        "占乘加次数的 <> %[^shufflenet]", share(bottleneck_cost(256, 128, spatial_groups=32))
    ),
    stated("论文的表 1 让五种组数的总代价都在 140 百万次左右", "Zhang et al., section 3.3"),
    stated("它的输入只有 24 个通道", "Zhang et al. 2018, table 1"),
    stated("每行是 $g$、Stage 2 的通道数、它是 $g = 1$ 时的几倍", "what the example prints"),
    stated(
        "最后一列与论文的表 1 相同", "the number of the table; a test holds its five numbers"
    ),
    stated(
        "ShuffleNet 1× 从 33.6 %（$g = 1$）降到 32.4 %（$g = 8$）；"
        "0.25× 从 57.1 % 降到 52.7 %，",
        "Zhang et al. 2018, table 2",
    ),
    stated("0.5× 在 $g = 4$ 时是 41.6 %，$g = 8$ 时升到 42.3 %。", "Zhang et al., table 2"),
    stated("Stage 2 的第一个单元是例外", "the name of a stage"),
    stated(
        "ShuffleNet 1×、$g = 3$ 的 Stage 2 里，步长 1 的单元把 240 个通道变成 60 个，"
        "再变回 240 个。",
        "Zhang et al. 2018, table 1 and a quarter of it; the layers of the example",
    ),
    stated("每行是输出通道 0 看得到几个", "the output that the example follows"),
]

# Figure
FIGURE = [
    computed(
        "都不分组时 <> 次，<>×<> 占 <> %；<>×<> 分 <> 组后 <> 次，<>×<> 占 <> %；",
        *(sum(COSTS[0]), 1, 1, share(COSTS[0]), 3, 3, figure.UNITS[1][2], sum(COSTS[1])),
        *(1, 1, share(COSTS[1])),
    ),
    computed("<>×<> 改成逐通道后 <> 次，几乎不再减少；", 3, 3, sum(COSTS[2])),
    computed(
        "<>×<> 也分 <> 组后降到 <> 次，其中 <> % 仍是 <>×<>。",
        *(1, 1, figure.UNITS[3][1], sum(COSTS[3]), share(COSTS[3]), 1, 1),
    ),
    computed(
        '"瓶颈块，<> 个通道到 <> 个再到 <> 个，步长 <>，',
        *(figure.CHANNELS, figure.MIDDLE, figure.CHANNELS, 1),
    ),
    stated("蓝色是两个 1×1 卷积，橙色是 3×3 卷积", "the kernels that the figure compares"),
]

# Pitfalls
DEPTHWISE = nn.Conv2d(64, 64, 3, groups=64, bias=False)


def seen(groups: int) -> int:
    """Return how many inputs each output sees through a depthwise and a 1x1 layer of ones."""
    network = nn.Sequential(DEPTHWISE, nn.Conv2d(64, 64, 1, groups=groups, bias=False))
    for layer in network:
        nn.init.ones_(layer.weight)
    counts = (channel_gradient_map(network, torch.ones(1, 64, 3, 3)) > 0).sum(1)
    (count,) = set(counts.tolist())
    return count


def per_pixel(channels: int, groups: int) -> int:
    return nn.Conv2d(channels, channels, 1, groups=groups, bias=False).weight.numel()


def moved(channels: int, groups: int) -> int:
    """Return the inputs, outputs and weights of a layer on a 28x28 map."""
    intensity = conv2d_intensity(channels, channels, 1, 28, groups=groups)
    return int(Fraction(per_pixel(channels, groups) * 28 * 28) / intensity)


FEWER, WIDER = (144, 1), (384, 8)
assert moved(*FEWER) == 2 * 144 * 28 * 28 + 144**2
assert all(24 % groups == 0 for groups in (2, 3, 4, 8))
PITFALLS = [
    stated("**把深度可分离卷积里的 1×1 也分组", "the kernel that the pitfall is about"),
    computed(
        "<> 个通道的逐通道卷积后面接分 <> 组的 $<> \\times <>$ 卷积，"
        "每个输出通道只看得到 <> 个输入通道；不分组时看得到 <> 个。",
        *(64, 8, 1, 1, seen(8), seen(1)),
    ),
    stated("**以为 1×1 分了组就不再是大头。**", "the kernel that the pitfall is about"),
    computed(
        "上面的块分 <> 组后，$<> \\times <>$ 卷积仍占 <> %；"
        "总代价是分组前的 <>/<>，不是 <>/<>，",
        *(8, 1, 1, share(COSTS[3]), 1, f"{sum(COSTS[2]) / sum(COSTS[3]):.1f}", 1, 8),
    ),
    stated("**以为 Stage 2 的每个单元都不分组。** 论文只写 Stage 2 的", "the name of a stage"),
    computed(
        "四个单元都不分组，$g = <>$ 时是 <> 百万次，与表 <> 的 <> 百万次不符；",
        *(8, f"{shufflenet_cost(384, 8, dense_units=4) / 1e6:.0f}", 1),
        f"{shufflenet_cost(384, 8) / 1e6:.0f}",
    ),
    stated("24 能被 2、3、4、8 整除", "asserted above"),
    computed(
        "$<> \\times <>$ 的图，<> 个通道到 <> 个、不分组的 $<> \\times <>$ 卷积"
        "每个像素 <> 次乘加；<> 个通道到 <> 个、分 <> 组是 <> 次，少了 <> %。",
        *(28, 28, 144, 144, 1, 1, per_pixel(*FEWER), 384, 384, 8, per_pixel(*WIDER)),
        f"{100 * (1 - per_pixel(*WIDER) / per_pixel(*FEWER)):.0f}",
    ),
    computed(
        "要存取的数却从 <> 个增加到 <> 个，是 <> 倍。",
        *(moved(*FEWER), moved(*WIDER), f"{moved(*WIDER) / moved(*FEWER):.1f}"),
    ),
    stated(
        "用 10 层逐点分组卷积测过[^shufflenetv2]：总乘加次数大致不变，128 个通道、不分组换成 "
        "360 个通道、分 8 组，GPU 每秒处理的批数从 2451 降到 634。",
        "Ma et al. 2018, section 2 (G2) and table 2",
    ),
]

REFERENCES = [
    stated(text, "a reference")
    for text in (
        "CVPR 2018. [arXiv:1707.01083](",
        "CVPR 2017. [arXiv:1611.05431](",
        "ICCV 2017. [arXiv:1707.02725](",
        "ECCV 2018. [arXiv:1807.11164](",
    )
]

CLAIMS = [*DEFINITION, *BY_HAND, *CODE, *FIGURE, *PITFALLS, *REFERENCES]
