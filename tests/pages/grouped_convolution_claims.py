"""The numbers on the page of the grouped convolution."""

import inspect

import torch
from torch import nn

from snippets.convolution.grouped_convolution import block_diagonal_weight, grouped_conv2d
from snippets.convolution.grouped_convolution_figure import CHANNELS, PANELS
from snippets.convolution.separable_convolution_cost import conv2d_cost
from tests.pages.claims import computed, stated
from tests.snippets.rejections import rejects

PAGE = "terms/convolution/grouped-convolution.md"

FORMULA = [
    stated("- $g \\ge 1$：组数", "the domain of the number of groups"),
    stated("，$g = 1$ 就是普通卷积；", "the definition of one group"),
    stated("H + 2p, W + 2p)$，$p \\ge 0$ 是填充", "the definition of padding"),
    stated("没有偏置时为 0；", "the definition of the bias"),
    stated("都从 0 数起；", "the convention of the indices"),
    stated("整数，$\\ge 1$，单位像素。", "the domain of stride and dilation"),
    stated("组与组之间的权重补成 0，得到", "the definition of the block-diagonal weight"),
    stated("其余全是 0。", "the definition of the block-diagonal weight"),
    stated("$H_{\\mathrm{out}} = W_{\\mathrm{out}} = 1$", "one position"),
    stated(
        "把各组的第 0 个通道依次排好，再排各组的第 1 个", "the order of the shuffle, tested"
    ),
]


def seen(in_channels: int, groups: int, layers: int = 1) -> list[int]:
    """Return the input channels that output channel 0 sees through layers of torch."""
    x = torch.zeros(1, in_channels, 1, 1, requires_grad=True)
    y = x
    for _ in range(layers):
        layer = nn.Conv2d(in_channels, in_channels, 1, groups=groups, bias=False)
        nn.init.ones_(layer.weight)
        y = layer(y)
    y[0, 0].sum().backward()
    return x.grad[0, :, 0, 0].nonzero().flatten().tolist()


GROUP = [
    computed(
        "$C_{\\mathrm{in}} = <>$、$g = <>$ 时，第 <> 组是通道 <> 和 <>，", 4, 2, 0, *seen(4, 2)
    ),
    stated("不是 0 和 2。", "what a reader may wrongly think"),
]

# By hand
X = torch.tensor([[1, 2], [3, 0], [2, 1], [0, 4]])
WEIGHT = torch.tensor([[[1, 2], [3, -1]], [[2, 1], [-1, 2]]])
GROUPS = 2
C_IN, WIDTH = X.shape
C_OUT, GROUP_IN, K = WEIGHT.shape
OUTPUT = grouped_conv2d(
    X[None, :, None].float(), WEIGHT[:, :, None].float(), groups=GROUPS
).flatten()
DENSE = block_diagonal_weight(WEIGHT[:, :, None], GROUPS)


def factors(group: int) -> list[int]:
    """Return the numbers of a row: the input, the kernel, the products and their sum."""
    x = X.unflatten(0, (GROUPS, -1))[group].flatten().tolist()
    w = WEIGHT[group].flatten().tolist()
    products = [number for pair in zip(map(abs, w), x, strict=True) for number in pair]
    return [*x, *w, *products, int(OUTPUT[group])]


PAIRS = "(<> <>)，(<> <>) | (<> <>)，(<> <>)"
DEFAULTS = inspect.signature(grouped_conv2d).parameters
BY_HAND = [
    computed("输入有 <> 个通道，每个 $<> \\times <>$；", C_IN, 1, WIDTH),
    computed("核 $<> \\times <>$，分 <> 组，输出 <> 个通道，", 1, K, GROUPS, C_OUT),
    computed("没有填充，步长 <>。", DEFAULTS["stride"].default),
    computed(f"| <> | {PAIRS} | <>·<> + <>·<> + <>·<> − <>·<> = **<>** |", 0, *factors(0)),
    computed(f"| <> | {PAIRS} | <>·<> + <>·<> − <>·<> + <>·<> = **<>** |", 1, *factors(1)),
    computed(
        "权重共 $<> \\times <> \\times <> = <>$ 个；"
        "普通卷积要 $<> \\times <> \\times <> = <>$ 个，正好是 <> 倍。",
        *(C_OUT, GROUP_IN, K, WEIGHT.numel(), C_OUT, C_IN, K, DENSE.numel()),
        DENSE.numel() // WEIGHT.numel(),
    ),
]

