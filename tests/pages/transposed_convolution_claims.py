"""The numbers on the page of the transposed convolution."""

import inspect
from collections.abc import Iterator

import torch
from torch import Tensor
from torch.nn import functional as F

from snippets.convolution.convolution_matrix import convolution_matrix
from snippets.convolution.convolution_sizes import conv_output_size, conv_transpose_output_size
from snippets.convolution.transposed_convolution import conv_transpose2d_by_scatter
from snippets.convolution.transposed_convolution_figure import INPUT, KERNEL, zero_inserted
from tests.pages.claims import Claim, computed, stated

PAGE = "terms/convolution/transposed-convolution.md"

PIXELS = INPUT.flatten().int().tolist()
SIZE, SIDE = len(INPUT), len(KERNEL)


def transposed(stride: int, **options: int) -> Tensor:
    """Return what the worked example gives, (H_out, W_out)."""
    maps = conv_transpose2d_by_scatter(
        INPUT[None, None], KERNEL[None, None], stride=stride, **options
    )
    return maps[0, 0].int()


def corners(stride: int) -> list[tuple[int, int]]:
    """Return where the upper left corner of each pixel's stamp falls."""
    return [(stride * q, stride * t) for q in range(SIZE) for t in range(SIZE)]


def stamps_on(i: int, j: int, stride: int) -> Iterator[int]:
    """Yield pixel and weight of each product that makes output (i, j), then their sum."""
    for pixel, (top, left) in zip(PIXELS, corners(stride), strict=True):
        yield from (pixel, int(KERNEL[i - top, j - left]))
    yield int(transposed(stride)[i, j])


def stamp_counts(size: int, kernel_size: int, **options: int) -> Tensor:
    """Return how many stamps fall on each pixel of an output: that of ones, by ones."""
    pixel, kernel = torch.ones(1, 1, size, size), torch.ones(1, 1, kernel_size, kernel_size)
    return conv_transpose2d_by_scatter(pixel, kernel, **options)[0, 0].int()


def under_all_stamps(stride: int) -> list[tuple[int, int]]:
    """Return the pixels of the worked example on which every stamp falls."""
    counts = stamp_counts(SIZE, SIDE, stride=stride)
    return [(i, j) for i, j in (counts == len(PIXELS)).nonzero().tolist()]


UNIT, WIDE = 1, 2  # the strides of the worked example
MIDDLE = {stride: under_all_stamps(stride)[0] for stride in (UNIT, WIDE)}
assert len(under_all_stamps(WIDE)) == 1
DEFAULTS = inspect.signature(conv_transpose2d_by_scatter).parameters
FOUR_PLACES = "$(<>,<>)$、$(<>,<>)$、$(<>,<>)$、$(<>,<>)$"
FOUR_PRODUCTS = "<> \\times <> + <> \\times <> + <> \\times <> + <> \\times <> = <>$。"

MERGED = {"kernel_size": 3, "stride": 2, "padding": 1}
SMALL = conv_output_size(5, **MERGED)
SIZES = [n for n in range(1, 10) if conv_output_size(n, **MERGED) == SMALL]

FORMULA = [
    stated("这里写的是 `groups=1`", "the case that the formula gives"),
    stated("没有偏置时为 0。", "the definition of the bias"),
    stated("都从 0 数起。", "the convention of the indices"),
    stated("整数，$s \\ge 1$，$d \\ge 1$，$p \\ge 0$，", "the domains"),
    stated("成立时取 1，否则取 0。", "the definition of the indicator"),
    stated("其余为 0。[^guide]", "what sparse means"),
    stated("输入、输出的像素数，$\\ge 1$；", "the domain of a size"),
    stated("核的大小，$\\ge 1$。", "the domain of a size"),
    stated("整数，$\\ge 0$，并且小于", "the domain of output_padding"),
    stated("步长大于 1 时，卷积里的向下取整", "the case in which sizes merge"),
    computed(
        "例如 <> 和 <> 经过 $k=<>$、$s=<>$、$p=<>$ 的卷积都变成 <>。",
        *(*SIZES, *MERGED.values(), SMALL),
    ),
    stated("结果介于 0 与 $s-1$。", "the range of a remainder modulo s"),
]

