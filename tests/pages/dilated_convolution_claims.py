"""The numbers on the page of the dilated convolution."""

import inspect
from math import gcd

import torch
from torch import Tensor
from torch.nn import functional as F

from snippets.convolution.convolution_sizes import conv_output_size
from snippets.convolution.dilated_convolution import (
    dilate_kernel,
    dilated_conv2d,
    effective_kernel_size,
)
from snippets.convolution.dilated_convolution_figure import PANELS, paths
from snippets.convolution.gridding import path_counts
from tests.pages.claims import computed, stated

PAGE = "terms/convolution/dilated-convolution.md"

DEFINITION = [
    stated("H + 2p, W + 2p)$，$p \\ge 0$ 是填充", "the definition of padding"),
    stated("没有偏置时为 0；", "the definition of the bias"),
    stated("都从 0 数起；", "the convention of the indices"),
    stated("- $s \\ge 1$：步长", "the domain of the stride"),
    stated("- $d \\ge 1$：空洞率", "the domain of dilation"),
    stated("单位像素，$d = 1$ 就是普通卷积", "the definition of dilation"),
    stated("插入 $d - 1$ 个零", "the definition of the kernel with zeros"),
    stated("其余元素为 0。", "the definition of the kernel with zeros"),
    stated("做 $d = 1$ 的卷积", "the ordinary convolution"),
    stated("步长为 1、$k$ 为奇数时", "the case that the sentence is about"),
    stated(
        "取 $p = d(k - 1)/2$。", "half of k_eff - 1; a property test keeps the size with it"
    ),
    stated("$L$ 层步长都为 1 的卷积", "the case that the formula is about"),
]

# Growth
DEPTHS = range(1, 9)
assert all(
    len(path_counts([2**layer for layer in range(depth)])) == 2 ** (depth + 1) - 1
    and min(path_counts([2**layer for layer in range(depth)])) > 0
    and len(path_counts([1] * depth)) == 2 * depth + 1
    for depth in DEPTHS
)
GROWTH = [
    computed("$k = <>$、", inspect.signature(path_counts).parameters["kernel_size"].default),
    computed("空洞率逐层加倍（<>、<>、<>……）时，", *(2**layer for layer in range(3))),
    stated("$R_L = 2^{L+1} - 1$，随", "asserted above for 1 to 8 layers"),
    stated("空洞率始终为 1 时，$R_L = 2L + 1$，", "asserted above for 1 to 8 layers"),
]

# By hand
X = torch.tensor([[1, 2, 0, 3], [4, 1, 2, 1], [2, 3, 1, 2]])
KERNEL = torch.tensor([[1, 2], [3, -1]])
D, SIDE = 2, len(KERNEL)
SPREAD = dilate_kernel(KERNEL[None, None], D)[0, 0]
OUTPUT = dilated_conv2d(X[None, None].double(), KERNEL[None, None].double(), dilation=D)[0, 0]


def rows(image: Tensor) -> str:
    """Write a matrix as the table does: (1 2 / 3 4)."""
    return f"({' / '.join(' '.join('<>' for _ in row) for row in image)})"


def products(column: int) -> list[int]:
    """Return the factors of one output, then the output."""
    window = X[::D, column::D][:SIDE, :SIDE].flatten().tolist()
    weights = KERNEL.flatten().abs().tolist()
    factors = [number for pair in zip(weights, window, strict=True) for number in pair]
    return [*factors, int(OUTPUT[0, column])]


SUM = "：$<> \\times <> + <> \\times <> + <> \\times <> - <> \\times <> = <>$"
BY_HAND = [
    computed("输入 $<> \\times <>$，", *X.shape),
    computed("核 $<> \\times <>$，空洞率 <>，没有填充，", SIDE, SIDE, D),
    computed("步长 <>。", inspect.signature(dilated_conv2d).parameters["stride"].default),
    computed(
        f"| {rows(X)} | {rows(KERNEL)} | {rows(SPREAD)} |",
        *(n for image in (X, KERNEL, SPREAD) for n in image.flatten().tolist()),
    ),
    computed(
        "核跨过 $<> \\times (<> - <>) + <> = <>$ 个像素，所以输出是 $<> \\times <>$：",
        *(D, SIDE, 1, 1, effective_kernel_size(SIDE, D), *OUTPUT.shape),
    ),
    computed(f"左边{SUM}；", *products(0)),
    computed(f"右边{SUM}。", *products(1)),
]

# Code
ONES = torch.ones(1, 1, 3, 3)
DENSE = dilate_kernel(ONES, 2)
CODE = [
    stated("结果都与 `groups=1` 的", "the argument of torch's conv2d"),
    computed(
        "空洞率为 <> 的 $<> \\times <>$ 核有 <> 个权重，"
        "插入零以后要做 <> 次乘法，其中 <> 次乘的是零。",
        *(2, 3, 3, ONES.numel(), DENSE.numel(), int((DENSE == 0).sum())),
    ),
    stated("；0 条就是看不到。", "what a count of no path means"),
    stated("三层 $3 \\times 3$ 卷积，", "what the example runs"),
]

