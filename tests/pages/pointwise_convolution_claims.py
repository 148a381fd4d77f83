"""The numbers on the page of the pointwise convolution."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from snippets.convolution import pointwise_convolution_figure as figure
from snippets.convolution.channel_reduction_cost import break_even_channels, reduced_conv2d_cost
from snippets.convolution.pointwise_convolution import pointwise_conv2d
from snippets.convolution.separable_convolution_cost import conv2d_cost
from tests.pages.claims import computed, stated

PAGE = "terms/convolution/pointwise-convolution.md"

DEFINITION = [
    stated("核为 1×1 的卷积，在每个像素上", "the definition"),
    stated("又称 1×1 卷积）是核为 1×1 的卷积", "the definition"),
    stated("（multi-channel 2D convolution）", "the English name of a term"),
    stated("C_{\\mathrm{in}}, 1, 1)$；", "the layout of the kernel"),
    stated("没有偏置时为 0；", "the definition of the bias"),
    stated("都从 0 数起；", "the convention of the indices"),
    stated("- $s \\ge 1$：步长", "the domain of the stride"),
    stated("通常取 1；", "the default of the stride"),
    stated("空洞率对 1×1 的核没有作用", "a kernel of one weight has no gaps"),
    stated("等价于核为 1×1 的卷积[^nin]", "what the paper says of its pooling"),
    stated("两步的步长都为 1、大小不变时", "the case that the formula is about"),
    stated("在 $3 \\times 3$ 和 $5 \\times 5$ 的卷积之前", "what the paper says of its module"),
]

# By hand
X = torch.tensor([[[1.0, 2, 0], [3, 1, 2]], [[0, 1, 2], [1, 2, 1]]])
WEIGHT = torch.tensor([[1.0, 2], [3, -1], [-2, 1]])
BIAS = torch.tensor([1.0, 0, -1])
LAYER = nn.Conv2d(2, 3, 1)
PARAMETERS = sum(parameter.numel() for parameter in LAYER.parameters())
PIXEL = X[:, 0, 1]
OUTPUT = pointwise_conv2d(X[None], WEIGHT[:, :, None, None], BIAS)[0]


def ints(tensor: Tensor) -> list[int]:
    return [int(number) for number in tensor.flatten()]


def rows(image: Tensor) -> str:
    """Write a matrix as the page does: (1 2 / 3 4)."""
    return f"({' / '.join(' '.join('<>' for _ in row) for row in image)})"


A, B = ints(PIXEL)
BY_HAND = [
    computed("输入 <> 个通道，每个 $<> \\times <>$：", *X.shape),
    computed(f"{rows(X[0])} 和 {rows(X[1])}。", *ints(X)),
    computed(
        "输出 <> 个通道，权重是 $(<>, <>)$、$(<>, <>)$、$(<>, <>)$，偏置是 $(<>, <>, <>)$。",
        *(len(WEIGHT), *ints(WEIGHT), *ints(BIAS)),
    ),
    computed("第 <> 行第 <> 列的像素是 $(<>, <>)$：", 0, 1, A, B),
    computed(
        "- 输出通道 <>：$<> \\times <> + <> \\times <> + <> = <>$；",
        *(0, 1, A, 2, B, 1, int(OUTPUT[0, 0, 1])),
    ),
    computed(
        "- 输出通道 <>：$<> \\times <> - <> \\times <> + <> = <>$；",
        *(1, 3, A, 1, B, 0, int(OUTPUT[1, 0, 1])),
    ),
    computed(
        "- 输出通道 <>：$<> \\times <> + <> \\times <> - <> = <>$。",
        *(2, -2, A, 1, B, 1, int(OUTPUT[2, 0, 1])),
    ),
    computed("参数是 $<> \\times (<> + <>) = <>$ 个。", len(WEIGHT), len(X), 1, PARAMETERS),
]

CODE = [
    stated("结果与核为 1×1、没有填充的", "the case of conv2d; a test compares the two"),
    computed(
        "$<> \\times <>$ 的分支从 <> 个通道到 <> 个，图 $<> \\times <>$，中间降到 <> 个",
        *(figure.KERNEL, figure.KERNEL, figure.IN, figure.OUT),
        *(figure.SIZE, figure.SIZE, figure.CHOSEN),
    ),
]

# Figure
REDUCED = figure.costs()[figure.CHOSEN - 1]
EVEN = float(break_even_channels(figure.IN, figure.OUT, figure.KERNEL))
assert 9 < figure.DIRECT / REDUCED < 10
FIGURE = [
    computed(
        "降到 <> 个通道时是 <> 百万次，约为直接做 <>×<> 卷积的 <> 百万次的十分之一；"
        "到 <> 个通道时两者相等，",
        *(figure.CHOSEN, f"{REDUCED:.1f}", figure.KERNEL, figure.KERNEL),
        *(f"{figure.DIRECT:.1f}", f"{EVEN:.1f}"),
    ),
    computed(
        '"<> 个通道到 <> 个，核 <>×<>，图 <>×<>，步长 <>，不计偏置',
        *(figure.IN, figure.OUT, figure.KERNEL, figure.KERNEL, figure.SIZE, figure.SIZE, 1),
    ),
]

# Pitfalls
IN, MIDDLE, OUT = 8, 3, 6
GENERATOR = torch.Generator().manual_seed(0)
MERGED = torch.randn(OUT, MIDDLE, generator=GENERATOR) @ torch.randn(
    MIDDLE, IN, generator=GENERATOR
)
FRAMED = F.conv2d(torch.ones(1, 2, 5, 5), torch.ones(3, 2, 1, 1), padding=1)
SEEN = torch.zeros(8, 8)
SEEN[::2, ::2] = 1
READ = int(SEEN.sum())
assert reduced_conv2d_cost(192, 192, 32, 5) > conv2d_cost(192, 32, 5)
PITFALLS = [
    stated("**以为 1×1 的核只是把图乘一个数。**", "the kernel's size"),
    computed("同一个像素的 <> 个数按三组权重合成了 <> 个数；", len(X), len(WEIGHT)),
    computed(
        "中间留 <> 个通道，每个输出位置要 <> 次乘加，比直接做的 <> 次还多。",
        *(192, reduced_conv2d_cost(192, 192, 32, 5), conv2d_cost(192, 32, 5)),
    ),
    computed(
        "<> 个通道到 <> 个再到 <> 个，等于一个秩不超过 <> 的 $<> \\times <>$ 矩阵。",
        *(IN, MIDDLE, OUT, int(torch.linalg.matrix_rank(MERGED)), *MERGED.shape),
    ),
    stated("例如 3 个通道的 $3 \\times 3$ 的图", "a test runs this case"),
    stated("或用步长 2 而不自知", "the stride that the pitfall is about"),
    computed(
        "`padding=<>` 时 $<> \\times <>$ 的图变成 $<> \\times <>$，", 1, 5, 5, *FRAMED.shape[2:]
    ),
    computed(
        "步长 <> 只读 <>/<> 的像素：$<> \\times <>$ 的图读 <> 个，另外 <> 个不起作用。",
        *(2, 1, SEEN.numel() // READ, *SEEN.shape, READ, SEEN.numel() - READ),
    ),
]

REST = [
    stated("：$k = 1$ 就是逐点卷积", "the definition"),
    *(
        stated(text, "a reference")
        for text in (
            "ICLR 2014. [arXiv:1312.4400](",
            "CVPR 2015. [arXiv:1409.4842](",
            "CVPR 2016. [arXiv:1512.03385](",
        )
    ),
]

CLAIMS = [*DEFINITION, *BY_HAND, *CODE, *FIGURE, *PITFALLS, *REST]
