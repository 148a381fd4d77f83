"""The numbers on the weekly note of 2021-02-23."""

import inspect
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import sympy
import torch
from torch.nn import functional as F

from snippets.convolution.convolution_matrix import convolution_matrix
from snippets.convolution.depthwise_separable_convolution import DepthwiseSeparableConv2d
from snippets.convolution.depthwise_separable_convolution_formula import C_OUT, K, M
from snippets.convolution.depthwise_separable_convolution_formula import FORMULAS as COST
from snippets.convolution.separable_convolution_cost import separable_cost_ratio
from snippets.convolution.transposed_convolution_figure import (
    FIGURES,
    INPUT,
    KERNEL,
    output,
    zero_inserted,
)
from snippets.losses.huber_loss import huber_loss
from snippets.losses.huber_loss_figure import DELTA as DRAWN_DELTA
from snippets.losses.huber_loss_formula import FORMULAS as HUBER
from snippets.losses.huber_loss_formula import delta, r, smooth_l1_loss
from tests.pages.claims import Claim, computed, stated
from tests.site.sources import ROOT

PAGE = "notes/posts/2021-02-23.md"


def default(function: Callable, parameter: str) -> int:
    return inspect.signature(function).parameters[parameter].default


WRITTEN = date.fromisoformat(Path(PAGE).stem)

ABOUT = [computed("这篇周报写于 <> 年 <> 月 <> 日。", WRITTEN.year, WRITTEN.month, WRITTEN.day)]

# 深度可分离卷积
SIZE = 32
SIDE = 3
OUT_CHANNELS = 8


def layer(padding: int) -> DepthwiseSeparableConv2d:
    return DepthwiseSeparableConv2d(3, OUT_CHANNELS, SIDE, padding=padding)


def size_after(padding: int) -> int:
    (size,) = set(layer(padding)(torch.zeros(1, 3, SIZE, SIZE)).shape[2:])
    return size


PADDING = default(DepthwiseSeparableConv2d, "padding")
SMALLER = size_after(PADDING)
(KEEPS,) = (padding for padding in range(4) if size_after(padding) == SIZE)
POINT = layer(PADDING).pointwise.kernel_size
MULTIPLIER = default(DepthwiseSeparableConv2d, "depth_multiplier")
LIMIT = sympy.limit(COST["ratio"].rhs.subs(M, MULTIPLIER), C_OUT, sympy.oo)
PART = "零一二三四五六七八九"[1 / LIMIT.subs(K, SIDE)]

SEPARABLE = [
    stated("接一层 1×1 卷积。", "the name of a layer"),
    computed("逐点卷积（pointwise）是 <>×<> 卷积", *POINT),
    computed("常见的情形是 $m=<>$。", MULTIPLIER),
    computed(r"$<>\times<>$ 的层只剩<>分之一左右", SIDE, SIDE, PART),
    computed(
        "输出通道很多时趋近 <>/k²，<>×<> 的核约为<>分之一", int(LIMIT * K**2), SIDE, SIDE, PART
    ),
    computed('乘加次数之比，m=<>"', default(separable_cost_ratio, "depth_multiplier")),
    computed(
        "默认的填充是 <>，所以 <>×<> 的层每过一次，高和宽各少 <>；"
        "要保持大小，得写 `padding=<>`：",
        *(PADDING, SIDE, SIDE, SIZE - SMALLER, KEEPS),
    ),
]

# 转置卷积
STRIDE = 2
CONV_STRIDE = 1  # of the ordinary convolution, whatever that of the transposed one
FLIPPED = KERNEL.flip(0, 1)


def by_convolution(stride: int, kernel: torch.Tensor = FLIPPED) -> torch.Tensor:
    """Return what an ordinary convolution makes of the input with its zeros."""
    padded = zero_inserted(stride)[None, None]
    return F.conv2d(padded, kernel[None, None], stride=CONV_STRIDE)[0, 0]


def drawn_sum(figure: str) -> int:
    """Return the result of the sum that the figure writes out for its red window."""
    return int(re.search(r"框内：[^<]* = (\d+)<", FIGURES[figure]().to_string())[1])