BY_HAND = [
    computed(
        "输入是 $<> \\times <>$，像素为 <>、<>、<>、<>；"
        "核是 $<> \\times <>$，权重按行为 <> 到 <>。",
        *(*INPUT.shape, *PIXELS, *KERNEL.shape, int(KERNEL[0, 0]), int(KERNEL[-1, -1])),
    ),
    computed(
        f"步长 <>、填充 <>：四个印章的左上角分别落在 {FOUR_PLACES}，输出为 $<> \\times <>$。"
        "像素 $(<>,<>)$ 被四个印章盖到：$" + FOUR_PRODUCTS,
        *(UNIT, DEFAULTS["padding"].default, *sum(corners(UNIT), ()), *transposed(UNIT).shape),
        *(*MIDDLE[UNIT], *stamps_on(*MIDDLE[UNIT], UNIT)),
    ),
    computed(
        f"步长 <>：印章的左上角移到 {FOUR_PLACES}，"
        "输出为 $<> \\times <>$。只有正中的像素被四个印章盖到：$" + FOUR_PRODUCTS,
        *(WIDE, *sum(corners(WIDE), ()), *transposed(WIDE).shape),
        *stamps_on(*MIDDLE[WIDE], WIDE),
    ),
]

TURN = 180  # degrees
EQUIVALENT = {"stride": 1}  # the ordinary convolution, whatever the transposed one's stride


