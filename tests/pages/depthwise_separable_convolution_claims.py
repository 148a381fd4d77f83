"""The numbers on the page of the depthwise separable convolution."""

import inspect
from fractions import Fraction
from itertools import chain

import torch
from torch import Tensor
from torch.nn import functional as F

from snippets.convolution.depthwise_separable_convolution import (
    DepthwiseSeparableConv2d,
    depthwise_separable_conv2d,
)
from snippets.convolution.depthwise_separable_convolution_figure import OUT_CHANNELS, ratios
from snippets.convolution.separable_convolution_cost import (
    conv2d_cost,
    separable_conv2d_cost,
    separable_cost_ratio,
)
from tests.pages.claims import Claim, computed, stated

PAGE = "terms/convolution/depthwise-separable-convolution.md"

DEFINITION = [
    stated("再用 1×1 卷积在每个位置上混合通道", "the name of the second stage"),
    stated("H + 2p, W + 2p)$，$p \\ge 0$ 是", "the definition of padding"),
    stated(
        "代码中多一维，为 $(m C_{\\mathrm{in}}, 1, k_H, k_W)$", "torch's layout of a weight"
    ),
    stated("整数，$\\ge 1$，每个输入通道配 $m$ 个滤波器", "the domain of m"),
    stated("m C_{\\mathrm{in}}, 1, 1)$。", "torch's layout of a weight"),
    stated("没有偏置时为 0。", "the definition of the bias"),
    stated("都从 0 数起。", "the convention of the indices"),
    stated("整数，$\\ge 1$，单位像素；", "the domain of stride and dilation"),
    stated("把 $k^2$ 换成", "a square kernel has k * k weights"),
    stated("$H_{\\mathrm{out}} = W_{\\mathrm{out}} = 1$", "one position"),
    stated("$m = 1$ 时比值就是常见的 $1/C_{\\mathrm{out}} + 1/k^2$", "the reading cost_ratio"),
]

# By hand
X = torch.tensor([[[1, 2, 0], [3, 1, 2]], [[0, 1, 2], [1, 2, 1]]])
DEPTHWISE = torch.tensor([[[1, 2], [3, 4]], [[2, 1], [1, 3]]])
POINTWISE = torch.tensor([[1, 2], [3, -1], [-2, 1]])
C_IN, HEIGHT, WIDTH = X.shape
C_OUT, SIDE = len(POINTWISE), DEPTHWISE.shape[-1]
FILTERED = F.conv2d(X[None], DEPTHWISE[:, None], groups=C_IN)[0, :, 0]  # (C_in, W_out)
OUTPUT = depthwise_separable_conv2d(
    X[None].float(), DEPTHWISE[:, None].float(), POINTWISE[:, :, None, None].float()
)[0, :, 0].int()  # (C_out, W_out)
LAYER = (C_IN, C_OUT, SIDE)


def rows(image: Tensor) -> str:
    """Write a matrix as the table does: (1 2 / 3 4)."""
    written = " / ".join(" ".join("<>" for _ in row) for row in image)
    return f"({written})"


def filtering(channel: int) -> Claim:
    """Claim a row of the table: the input, the kernel, and both products."""
    image, kernel = X[channel], DEPTHWISE[channel]
    sums, values = [], []
    for column in range(FILTERED.shape[1]):
        window = image[:, column : column + SIDE]
        pairs = list(zip(window.flatten().tolist(), kernel.flatten().tolist(), strict=True))
        sums.append(" + ".join("<>·<>" for _ in pairs) + " = **<>**")
        values += [*chain.from_iterable(pairs), int(FILTERED[channel, column])]
    return computed(
        f"| <> | {rows(image)} | {rows(kernel)} | {'，'.join(sums)} |",
        *(channel, *image.flatten().tolist(), *kernel.flatten().tolist(), *values),
    )


STANDARD, SEPARABLE = conv2d_cost(*LAYER), separable_conv2d_cost(*LAYER)
RATIO = Fraction(SEPARABLE, STANDARD)
AREA = SIDE**2
(FIRST, SECOND), OTHERS = OUTPUT[0].tolist(), OUTPUT[1:].flatten().tolist()
MIX, SHARE = POINTWISE[0].tolist()
BY_HAND = [
    computed("输入有 <> 个通道，每个 $<> \\times <>$；", C_IN, HEIGHT, WIDTH),
    computed(
        "两个核都是 $<> \\times <>$，没有填充，步长 <>；输出 <> 个通道。",
        *(SIDE, SIDE, DepthwiseSeparableConv2d(*LAYER).depthwise.stride[0], C_OUT),
    ),
    *(filtering(channel) for channel in range(C_IN)),
    computed("权重是 $(<>, <>)$、$(<>, <>)$、$(<>, <>)$。", *POINTWISE.flatten().tolist()),
    computed(
        "第一个输出通道是 $<> + <> \\times <> = <>$ 和 $<> + <> \\times <> = <>$，"
        "另外两个是 <>、<> 和 <>、<>。",
        *(MIX * int(FILTERED[0, 0]), SHARE, int(FILTERED[1, 0]), FIRST),
        *(MIX * int(FILTERED[0, 1]), SHARE, int(FILTERED[1, 1]), SECOND),
        *OTHERS,
    ),
    computed(
        "参数共 $<> \\times <> + <> \\times <> = <>$ 个，"
        "标准卷积要 $<> \\times <> \\times <> = <>$ 个，"
        "比值 $<>/<> = <>/<> = <>/<> + <>/<>$。",
        *(C_IN, AREA, C_OUT, C_IN, SEPARABLE, C_OUT, C_IN, AREA, STANDARD),
        *(SEPARABLE, STANDARD, *RATIO.as_integer_ratio()),
        *Fraction(1, C_OUT).as_integer_ratio(),
        *(RATIO - Fraction(1, C_OUT)).as_integer_ratio(),
    ),
]