def step_claims(stride: int) -> list[Claim]:
    padded, result = zero_inserted(stride).shape, by_convolution(stride).shape
    spread = "在像素之间插零、四周" if stride > 1 else ""
    return [
        computed(
            f"![<>×<> 的输入{spread}补两圈零成为 <>×<>，与翻转后的 <>×<> 核做卷积，"
            "得到 <>×<> 的输出](",
            *(*INPUT.shape, *padded, *FLIPPED.shape, *result),
        ),
        computed('"步长 <>：<>×<> → <>×<>，核', stride, *INPUT.shape, *result),
    ]


STEP = "transposed-convolution-2x2-to-4x4"
LONG_STEP = "transposed-convolution-2x2-to-5x5"
MATRIX = convolution_matrix(KERNEL[None, None], len(output(1)))
CONVOLVED = F.conv2d(output(1)[None, None], KERNEL[None, None])[0, 0]
(NONZERO,) = set(MATRIX.count_nonzero(dim=1).tolist())

TRANSPOSED = [
    computed(
        "在 <>×<> 的输入外面补两圈零，再用翻转过的 <>×<> 核做步长为 <> 的卷积，"
        "得到 <>×<> 的输出：",
        *(*INPUT.shape, *FLIPPED.shape, CONV_STRIDE, *by_convolution(1).shape),
    ),
    *step_claims(1),
    computed(
        "核的权重按行为 <> 到 <>；橙框是算出 <> 的窗口",
        *(int(KERNEL[0, 0]), int(KERNEL[-1, -1]), drawn_sum(STEP)),
    ),
    computed(
        "步长为 <> 时，先在相邻像素之间各插一个零，再补两圈零，输出是 <>×<>：",
        *(STRIDE, *by_convolution(STRIDE).shape),
    ),
    *step_claims(STRIDE),
    computed("核相同；橙框是算出 <> 的窗口", drawn_sum(LONG_STEP)),
    computed(
        "把 <>×<> 的图按行展平成 <> 个数，<>×<> 卷积就是一个 <>×<> 的稀疏矩阵 $C$，"
        "它乘上大图得到 <>×<> 的小图。把 $C$ 转置，<>×<> 的矩阵乘上小图，就得到 <>×<> 的图",
        *(*output(1).shape, output(1).numel(), *KERNEL.shape, *MATRIX.shape),
        *(*CONVOLVED.shape, *MATRIX.T.shape, *output(1).shape),
    ),
    computed(
        "![<>×<> 的卷积矩阵 C：每行 <> 个数里只有 <> 个非零，就是卷积核的 <> 个权重](",
        *(*MATRIX.shape, MATRIX.shape[1], NONZERO, KERNEL.numel()),
    ),
    computed('"<>×<> 的核在 <>×<> 的输入上做卷积的矩阵 C', *KERNEL.shape, *output(1).shape),
]

# Huber 损失
LINE = HUBER["per_sample"].rhs.args[1][0]
SHIFT = -LINE.subs(r, 0)
SHIFT_NUMBERS = (int(sympy.degree(SHIFT, delta)), int(sympy.denom(SHIFT)))

HUBER_LOSS = [
    computed('"δ = <> 时一个样本的 Huber 损失', int(DRAWN_DELTA)),
    stated("成立时为 1、否则为 0；", "the definition of the indicator"),
    stated(r"$\delta>0$ 是超参数", "the domain of delta"),
    computed(r"减去 $\delta^<>/<>$ 让两段", *SHIFT_NUMBERS),
]

# 勘误
DELTA = 2
RESIDUALS = torch.tensor([1.0, -2.0, 3.0, -6.0])
ZEROS = torch.zeros_like(RESIDUALS)
LOSSES = huber_loss(ZEROS, RESIDUALS, reduction="none", delta=DELTA)
INSIDE = RESIDUALS.abs() <= DELTA
# The sum takes in the first term only, so the second has a value for each i.
NO_BRACKETS = LOSSES.where(INSIDE, ZEROS).mean() + LOSSES.where(~INSIDE, ZEROS)
FIRST, LAST = 1, 4
(DIAGONAL,) = set((MATRIX @ MATRIX.T).diagonal().int().tolist())
HUBER_OF_SMOOTH_L1 = HUBER["smooth_l1_relation"].rhs
(SAME_AT,) = sympy.solve(HUBER_OF_SMOOTH_L1 - smooth_l1_loss(r), delta)
RINGS = (len(zero_inserted(1)) - len(INPUT)) // 2