# Code
CODE = [
    stated(
        "ResNet 的瓶颈块把 256 个通道降到 64 个，做 $3 \\times 3$ 卷积，再升回 256 个；",
        "Xie et al. 2017, the block that the example counts",
    ),
    stated(
        "降到 128 个，$3 \\times 3$ 卷积分 32 组。",
        "Xie et al. 2017, the block that the example counts",
    ),
    stated("即 $g = 2$。", "Krizhevsky et al. 2012: two GPUs"),
    stated("其中第二层有 96 个输入通道", "Krizhevsky et al. 2012: kernels of 5 x 5 x 48"),
    stated("、256 个输出通道，核 $5 \\times 5$，", "Krizhevsky et al. 2012"),
    computed(
        "分两组后权重从 <> 个减到 <> 个。",
        *(conv2d_cost(96, 256, 5), nn.Conv2d(96, 256, 5, groups=2).weight.numel()),
    ),
]

# Figure
COUNTS = [int(torch.count_nonzero(matrix)) for _, matrix in PANELS]
ALONE, DEALT = COUNTS[4::2], COUNTS[5::2]
FIGURE = [
    computed("![<> 个输入通道与 <> 个输出通道的连接：", CHANNELS, CHANNELS),
    computed("一层分 <>、<>、<>、<> 组时各有 <>、<>、<>、<> 条；", 1, 2, 4, 8, *COUNTS[:4]),
    computed(
        "两层都分 <> 组时，不混洗仍是 <> 条，混洗后 <> 条全部连通；", 2, ALONE[0], DEALT[0]
    ),
    computed("都分 <> 组时，不混洗是 <> 条，混洗后也只有 <> 条。", 4, ALONE[1], DEALT[1]),
]

# Pitfalls
INS, OUTS, SIDE = 64, 128, 3


def parameters(groups: int) -> int:
    layer = nn.Conv2d(INS, OUTS, SIDE, groups=groups)
    return sum(parameter.numel() for parameter in layer.parameters())


def numbers_moved(groups: int) -> int:
    """Return the inputs, the outputs and the weights of a 1x1 layer on a 56x56 map."""
    layer = nn.Conv2d(64, 64, 1, groups=groups, bias=False)
    x = torch.zeros(1, 64, 56, 56)
    return x.numel() + layer(x).numel() + layer.weight.numel()


for sizes in ((6, 8, 3), (8, 6, 3)):
    with rejects("must be divisible by groups"):
        nn.Conv2d(*sizes, groups=4)

MOVED = numbers_moved(1), numbers_moved(8)
PITFALLS = [
    computed(
        "`nn.Conv2d(<>, <>, <>)` 有 <> 个参数，加上 `groups=<>` 后是 <> 个，比值 <>，不是 <>。",
        *(INS, OUTS, SIDE, parameters(1), 4, parameters(4)),
        *(f"{parameters(1) / parameters(4):.2f}", 4),
    ),
    computed(
        "<> 个通道、分 <> 组的卷积连做 <> 层，每个输出仍只看得到 <> 个输入通道。",
        *(INS, 4, 10, len(seen(INS, 4, 10))),
    ),
    stated("或者 $1 \\times 1$ 的普通卷积。", "a kernel that mixes channels only"),
    stated(
        "`nn.Conv2d(6, 8, 3, groups=4)` 和 `nn.Conv2d(8, 6, 3, groups=4)` 都抛出",
        "both are tried above",
    ),
    computed(
        "<> 个输入通道、<> 个输出通道、分 <> 组的 $<> \\times <>$ 核，"
        "形状是 `(<>, <>, <>, <>)`，不是 `(<>, <>, <>, <>)`。",
        *(INS, OUTS, 4, SIDE, SIDE),
        *nn.Conv2d(INS, OUTS, SIDE, groups=4).weight.shape,
        *nn.Conv2d(INS, OUTS, SIDE).weight.shape,
    ),
    computed(
        "$<> \\times <>$ 的图、$<> \\times <>$ 的核、<> 个通道到 <> 个通道，"
        "分 <> 组后乘加次数是原来的 <>/<>，",
        *(56, 56, 1, 1, 64, 64, 8),
        *(1, conv2d_cost(64, 64, 1, 56) // conv2d_cost(64 // 8, 64, 1, 56)),
    ),
    computed(
        "要存取的数却只从 <> 个减到 <> 个，少 <> %。",
        *(*MOVED, f"{100 * (1 - MOVED[1] / MOVED[0]):.1f}"),
    ),
]

REFERENCES = [
    stated("第二步用 $1 \\times 1$ 卷积混合通道", "the second stage of that convolution"),
    *(
        stated(text, "a reference")
        for text in (
            "CVPR 2018. [arXiv:1707.01083](",
            "CVPR 2017. [arXiv:1611.05431](",
            "NIPS 2012. [",
            "ECCV 2018. [arXiv:1807.11164](",
            "ICML 2016. [arXiv:1602.07576](",
        )
    ),
]

CLAIMS = [*FORMULA, *GROUP, *BY_HAND, *CODE, *FIGURE, *PITFALLS, *REFERENCES]
