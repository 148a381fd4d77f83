"""The numbers on the page of convolution and cross-correlation."""

import inspect

import torch
from torch import Tensor

from snippets.convolution import convolution_figure as figure
from snippets.convolution.convolution import convolve2d, cross_correlate2d
from snippets.convolution.convolution_sizes import conv_output_size
from tests.pages.claims import computed, stated

PAGE = "terms/convolution/convolution.md"

X = torch.tensor([[1.0, 2, 0, 3], [4, 2, 1, 5]])
KERNEL = torch.tensor([[1.0, 2], [3, 4]])
TURNED = KERNEL.rot90(2)
STRIDE = inspect.signature(cross_correlate2d).parameters["stride"].default


def ints(tensor: Tensor) -> list[int]:
    return [int(number) for number in tensor.flatten()]


CORRELATED, CONVOLVED = ints(cross_correlate2d(X, KERNEL)), ints(convolve2d(X, KERNEL))

DEFINITION = [
    stated("先把核转 180°，深度学习里的卷积不转，是互相关。", "the definition"),
    stated("先把核转 180°，深度学习里叫卷积的运算不转", "the definition"),
    stated("下标越出图像时取 0；", "the definition of the image outside"),
    stated("都从 0 数起；", "the convention of the indices"),
    stated("- $s \\ge 1$：步长", "the domain of the stride"),
    stated("- $p \\ge 0$：填充", "the domain of the padding"),
    stated("- $d \\ge 1$：空洞率", "the domain of dilation"),
    stated("普通情形 $d = 1$。", "the default of dilation"),
    stated(
        "只在 $0 \\le i \\le H + k_H - 2$、$0 \\le j \\le W + k_W - 2$ 内可能不为 0。",
        "a test of the formula looks at the numbers further out",
    ),
    stated("它等于用转了 180° 的核", "a test of the formula compares the two"),
    stated("步长和空洞率取 1，", "the case that the sentence is about"),
    stated("填充取 $k_H - 1$ 和 $k_W - 1$：", "a test compares it with SymPy's product"),
    stated("下标越界的系数取 0。", "the definition of a polynomial's coefficients"),
    stated("步长为 1、没有填充时，图像平移", "a test shifts the image"),
    stated("步长为 2 时，图像要平移偶数个像素", "a test shifts by one and by two"),
    stated("交换图和核，结果转 180°", "a property test of both operations"),
    stated("初值互为 180° 翻转", "a test compares the gradients"),
]


def sum_of_products(name: str, weight: Tensor, column: int, end: str):
    """Claim the four products of one output, and their sum."""
    window = X[:, column : column + 2]
    factors = [n for pair in zip(ints(weight), ints(window), strict=True) for n in pair]
    sum_ = int((weight * window).sum())
    terms = " + ".join(["<> \\times <>"] * 4)
    return computed(f"- {name}：${terms} = <>${end}", *factors, sum_)


def rows(image: Tensor) -> str:
    """Write a matrix as the table does: (1 2 / 3 4)."""
    return f"({' / '.join(' '.join('<>' for _ in row) for row in image)})"


SMALL = cross_correlate2d(X, KERNEL, stride=2, padding=1)
A, B = torch.tensor([[1.0, 2, 3]]), torch.tensor([[4.0, 5]])
PRODUCT = ints(convolve2d(A, B, padding=(0, 1)))
BY_HAND = [
    computed(
        "输入 $<> \\times <>$，核 $<> \\times <>$，步长 <>，没有填充，输出 $<> \\times <>$。",
        *(*X.shape, *KERNEL.shape, STRIDE, *cross_correlate2d(X, KERNEL).shape),
    ),
    stated("| 转 180° 的核 |", "the heading of a column"),
    computed(
        f"| {rows(X)} | {rows(KERNEL)} | {rows(TURNED)} |",
        *(*ints(X), *ints(KERNEL), *ints(TURNED)),
    ),
    *(
        sum_of_products(name, weight, column, end)
        for weight in (KERNEL, TURNED)
        for column, (name, end) in enumerate([("左", "；"), ("中", "；"), ("右", "。")])
    ),
    computed("步长 <>、填充 <> 时输出 $<> \\times <>$。", 2, 1, *SMALL.shape),
    computed(
        "只有右下角的像素 <> 不是填充，乘核的右下角：$<> \\times <> = <>$。",
        *(int(X[0, 0]), int(KERNEL[1, 1]), int(X[0, 0]), int(SMALL[0, 0])),
    ),
    computed("多项式 $<> + <>t + <>t^", *ints(A)),
    stated("t^2$ 与 $4", "the exponent"),
    computed("与 $<> + <>t$ 的积是 $<> + <>t + <>t^", *ints(B), *PRODUCT[:3]),
    stated("t^2 + 15t^3$", "the exponents"),
    computed(" + <>t^", PRODUCT[3]),
]