ERRATA = [
    computed(
        "$C^T C$ 是 <>×<> 的矩阵，秩至多是 <>，",
        *(*(MATRIX.T @ MATRIX).shape, min(MATRIX.shape)),
    ),
    stated("各行互相正交且长度为 1 时才是", "the definition of orthonormal rows"),
    computed("上面的例子里对角线是 <>。", DIAGONAL),
    computed(
        r"取 $\delta=<>$、残差 <>、<>、<>、<>，正确的值是 <>；漏了括号，"
        "取 $i=<>$ 得 <>，取 $i=<>$ 得 <>。",
        *(DELTA, *RESIDUALS.tolist()),
        huber_loss(ZEROS, RESIDUALS, delta=DELTA).item(),
        *(FIRST, NO_BRACKETS[FIRST - 1].item(), LAST, NO_BRACKETS[LAST - 1].item()),
    ),
    computed(r"再减 $\delta^<>/<>$。", *SHIFT_NUMBERS),
    computed(r"只在 $\delta=<>$ 时相等", int(SAME_AT)),
    computed(
        "默认 `padding=<>`**：<>×<> 的层会把 <>×<> 的图变成 <>×<>。",
        *(PADDING, SIDE, SIDE, SIZE, SIZE, SMALLER, SMALLER),
    ),
    stated("“周围加了 2×2 的单位步长的零填充”", "the words of the note of 2021"),
    computed("四周各补 <> 圈零，并且等价的那个普通卷积步长为 <>。", RINGS, CONV_STRIDE),
    computed("卷积核只有 <> 个数；", KERNEL.numel()),
    computed("步长和填充共同决定，这里是 <>×<>。", *MATRIX.shape),
]

# 核对记录
HEADINGS = re.findall(
    r"^\d+\. \*\*(.*?)\*\*", (ROOT / "docs" / PAGE).read_text(encoding="utf-8"), re.MULTILINE
)
REFERRING = [
    ("卷积层默认 `padding", "默认填充、缺少归一化和激活：见勘误 <>（"),
    ("一个矩阵与其转置矩阵的乘法", "矩阵乘它的转置是单位矩阵：不成立，见勘误 <>（"),
    ("单位步长的零填充", "零填充的说法见勘误 <>（"),
    ("定义 $C$ 为卷积核", "$C$ 是卷积核的说法见勘误 <>（"),
    ("没有括号", "公式：缺括号，见勘误 <>（"),
    ("内就是 MSE", "区间内外分别是 MSE 和 MAE：不准确，见勘误 <>（"),
    ("smooth L1 混为一谈", "与 smooth L1：见勘误 <>（"),
]


def erratum(words: str) -> int:
    """Return the number that the list of errata gives to the one headed by these words."""
    (number,) = (n for n, heading in enumerate(HEADINGS, 1) if words in heading)
    return number


(DEARER,) = (side for side in range(1, 6) if separable_cost_ratio(OUT_CHANNELS, side) > 1)
(TURNS,) = (
    turns for turns in range(4) if by_convolution(1, KERNEL.rot90(turns)).equal(output(1))
)

CHECKED = [
    computed("通道很少或核为 <>×<> 时反而更贵", DEARER, DEARER),
    computed("核要旋转 <>°", TURNS * 90),
    computed(
        "- <>×<> 变 <>×<> 和 <>×<>：成立",
        *(*INPUT.shape, *by_convolution(1).shape, *by_convolution(STRIDE).shape),
    ),
    computed(
        "卷积是 <>×<> 的稀疏矩阵乘展平的输入，再变回 <>×<>：成立",
        *(*MATRIX.shape, *CONVOLVED.shape),
    ),
    *(computed(template, erratum(words)) for words, template in REFERRING),
]

CLAIMS = [
    *ABOUT,
    *SEPARABLE,
    *TRANSPOSED,
    *HUBER_LOSS,
    *ERRATA,
    *CHECKED,
    *(
        stated(text, "a reference")
        for text in (
            "2016. [arXiv:1603.07285]",
            "2017. [arXiv:1704.04861]",
            "35(1), 1964. [doi:10.1214/aoms/1177703732]",
        )
    ),
]
