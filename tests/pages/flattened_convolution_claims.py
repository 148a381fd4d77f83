"""The numbers on the page of the flattened convolution."""

import torch
from torch import nn

from snippets.convolution.flattened_convolution_figure import (
    HORIZONTAL,
    INPUT,
    LATERAL,
    MIXED,
    OUTPUT,
    PASSED,
    VERTICAL,
)
from snippets.convolution.flattened_convolution_formula import (
    FORMULAS,
    K_H,
    K_W,
    C,
)
from snippets.convolution.flattened_layer import flattened_layer
from snippets.convolution.separable_convolution_cost import conv2d_cost, separable_conv2d_cost
from tests.pages.claims import computed, stated

PAGE = "terms/convolution/flattened-convolution.md"


def ints(tensor: torch.Tensor) -> list[int]:
    return [int(number) for number in tensor.flatten()]


ONE_CHANNEL = FORMULAS["ratio"].rhs.subs({C: 1, K_H: 2, K_W: 2})
ALPHA, BETA, GAMMA, MAPS = ints(LATERAL), ints(VERTICAL), ints(HORIZONTAL), ints(MIXED)
SUMS, RESULT = ints(PASSED), ints(OUTPUT)
FLATTENED = sum(weight.numel() for weight in flattened_layer(64, 64, 3).parameters())
LATERAL_LAST = (
    conv2d_cost(1, 64 * 64, (3, 1)) + conv2d_cost(1, 64 * 64, (1, 3)) + conv2d_cost(64, 64, 1)
)
SLOPE, SMOOTH = torch.tensor([-1.0, 0, 1]), torch.tensor([1.0, 2, 1])
SOBEL = torch.stack([torch.outer(SMOOTH, SLOPE), torch.outer(SLOPE, SMOOTH)])


def biased() -> torch.Tensor:
    """All weights and biases 1, the input 0."""
    layer = nn.Sequential(
        nn.Conv2d(1, 1, 1),
        nn.Conv2d(1, 1, (3, 1), padding=(1, 0)),
        nn.Conv2d(1, 1, (1, 3), padding=(0, 1)),
    )
    for parameter in layer.parameters():
        nn.init.ones_(parameter)
    return layer(torch.zeros(1, 1, 5, 5))[0, 0].int()


BIASED = biased()

CLAIMS = [
    stated("都从 0 数起；", "the convention of the indices"),
    stated("作为三维张量的秩是 1。", "a product of three vectors; a test unfolds it"),
    stated("下标越界时取 0；", "the definition of the image outside"),
    stated("- $s \\ge 1$、$p \\ge 0$、$d \\ge 1$：步长", "the domains"),
    stated("最里层是 $1 \\times 1$ 卷积", "the shape"),
    stated("是分组数为 $F$ 的 $k_H \\times 1$ 与 $1 \\times k_W$ 卷积", "the shapes"),
    stated("$\\rho$ 接近 $1/(k_H k_W)$；", "the limit, which a test takes"),
    stated("只有一个通道的 $2 \\times 2$ 核", "the arguments of ONE_CHANNEL"),
    computed("$\\rho$ 是 <>/<>，反而更多。", int(ONE_CHANNEL.p), int(ONE_CHANNEL.q)),
    stated("前向速度约为原来的 2 倍", "the paper's abstract: around two times speed-up"),
    computed("两个通道分别是 (<> <> <> / <> <> <>) 和 (<> <> <> / <> <> <>)，", *ints(INPUT)),
    computed(
        "$\\alpha$ 是 (<> <>)，$\\beta$ 是 (<> <>)，$\\gamma$ 是 (<> <>)。",
        *(*ALPHA, *BETA, *GAMMA),
    ),
    stated("没有填充，步长 1。", "the defaults of the call"),
    computed(
        "第一个通道的 <> 倍加第二个通道，得 (**<>** <> <> / **<>** <> <>)，",
        *(ALPHA[0], *MAPS),
    ),
    computed(
        "其中第一个是 $<> \\times <> + <> \\times <>$；\n- 竖直",
        *(ALPHA[0], int(INPUT[0, 0, 0, 0]), ALPHA[1], int(INPUT[0, 1, 0, 0])),
    ),
    computed("上一行加下一行的 <> 倍，得 (<> <> <>)，", BETA[1], *SUMS),
    computed(
        "其中第一个是 $<> \\times <> + <> \\times <>$；\n- 水平",
        *(BETA[0], MAPS[0], BETA[1], MAPS[3]),
    ),
    computed(
        "水平方向：$<> + <> = <>$，$<> + <> = <>$。",
        *(-SUMS[0], SUMS[1], RESULT[0], -SUMS[1], SUMS[2], RESULT[1]),
    ),
    stated("滤波器都是 64 个：", "the arguments of the example"),
    computed(
        "成 <>、<>、<> 和 <>、<>、<> 两行，竖直方向得到 <>、<>、<>，水平方向得到 <>、<>。](",
        *(*MAPS, *SUMS, *RESULT),
    ),
    stated("那是把 $(1, 8, 5, 5)$ 的特征图", "the argument of the call"),
    computed("排成 $(<>, <>)$ 的向量", *nn.Flatten()(torch.ones(1, 8, 5, 5)).shape),
    stated("各自的秩都是 1，", "a test computes them"),
    computed("排成 $<> \\times <>$ 的矩阵", *SOBEL.flatten(1).shape),
    computed("秩是 <>，要两个", int(torch.linalg.matrix_rank(SOBEL.flatten(1)))),
    stated("输入输出都是 64 通道、核 $3 \\times 3$ 时", "the arguments of the counts"),
    computed("权重是 <> 个与 <> 个，但", separable_conv2d_cost(64, 64, 3), FLATTENED),
    computed(
        "从 <> 次乘加变成 <> 次，普通卷积是 <> 次。",
        *(FLATTENED, LATERAL_LAST, conv2d_cost(64, 64, 3)),
    ),
    stated("权重与三个偏置全取 1，核 $3 \\times 3$", "the arguments of biased()"),
    computed(
        "在内部得到 <>，在左右边上得到 <>，在上下边上得到 <>，在角上得到 <>。",
        *(int(BIASED[place]) for place in ((2, 2), (2, 0), (0, 2), (0, 0))),
    ),
    stated("2014. [arXiv:1412.5474](", "bibliography"),
]