# Figure
GAPPED, FULL = (paths(dilations) for dilations in PANELS)
SEEN = [sum(count > 0 for row in grid for count in row) for grid in (GAPPED, FULL)]
FIGURE = [
    computed(
        "![三层 <>×<> 卷积的感受野都是 <>×<>：空洞率为 <>、<>、<> 时只看到 <> 个像素，",
        *(3, 3, len(GAPPED), len(FULL), *PANELS[0], SEEN[0]),
    ),
    computed("空洞率为 <>、<>、<> 时 <> 个像素全部看到，", *PANELS[1], SEEN[1]),
    stated("步长为 1、空洞率全是 2 时，", "the left panel"),
    computed("把图分成 <> 份", 2**2),
]

# Pitfalls
IMAGE = 32


def area(*dilations: int) -> tuple[int, int]:
    """Return how many pixels of the square receptive field are seen, and how many it has."""
    counts = path_counts(dilations)
    return sum(count > 0 for count in counts) ** 2, len(counts) ** 2


def inside(dilation: int) -> str:
    """Return how many of the 9 weights meet a pixel, on average over a 65x65 map."""
    x = torch.ones(1, 1, 65, 65, dtype=torch.float64)
    count = F.conv2d(x, ONES.double(), padding=dilation, dilation=dilation).mean().item()
    return f"{count:.2f}".removesuffix(".00")


def sizes(padding: int, dilation: int) -> tuple[int, int]:
    size = conv_output_size(IMAGE, 3, 1, padding, dilation)
    return size, size


assert sizes(1, 1) == sizes(2, 2) == (IMAGE, IMAGE)
assert gcd(1, 2, 9) == 1
assert area(1, 2, 5)[0] == area(1, 2, 5)[1]
PITFALLS = [
    computed(
        "`dilation=<>` 的 $<> \\times <>$ 核跨过 <> 个像素，不是 <> 个；",
        *(2, 3, 3, effective_kernel_size(3, 2), effective_kernel_size(3, 3)),
    ),
    stated(
        "普通卷积是 `dilation=1`，写成 0 会报错。", "a test of bad input; torch refuses it too"
    ),
    stated("有的讲义从 0 数起，把普通卷积叫作空洞率 0", "the CS231n notes"),
    stated("，抄数时要加 1。", "the difference of the two conventions"),
    computed(
        "$<> \\times <>$ 的图经过 `padding=<>` 的 $<> \\times <>$ 卷积，大小不变；"
        "只加上 `dilation=<>`，输出就成了 $<> \\times <>$，填充要改成 <>。",
        *(*sizes(1, 1), 1, 3, 3, 2, *sizes(1, 2), 2),
    ),
    computed(
        "**以为 $k_{\\mathrm{eff}} = <>$ 就等于 $<> \\times <>$ 的核。** "
        "它只看 <> 个像素中的 <> 个。",
        *(effective_kernel_size(3, 2), *DENSE.shape[2:], *area(2)[::-1]),
    ),
    computed("三层都用空洞率 <>，感受野的 <> 个像素也只看到 <> 个；", 2, *area(2, 2, 2)[::-1]),
    stated("最大公约数大于 1 的空洞率都是如此", "a property test of path_counts"),
    computed("例如 <>、<>、<> 只看到 <> 个中的 <> 个。", 2, 4, 8, *area(2, 4, 8)[::-1]),
    computed(
        "<>、<>、<> 看到 <> 个中的 <> 个，<>、<>、<> 才看到全部 <> 个。",
        *(1, 2, 9, *area(1, 2, 9)[::-1], 1, 2, 5, area(1, 2, 5)[0]),
    ),
    stated(
        "$65 \\times 65$ 的图、$3 \\times 3$ 的核、填充等于空洞率时", "the case computed below"
    ),
    computed(
        "<> 个权重中平均落在图内的个数，空洞率 <> 时是 <>，<> 时是 <>，<> 时只剩中心的 <> 个，",
        *(ONES.numel(), 6, inside(6), 33, inside(33), 65, inside(65)),
    ),
    stated("等于 $1 \\times 1$ 卷积；", "a test compares the two on a smaller map"),
    computed(
        "长为 <> 的输入，核长 <>、没有填充：`dilation=<>` 的卷积输出长 <>，"
        "`stride=<>` 的转置卷积输出长 <>。",
        *(7, 3, 2, conv_output_size(7, 3, dilation=2)),
        *(2, F.conv_transpose1d(torch.ones(1, 1, 7), ONES[0, :, :1], stride=2).shape[-1]),
    ),
]

REFERENCES = [
    *(
        stated(text, "a reference")
        for text in (
            "ICLR 2016. [arXiv:1511.07122](",
            "IEEE TPAMI 40(4): 834–848, 2018. [doi:10.1109/TPAMI.2017.2699184](",
            "WACV 2018. [arXiv:1702.08502](",
            "Image Segmentation*, 2017. [arXiv:1706.05587](",
        )
    ),
]

CLAIMS = [*DEFINITION, *GROWTH, *BY_HAND, *CODE, *FIGURE, *PITFALLS, *REFERENCES]