# Code
IMAGE, K = 32, 3


def size_after(layers: int) -> int:
    """Return the size of the map after layers with a 3x3 kernel and the default padding."""
    image = torch.zeros(1, 1, IMAGE, IMAGE)
    for _ in range(layers):
        image = DepthwiseSeparableConv2d(1, 1, K)(image)
    (size,) = set(image.shape[2:])
    return size


CHANNELS, MAP = 512, 14
MOBILENET = (CHANNELS, CHANNELS, K)
CODE = [
    computed("$<> \\times <>$ 的图经过这三种写法", IMAGE, IMAGE),
    computed(
        "有 <> 个输入通道和 <> 个输出通道，核 $<> \\times <>$，图 $<> \\times <>$。",
        *(CHANNELS, CHANNELS, K, K, MAP, MAP),
    ),
    stated("下面的数与论文表 3 一致", "Howard et al. 2017, arXiv 1704.04861"),
    computed(
        "：<> 亿次乘加对 <> 万次，<> 万个参数对 <> 万个。",
        f"{conv2d_cost(*MOBILENET, MAP) / 1e8:.2f}",
        int(round(separable_conv2d_cost(*MOBILENET, MAP) / 1e4, -1)),
        f"{conv2d_cost(*MOBILENET) / 1e4:.0f}",
        f"{separable_conv2d_cost(*MOBILENET) / 1e4:.0f}",
    ),
]

# Figure and pitfalls
FIGURE = [
    computed(
        "核 <>×<> 时从 <> 个通道的 <> 降到 <> 个通道的 <>，趋于 <>/<>；"
        "核 <>×<> 与 <>×<> 分别趋于 <>/<> 与 <>/<>",
        *(K, K, OUT_CHANNELS[0], f"{ratios(K)[0]:.3f}"),
        *(OUT_CHANNELS[-1], f"{ratios(K)[-1]:.3f}", 1, K**2),
        *(5, 5, 7, 7, 1, 5**2, 1, 7**2),
    ),
    stated("m=1，正方形核", "what the figure draws"),
    stated("$1/C_{\\mathrm{out}}$ 可以忽略", "a term of the reading cost_ratio"),
]

DEFAULT = inspect.signature(DepthwiseSeparableConv2d).parameters["padding"].default
(KEEPS,) = (
    padding
    for padding in range(4)
    if DepthwiseSeparableConv2d(1, 1, K, padding=padding)(
        torch.zeros(1, 1, IMAGE, IMAGE)
    ).shape[2:]
    == (IMAGE, IMAGE)
)


def ratio(out_channels: int, kernel_size: int) -> tuple[int, int]:
    return separable_cost_ratio(out_channels, kernel_size).as_integer_ratio()


def times_cheaper(out_channels: int) -> str:
    return f"{float(1 / separable_cost_ratio(out_channels, K)):.2f}"


PITFALLS = [
    computed(
        "`padding` 默认是 <>：$<> \\times <>$ 的层每过一次，高和宽各少 <>，"
        "$<> \\times <>$ 变成 $<> \\times <>$，连过十层只剩 $<> \\times <>$；"
        "要保持大小就写 `padding=<>`。",
        *(DEFAULT, K, K, IMAGE - size_after(1), IMAGE, IMAGE),
        *(size_after(1), size_after(1), size_after(10), size_after(10), KEEPS),
    ),
    stated("$C_{\\mathrm{out}} \\times k^2$ 的矩阵", "the shape of the matrix"),
    stated("不超过 $m$，$m = 1$ 时", "the case of one filter a channel"),
    computed(
        "$C_{\\mathrm{out}} = <>$、$k = <>$ 时比值是 <>/<>，"
        "$<> \\times <>$ 的核、$C_{\\mathrm{out}} = <>$ 时是 <>/<>，",
        *(1, K, *ratio(1, K), 1, 1, 64, *ratio(64, 1)),
    ),
    stated("拿 $1/C_{\\mathrm{out}} + 1/k^2$ 去套", "the ratio without a bias"),
    computed(
        "参数是 <> 比 <>，不再是 <>/<>。",
        *(SEPARABLE + C_OUT, STANDARD + C_OUT, *RATIO.as_integer_ratio()),
    ),
    stated("“省 8 到 9 倍”是论文对 $3 \\times 3$ 核的说法", "Howard et al. 2017, section 3.1"),
    computed(
        "$C_{\\mathrm{out}} = <>$ 时是 <> 倍，<> 时是 <> 倍，<> 时只有 <> 倍。",
        *chain.from_iterable((count, times_cheaper(count)) for count in (512, 64, 8)),
    ),
    stated("先做 1×1 卷积，次序与这里相反", "Chollet 2017, section 1"),
]

REFERENCES = [
    stated("$k \\times 1$ 和 $1 \\times k$", "the two factors of a separable kernel"),
    *(
        stated(text, "a reference")
        for text in (
            "Mobile Vision Applications*, 2017. [arXiv:1704.04861](",
            "代价见 3.1 节，块见 3.2 节与图 3。",
            "CVPR 2017. [arXiv:1610.02357](",
            "École Polytechnique, 2014。",
        )
    ),
]

CLAIMS = [*DEFINITION, *BY_HAND, *CODE, *FIGURE, *PITFALLS, *REFERENCES]