IMAGE, DRAWN = figure.impulse(), figure.KERNEL
FIGURE = [
    computed(
        "输入只有正中一个 <>，核是 <> 到 <>：",
        *(int(IMAGE.sum()), int(DRAWN.min()), int(DRAWN.max())),
    ),
    stated("互相关的输出是转了 180° 的核，", "a test of the figure compares the two"),
    computed("左上角是 <>；卷积", int(cross_correlate2d(IMAGE, DRAWN)[0, 0])),
    computed("核的原样，左上角是 <>。](", int(convolve2d(IMAGE, DRAWN)[0, 0])),
]

assert torch.equal(figure.panels()[2][1], cross_correlate2d(IMAGE, DRAWN, padding=1))
FIGURE += [
    computed(
        '"输入 <>×<>，核 <>×<>，步长 <>，填充 <>；空白', *IMAGE.shape, *DRAWN.shape, STRIDE, 1
    ),
    stated("；空白是 0", "what the figure leaves out"),
]

# Pitfalls
ORDER = "<>、<>、<>"
SIDE, EVEN = 5, 4
WIDTHS = [conv_output_size(width, 3, stride=2) for width in (7, 8)]
assert WIDTHS[0] == WIDTHS[1]
FIRST, SECOND = torch.tensor([[1.0, 2]]), torch.tensor([[3.0, 4]])
JOINED = convolve2d(FIRST, SECOND, padding=(0, 1))
LONG = torch.arange(1.0, 9)[None] ** 2
assert torch.equal(
    cross_correlate2d(LONG, JOINED),
    cross_correlate2d(cross_correlate2d(LONG, FIRST), SECOND),
)
PITFALLS = [
    computed(f"上面的例子里它给出 {ORDER}，数学上的卷积是 {ORDER}。", *CORRELATED, *CONVOLVED),
    stated("要先转 180°；核转 180° 不变时", "a test of a binomial kernel"),
    stated("转 180° 是两个方向都翻。", "a turn by 180 degrees"),
    computed(
        f"用转置的核得到 {ORDER}，只左右翻得到 {ORDER}，都不是 {ORDER}。",
        *ints(cross_correlate2d(X, KERNEL.T)),
        *ints(cross_correlate2d(X, KERNEL.flip(1))),
        *CONVOLVED,
    ),
    stated(
        "奇数的 $d(k - 1) + 1$ 成立", "the span of the kernel; half of it less one each end"
    ),
    computed(
        f"$<> \\times <>$ 的图、$<> \\times <>$ 的核，填充 {ORDER} 时输出的边长是 {ORDER}，"
        "没有 <>；",
        *(SIDE, SIDE, EVEN, EVEN, 0, 1, 2),
        *(conv_output_size(SIDE, EVEN, padding=p) for p in (0, 1, 2)),
        SIDE,
    ),
    stated(
        '`padding="same"` 在上边和左边各补 1 排零，在下边和右边各补 2 排。',
        "a test compares torch's result with this padding",
    ),
    computed(
        "核 $<> \\times <>$、步长 <>、没有填充时，宽 <> 与宽 <> 的图输出都宽 <>，",
        *(3, 3, 2, 7, 8, WIDTHS[0]),
    ),
    stated("一次也没有读到，梯度是 0。", "a test looks at the gradient"),
    computed(
        "核 $(<>, <>)$ 与 $(<>, <>)$ 要合并成 $(<>, <>, <>)$，互相关给出的是 $(<>, <>, <>)$。",
        *(ints(FIRST) + ints(SECOND) + ints(JOINED)),
        *ints(cross_correlate2d(FIRST, SECOND, padding=(0, 1))),
    ),
]

REST = [
    stated("多通道二维卷积（multi-channel 2D convolution）", "the English name of a term"),
    stated("：空洞率大于 1 的情形", "what the other page is about"),
    stated("deep learning*, 2016. [arXiv:1603.07285](", "a reference"),
    stated("MIT Press, 2016，9.1 节.", "a reference; the section was looked up"),
]

CLAIMS = [*DEFINITION, *BY_HAND, *FIGURE, *PITFALLS, *REST]
