"""The numbers on the page of the multi-channel convolution."""

import inspect
from fractions import Fraction

import torch
from torch import Tensor

from snippets.convolution.multi_channel_convolution import conv2d, conv2d_parameters
from snippets.convolution.multi_channel_convolution_figure import BIAS, INPUT, WEIGHT
from snippets.convolution.separable_convolution_cost import conv2d_cost
from tests.pages.claims import computed, stated

PAGE = "terms/convolution/multi-channel-convolution.md"

DEFINITION = [
    stated("要找 64 种图案，就要 64 个这样的核，得到 64 个输出通道", "an example of a count"),
    stated("后两个下标越出图像时取 0；", "the definition of the image outside"),
    stated("没有偏置时为 0；", "the definition of the bias"),
    stated("核内位置，都从 0 数起；", "the convention of the indices"),
    stated("- $s \\ge 1$、$p \\ge 0$、$d \\ge 1$：步长", "the domains"),
    stated("$r$ 从 0 数起；", "the convention of the indices"),
    stated("没有偏置时，括号里没有 1。", "the layer without bias; a test counts it"),
    computed(
        "权重变成 <> 倍，",
        conv2d_parameters(6, 10, 3, bias=False) // conv2d_parameters(3, 5, 3, bias=False),
    ),
    computed("乘加次数也变成 <> 倍。", conv2d_cost(6, 10, 3, 7) // conv2d_cost(3, 5, 3, 7)),
]


def ints(tensor: Tensor) -> list[int]:
    return [int(number) for number in tensor.flatten()]


def rows(image: Tensor) -> str:
    """Write a matrix as the table does: (1 2 / 3 4)."""
    return f"({' / '.join(' '.join('<>' for _ in row) for row in image)})"


def products(o: int, c: int) -> tuple[str, list[int]]:
    """Return a sum of products with its factors, for the first output position."""
    window = INPUT[c, :, :2]
    pairs = zip(ints(WEIGHT[o, c]), ints(window), strict=True)
    return " + ".join(["<> \\times <>"] * 4), [number for pair in pairs for number in pair]


OUTPUT = conv2d(INPUT[None], WEIGHT, BIAS)[0]
PARTS = [conv2d(INPUT[None, c : c + 1], WEIGHT[:, c : c + 1])[0] for c in range(2)]
OUT, IN, SIDE = WEIGHT.shape[:3]
STRIDE = inspect.signature(conv2d).parameters["stride"].default


def sum_of_parts(o: int, column: int) -> list[int]:
    """Return the parts of one output, the size of its bias, and the output."""
    parts = [int(part[o, 0, column]) for part in PARTS]
    assert sum(parts) + BIAS[o] == OUTPUT[o, 0, column]
    return [*parts, abs(int(BIAS[o])), int(OUTPUT[o, 0, column])]


FIRST, SECOND = products(0, 0), products(0, 1)
PARAMETERS = conv2d_parameters(IN, OUT, SIDE)
BY_HAND = [
    computed(
        "输入 <> 个通道，每个 $<> \\times <>$；<> 个输出通道，核 $<> \\times <>$，没有填充，"
        "步长 <>，输出的每个通道 $<> \\times <>$；",
        *(*INPUT.shape, OUT, SIDE, SIDE, STRIDE, *OUTPUT.shape[1:]),
    ),
    computed(f"两个输入通道是 {rows(INPUT[0])} 和 {rows(INPUT[1])}。", *ints(INPUT)),
    stated("| 看通道 0 的片 | 互相关 | 看通道 1 的片 |", "the headings of two columns"),
    computed("偏置是 $(<>, <>, <>)$。", *ints(BIAS)),
    *(
        computed(
            f"| <> | {rows(WEIGHT[o, 0])} | <>，<> | {rows(WEIGHT[o, 1])} | <>，<> "
            "| <> + <> ± <> = <>，<> + <> ± <> = <> |".replace(
                "±", "−" if BIAS[o] < 0 else "+"
            ),
            *(o, *ints(WEIGHT[o, 0]), *ints(PARTS[0][o])),
            *(*ints(WEIGHT[o, 1]), *ints(PARTS[1][o])),
            *(number for i in range(2) for number in sum_of_parts(o, i)),
        )
        for o in range(OUT)
    ),
    computed(
        f"表中的 <> 是 ${FIRST[0]}$，同一行的 <> 是 ${SECOND[0]}$。",
        *(int(PARTS[0][0, 0, 0]), *FIRST[1], int(PARTS[1][0, 0, 0]), *SECOND[1]),
    ),
    computed(
        "参数是 $<> \\times (<> \\times <> \\times <> + <>) = <>$ 个，",
        *(*WEIGHT.shape, 1, PARAMETERS),
    ),
    computed(
        "乘加 $<> \\times <> \\times <> \\times <> \\times <> \\times <> = <>$ 次。",
        *(*WEIGHT.shape, *OUTPUT.shape[1:], conv2d_cost(IN, OUT, SIDE, (1, 2))),
    ),
    computed("前 <> 个数来自通道 <>，后 <> 个来自通道 <>。", SIDE**2, 0, SIDE**2, 1),
]

CODE = [
    stated("结果都与 `groups=1` 的", "the argument of torch's conv2d"),
    stated("VGG-16 里的两层，核都是 $3 \\times 3$：", "the paper's configuration D"),
]

FIGURE = [
    computed("三个输出是 <>、<>，<>、<> 和 <>、<>。](", *ints(OUTPUT)),
]

# Pitfalls
SMALL, LARGE = (64, 224), (512, 14)
SIZES = [conv2d_parameters(c, c, 3, bias=False) for c, _ in (SMALL, LARGE)]
COSTS = [conv2d_cost(c, c, 3, side) for c, side in (SMALL, LARGE)]
RATIO = Fraction(SIZES[0], SIZES[1])
assert abs(conv2d_parameters(64, 64, 3) / conv2d_parameters(512, 512, 3) * 64 - 1) < 0.01
assert COSTS[0] % COSTS[1] == 0
PICTURE = torch.arange(24.0).reshape(2, 4, 3)
RED = ints(PICTURE.permute(2, 0, 1)[0])
MIXED = ints(PICTURE.reshape(3, 2, 4)[0])
assert MIXED == list(range(8))
PITFALLS = [
    computed(
        "从 <> 个通道到 <> 个，核 $<> \\times <>$，没有偏置，参数是 <> 个，不是 <> 个。",
        *(3, 64, 7, 7, conv2d_parameters(3, 64, 7, bias=False)),
        conv2d_parameters(1, 64, 7, bias=False),
    ),
    computed(
        "前一层的参数约是后一层的 <>/<>，乘加次数却正好是 <> 倍，",
        *(RATIO.numerator, RATIO.denominator, COSTS[0] // COSTS[1]),
    ),
    stated("给出的是 $2Q$；", "a property test runs torch's counter"),
    computed("手算的例子里 <> 个参数有 <> 个不起作用。", PARAMETERS, len(BIAS)),
    computed(
        "$<> \\times <>$ 的彩色图，<> 个数依次是 <> 到 <>，正确的通道 <> 是 <>、<>、<>……<>，"
        "`reshape` 得到的是 <> 到 <>。",
        *(*PICTURE.shape[:2], PICTURE.numel(), int(PICTURE.min()), int(PICTURE.max())),
        *(0, *RED[:3], RED[-1], MIXED[0], MIXED[-1]),
    ),
    stated("要用 `permute(2, 0, 1)`。", "a test compares it with the reshape"),
]

REST = [
    stated("多通道二维卷积（multi-channel 2D convolution）", "the English name"),
    stated("**多通道二维卷积**（multi-channel 2D convolution）", "the English name"),
    stated("三维卷积（3D convolution）", "the English name of a term"),
    stated("：空洞率大于 1 的情形", "what the other page is about"),
    stated("：核为 1×1 的情形", "what the other page is about"),
    *(
        stated(text, "a reference")
        for text in (
            "ICLR 2015. [arXiv:1409.1556](",
            "Frontiers in Handwriting Recognition, 2006. [HAL inria-00112631](",
            "CVPR 2016. [arXiv:1512.03385](",
        )
    ),
]

CLAIMS = [*DEFINITION, *BY_HAND, *CODE, *FIGURE, *PITFALLS, *REST]