def by_convolution(stride: int, turn: int = TURN) -> Tensor:
    """Return what an ordinary convolution with the turned kernel makes of the padded input."""
    padded, kernel = zero_inserted(stride), KERNEL.rot90(turn // 90)
    return F.conv2d(padded[None, None], kernel[None, None], **EQUIVALENT)[0, 0].int()


MATRIX = convolution_matrix(KERNEL[None, None], len(transposed(UNIT)))
NONZERO = int(MATRIX.count_nonzero())
CODE = [
    stated("插 $s-1$ 个零，四周补 $d(k-1)-p$ 圈零", "the definition of zero insertion"),
    computed("旋转 <>° 的核做步长为 <> 的卷积。", TURN, EQUIVALENT["stride"]),
    stated("$p > d(k-1)$ 时", "the case in which the margin is negative"),
    stated("相当于原来的 $1/s$ 个像素", "the name of a fractional stride"),
    computed("$C$ 有 <> 行 <> 列；同样四个数", *MATRIX.shape),
    computed("得到与上面相同的 $<> \\times <>$ 输出。", *transposed(UNIT).shape),
]


def ring(stride: int) -> int:
    """Return how many zeros stand on each side of the spread input."""
    return (len(zero_inserted(stride)) - (stride * (SIZE - 1) + 1)) // 2


(RING,) = {ring(stride) for stride in (UNIT, WIDE)}


def step(stride: int, words: str, rest: str) -> list[Claim]:
    """Claim what the figure of a step shows: sizes, and the sum in the red window."""
    padded, (i, j) = zero_inserted(stride), MIDDLE[stride]
    window = padded[i : i + SIDE, j : j + SIDE]
    turned, result = KERNEL.rot90(TURN // 90), by_convolution(stride)
    assert result.equal(transposed(stride))
    met = [(w, x) for w, x in zip(turned.flatten(), window.flatten(), strict=True) if x]
    products = [int(number) for pair in met for number in pair]
    inserted = [stride - 1] if stride > 1 else []
    return [
        computed(
            f"![<>×<> 输入{words}四周补 <> 圈零成 <>×<>，"
            "与旋转 <>° 的 <>×<> 核做卷积得到 <>×<> 输出；"
            "橙框内 <>×<> + <>×<> + <>×<> + <>×<> = <>](",
            *(*INPUT.shape, *inserted, RING, *padded.shape, TURN, *KERNEL.shape, *result.shape),
            *(*products, int(result[i, j])),
        ),
        computed(
            f'"<>×<> → <>×<>：核 <>×<>，stride=<>，padding=<>；{rest}橙框是算出 <> 的窗口"',
            *(*INPUT.shape, *result.shape, *KERNEL.shape, stride),
            *(DEFAULTS["padding"].default, int(result[i, j])),
        ),
    ]


FIGURE = [
    *step(UNIT, "", "蓝框是原来的像素，"),
    *step(WIDE, "间隔插 <> 个零、", ""),
    stated("都从 1 起按行填数", "convolution-arithmetic.js, how the widget fills its grids"),
    computed(
        "![矩阵 C 有 <> 行 <> 列，<> 格中 <> 格非零，每行都是同样的 <> 个权重",
        *(*MATRIX.shape, MATRIX.numel(), NONZERO, KERNEL.numel()),
    ),
    computed(
        '"<>×<> 的核在 <>×<> 的输入上做卷积（stride=<>，padding=<>）的矩阵 C',
        *(*KERNEL.shape, *transposed(UNIT).shape, UNIT, DEFAULTS["padding"].default),
    ),
]

AGAIN = F.conv2d(transposed(UNIT)[None, None].float(), KERNEL[None, None])[0, 0].int()
TRIMMED = {"stride": WIDE, "padding": 1, "output_padding": 1}
UNEVEN = {"kernel_size": 3, "stride": 2}
EVEN = {"kernel_size": 4, "stride": 2}


def counts_inside(kernel_size: int, stride: int) -> list[int]:
    """Return the numbers of stamps that fall on pixels far from the border, in order."""
    counts = stamp_counts(8, kernel_size, stride=stride)
    return counts[kernel_size:-kernel_size, kernel_size:-kernel_size].unique().tolist()


PITFALLS = [
    computed(
        "把 <>、<>、<>、<> 先转置卷积再用同一个核卷积，得到的是 <>、<>、<>、<>。",
        *PIXELS,
        *AGAIN.flatten().tolist(),
    ),
    computed("把“四周补 <> 圈零”写成 `padding=<>`：", RING, RING),
    computed(
        "$<> \\times <>$ 的例子裁掉 <> 圈后大小为 <>，PyTorch 报错。",
        *(*INPUT.shape, RING, len(transposed(UNIT)) - 2 * RING),
    ),
    computed(
        "例子的第一行会从 <>、<>、<>、<> 变成 <>、<>、<>、<>。",
        *transposed(UNIT)[0].tolist(),
        *by_convolution(UNIT, turn=0)[0].tolist(),
    ),
    computed(
        "步长 <>、`padding=<>`、`output_padding=<>` 时，例子的最后一行是 <>、<>、<>、<>；",
        *(*TRIMMED.values(), *transposed(**TRIMMED)[-1].tolist()),
    ),
    computed(
        "`padding=<>` 时没有可以少裁的，多出的一行才没有印章盖到，只有偏置，例子里是 <>。",
        *(0, *transposed(**{**TRIMMED, "padding": 0})[-1].unique().tolist()),
    ),
    computed(
        "$k=<>$、$s=<>$ 时各像素被盖 <>、<> 或 <> 次，",
        *(*UNEVEN.values(), *counts_inside(**UNEVEN)),
    ),
    computed(
        "$k=<>$、$s=<>$ 时内部每个像素都是 <> 次。", *EVEN.values(), *counts_inside(**EVEN)
    ),
]

GRAM = MATRIX @ MATRIX.T
(DIAGONAL,) = set(GRAM.diagonal().int().tolist())
WEIGHTS = KERNEL.flatten().int().tolist()
assert sum(weight**2 for weight in WEIGHTS) == DIAGONAL
SAME_SIZE = {"stride": 1, "padding": 1}
assert all(conv_transpose_output_size(n, SIDE, **SAME_SIZE) == n for n in range(1, 10))
ERRATA = [
    computed(
        "$C^T C$ 是 $<> \\times <>$ 的，秩至多为 <>，",
        *(MATRIX.T @ MATRIX).shape,
        int(torch.linalg.matrix_rank(MATRIX.T @ MATRIX)),
    ),
    stated("互相正交且长度为 1 时才是", "the definition of orthonormal rows"),
    computed("核只有 <> 个数，", KERNEL.numel()),
    computed("例子里是 $<> \\times <>$，其中 <> 个非零。", *MATRIX.shape, NONZERO),
    stated("“周围加了 2×2 的单位步长的零填充”", "the words of the note of 2021"),
    computed("四周各补 <> 圈零；等价的普通卷积步长为 <>。", RING, EQUIVALENT["stride"]),
    computed(
        "例子里 $<> \\times <>$ 变成 $<> \\times <>$ 是因为",
        *transposed(UNIT).shape,
        *AGAIN.shape,
    ),
    stated("与下采样（步长大于 1）无关", "the definition of downsampling"),
    computed(
        "$<> \\times <>$ 的核取 `stride=<>, padding=<>` 时大小不变。",
        *(*KERNEL.shape, *SAME_SIZE.values()),
    ),
    stated(
        "除边界外它就是 2 倍双线性插值", "test_fixed_weights_make_it_bilinear_interpolation"
    ),
    computed("手算例子的 $<> \\times <>$ 矩阵，对角线上的 <> 是", *MATRIX.shape, DIAGONAL),
    computed(
        "$<>^<> + <>^<> + \\dots + <>^<>$。",
        *(WEIGHTS[0], 2, WEIGHTS[1], 2, WEIGHTS[-1], 2),
    ),
]

REFERENCES = [
    stated(text, "a reference")
    for text in (
        "for deep learning*, 2016. [arXiv:1603.07285](",
        "矩阵见 4.1 节，“不是求逆”见 4.2 节，插零与效率见第 4 章；",
        "输出大小见关系式 14（转置卷积）与 15（带空洞的卷积）。",
        "Distill, 2016. [doi:10.23915/distill.00003](",
        "CVPR 2010. [doi:10.1109/CVPR.2010.5539957](",
    )
]

CLAIMS = [*FORMULA, *BY_HAND, *CODE, *FIGURE, *PITFALLS, *ERRATA, *REFERENCES]
