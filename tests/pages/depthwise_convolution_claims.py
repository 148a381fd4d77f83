"""The numbers on the page of the depthwise convolution."""

import torch
from torch import Tensor
from torch.nn import functional as F

from snippets.convolution import depthwise_convolution_figure as figure
from snippets.convolution.depthwise_convolution import depthwise_conv2d
from snippets.convolution.separable_convolution_cost import conv2d_cost
from tests.pages.claims import computed, stated

PAGE = "terms/convolution/depthwise-convolution.md"

DEFINITION = [
    stated("H + 2p, W + 2p)$，$p \\ge 0$ 是填充", "the domain of the padding"),
    stated("- $m \\ge 1$：深度乘数", "the domain of the multiplier"),
    stated("代码中为 $(mC, 1, k_H, k_W)$；", "the layout of the kernel"),
    stated("没有偏置时为 0；", "the definition of the bias"),
    stated("都从 0 数起；", "the convention of the indices"),
    stated("整数，$\\ge 1$，单位像素。", "the domain of the stride"),
    stated("MobileNet 里的逐通道卷积取 $m = 1$", "what the paper says of its layers"),
    stated("普通卷积则随 $C^2$ 增加", "the cost of the standard convolution"),
    stated("令 $H_{\\mathrm{out}} = W_{\\mathrm{out}} = 1$", "one position"),
    stated("也小于 $mk^2/(1 + m)$；", "a test holds the bound"),
    stated("那里只算 1×1 的核", "what the paper says of its count"),
]

# By hand
X = torch.tensor([[1.0, 2, 0], [3, 1, 2]])
WEIGHT = torch.tensor([[1.0, 2], [3, -1], [2, 1], [-1, 2]])
Y = depthwise_conv2d(X[None, :, None], WEIGHT[:, None, None])[0, :, 0]
M = len(WEIGHT) // len(X)


def ints(tensor: Tensor) -> list[int]:
    return [int(number) for number in tensor.flatten()]


def row(e: int) -> object:
    """Bind a row of the table: channel, kernel and two sums."""
    (a, b), (c, d, f) = ints(WEIGHT[e]), ints(X[e // M])
    sign = "−" if b < 0 else "+"
    head, first, second = "| <> | <> | (<> <>) | ", (c, a, d, b), (d, a, f, b)
    if a < 0:  # the sign stands before the product
        first, second = (-c, -a, d, b), (-d, -a, f, b)
    sums = f"<>·<> {sign} <>·<> = **<>**，<>·<> {sign} <>·<> = **<>** |"
    y, z = ints(Y[e])
    return computed(
        head + sums,
        *(e, e // M, a, b, *first[:3], abs(b), y, *second[:3], abs(b), z),
    )


BY_HAND = [
    computed("输入 <> 个通道，每个 $<> \\times <>$：", len(X), 1, X.shape[1]),
    computed("(<> <> <>) 和 (<> <> <>)。", *ints(X)),
    computed("深度乘数是 <>，核 $<> \\times <>$，没有填充，步长 <>：", M, 1, 2, 1),
    *(row(e) for e in range(4)),
    computed(
        "权重是 <> 个；<> 个通道到 <> 个通道的普通卷积要 <> 个。",
        *(WEIGHT.numel(), len(X), len(WEIGHT), conv2d_cost(2, 4, (1, 2))),
    ),
]

# Figure
STANDARD, POINTWISE, DEPTHWISE = (values for _, _, values in figure.CURVES)
FIRST, LAST = figure.CHANNELS[0], figure.CHANNELS[-1]
assert {f"{value:.1f}" for value in DEPTHWISE} == {"4.4"}
FIGURE = [
    computed("\n<> 个通道、$<> \\times <>$ 的图，三种层：", LAST, figure.SIZE, figure.SIZE),
    computed(
        "通道从 <> 个到 <> 个，标准 <>×<> 卷积从 <> 升到 <>，",
        *(FIRST, LAST, figure.KERNEL, figure.KERNEL),
        *(f"{STANDARD[0]:.1f}", f"{STANDARD[-1]:.1f}"),
    ),
    computed(
        "逐点卷积从 <> 升到 <>，逐通道 <>×<> 卷积始终是 <>。",
        *(f"{POINTWISE[0]:.1f}", f"{POINTWISE[-1]:.1f}", figure.KERNEL, figure.KERNEL),
        f"{DEPTHWISE[0]:.1f}",
    ),
    computed("图 <>×<>，步长 <>，大小不变，m=<>，", figure.SIZE, figure.SIZE, 1, 1),
]

# Pitfalls
C, K, SIZE = 512, 3, 14
WEIGHTS, DENSE = conv2d_cost(1, C, K), conv2d_cost(C, C, K)
MAPS = 2 * C * SIZE**2
FEWER = DENSE // WEIGHTS
MIXED = torch.randn(1, 3, 5, 6, generator=torch.Generator().manual_seed(0))
THEIRS = torch.randn(3, 2, 3, 2, generator=torch.Generator().manual_seed(1))
RIGHT, WRONG = (
    F.conv2d(MIXED, THEIRS.permute(order).reshape(6, 1, 3, 2), groups=3)
    for order in ((2, 3, 0, 1), (3, 2, 0, 1))
)
BAD = sum(not torch.allclose(RIGHT[:, e], WRONG[:, e]) for e in range(6))
PITFALLS = [
    computed("**以为乘加少到 <>/<>，时间也少到 <>/<>。**", 1, FEWER, 1, FEWER),
    computed(
        "<> 个通道、$<> \\times <>$ 的核、$<> \\times <>$ 的图，"
        "逐通道卷积的乘加是普通卷积的 <>/<>，",
        *(C, K, K, SIZE, SIZE, 1, FEWER),
    ),
    computed(
        "要存取的数却是 <> 比 <>，只少到约 <>/<>。",
        *(MAPS + WEIGHTS, MAPS + DENSE, 1, round((MAPS + DENSE) / (MAPS + WEIGHTS))),
    ),
    stated("连做 10 层，每个输出通道仍只看得到 1 个输入通道", "a test runs ten layers"),
    stated("要用 `permute(2, 3, 0, 1)` 再", "a test runs this call"),
    stated("写成 `permute(3, 2, 0, 1)` 形状", "a test runs this call"),
    computed("$C = <>$、$m = <>$ 时 <> 个输出通道里有 <> 个是错的", 3, 2, RIGHT.shape[1], BAD),
    stated("`nn.Conv2d(4, 6, 3, groups=4)` 抛出", "a test makes this call"),
    computed(
        "权重却从 <> 个变成 <> 个（<> 个通道，$<> \\times <>$ 的核）",
        *(WEIGHTS, DENSE, C, K, K),
    ),
]

REST = [
    stated(text, "a reference")
    for text in (
        "2017. [arXiv:1704.04861](",
        "ECCV 2018. [arXiv:1807.11164](",
        "2024. [arXiv:2404.19331](",
    )
]

CLAIMS = [*DEFINITION, *BY_HAND, *FIGURE, *PITFALLS, *REST]
