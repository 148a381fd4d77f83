"""The numbers on the page of the spatially separable convolution."""

from fractions import Fraction

import torch
from torch import nn

from snippets.convolution.convolution import cross_correlate2d
from snippets.convolution.separable_convolution_cost import conv2d_cost, separable_conv2d_cost
from snippets.convolution.spatially_separable_convolution import (
    separable_cross_correlate2d,
    separate,
)
from snippets.convolution.spatially_separable_convolution_figure import COLUMN, INPUT, ROW
from tests.pages.claims import computed, stated

PAGE = "terms/convolution/spatially-separable-convolution.md"


def ints(tensor: torch.Tensor) -> list[int]:
    return [int(number) for number in tensor.flatten()]


KERNEL = torch.outer(COLUMN, ROW)
PASSED = cross_correlate2d(INPUT, COLUMN[:, None])
OUTPUT = separable_cross_correlate2d(INPUT, COLUMN, ROW)
LAPLACE = torch.tensor([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]], dtype=torch.float64)
LEAK = torch.outer(*separate(LAPLACE)[:2]).sum().item()
SEVENTH = Fraction(
    conv2d_cost(64, 64, (1, 7), 17) + conv2d_cost(64, 64, (7, 1), 17),
    conv2d_cost(64, 64, 7, 17),
)
WIDE = nn.Conv2d(1, 1, (1, 7), padding=3)(torch.ones(1, 1, 17, 17))
FIRST = [
    number for pair in zip(ints(COLUMN), ints(INPUT[:, 0]), strict=True) for number in pair
]

CLAIMS = [
    stated("核内位置，从 0 数起；", "the convention of the indices"),
    stated("作为矩阵的秩恰好是 1。", "a product of two vectors"),
    stated("$x$ 的下标越界时取 0；", "the definition of the image outside"),
    stated("- $s \\ge 1$、$p \\ge 0$、$d \\ge 1$：步长", "the domains"),
    stated("正方形的核，$\\rho = 2/k$。", "the formula of the ratio with equal sides"),
    stated("平方误差最小的秩 1 矩阵", "Eckart and Young; a test compares it with others"),
    stated("在 0 与 1 之间，0 就是可分离。", "the range of the share"),
    computed(
        "Sobel 核 (<> <> <> / <> <> <> / <> <> <>) 是列 (<> <> <>) 乘行 (<> <> <>)。",
        *(*ints(KERNEL), *ints(COLUMN), *ints(ROW)),
    ),
    computed("输入是 (<> <> <> <> / <> <> <> <> / <> <> <> <>)，", *ints(INPUT)),
    stated("没有填充，步长 1。", "the defaults of the call"),
    computed("四列依次得 **<>**、**<>**、**<>**、**<>**，", *ints(PASSED)),
    computed("其中第一个是 $<> \\times <> + <> \\times <> + <> \\times <>$；", *FIRST),
    computed(
        "横着：$<> + <> = <>$，$<> + <> = <>$。",
        *(-ints(PASSED)[0], ints(PASSED)[2], ints(OUTPUT)[0]),
        *(-ints(PASSED)[1], ints(PASSED)[3], ints(OUTPUT)[1]),
    ),
    stated("$e^{-(u^2 + v^2)/(2\\sigma^2)}$", "the definition of the Gaussian"),
    computed(
        "列 <>、<>、<> 竖着一遍得到 <>、<>、<>、<>，行 <>、<>、<> 横着再一遍得到 <>、<>。](",
        *(*ints(COLUMN), *ints(PASSED), *ints(ROW), *ints(OUTPUT)),
    ),
    computed("拉普拉斯核只漏掉 <>，", f"{separate(LAPLACE)[2].item():.3f}"),
    computed("各权重之和是 <>，", int(LAPLACE.sum())),
    stated("平坦的区域输出 0；", "the sum of the weights is 0"),
    computed(
        "各权重之和是 <>，亮度 <> 的平坦区域输出 <>。",
        *(round(LEAK, 2), 100, round(100 * LEAK)),
    ),
    computed(
        "<> 个通道到 <> 个通道、$<> \\times <>$ 的核，标准卷积有 <> 个权重，"
        "换成深度可分离卷积是 <> 个；",
        *(64, 64, 3, 3, conv2d_cost(64, 64, 3), separable_conv2d_cost(64, 64, 3)),
    ),
    computed(
        "换成 $<> \\times <>$ 和 $<> \\times <>$ 的两层、中间也是 <> 个通道，是 <> 个。",
        *(3, 1, 1, 3, 64, conv2d_cost(64, 64, (3, 1)) + conv2d_cost(64, 64, (1, 3))),
    ),
    stated("再 $1 \\times k$ 的两层网络", "the shape"),
    stated("先 $k \\times 1$ 再", "the shape"),
    stated("只能表示秩 1 的核", "the wrong belief"),
    stated("是多个秩 1 的核相加", "one for each channel between"),
    stated(
        "中间 3 个通道、没有激活函数时，两层能表示任意 $3 \\times 3$ 的核", "a test does it"
    ),
    stated(
        "把 $7 \\times 7$ 换成 $1 \\times 7$ 和 $7 \\times 1$，",
        "the paper, on asymmetric convolutions",
    ),
    computed("乘加次数是原来的 <>/<>；", SEVENTH.numerator, SEVENTH.denominator),
    stated("边长 12 到 20 的特征图", "the paper, on asymmetric convolutions"),
    stated("$17 \\times 17$ 的图经过 `nn.Conv2d(1, 1, (1, 7), padding=3)`", "the call of WIDE"),
    computed("变成 $<> \\times <>$。", *WIDE.shape[2:]),
    stated("要写 `padding=(0, 3)`。", "a test does it"),
    stated("CVPR 2016. [arXiv:1512.00567](", "bibliography"),
    stated("Psychometrika 1(3): 211–218, 1936. [doi:10.1007/BF02288367](", "bibliography"),
    stated("[多通道二维卷积（multi-channel 2D convolution）]", "the name of a page"),
]
