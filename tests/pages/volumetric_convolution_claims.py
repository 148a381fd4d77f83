"""The numbers on the page of the 3D convolution."""

from fractions import Fraction

import torch
from torch import nn

from snippets.convolution.volumetric_convolution import (
    conv3d,
    conv3d_cost,
    conv3d_parameters,
)
from snippets.convolution.volumetric_convolution_figure import FRAMES, KERNEL, parts
from tests.pages.claims import computed, stated

PAGE = "terms/convolution/volumetric-convolution.md"


def ints(tensor: torch.Tensor) -> list[int]:
    return [int(number) for number in tensor.flatten()]


DEFINITION = [
    stated("三维卷积（3D convolution）", "the name"),
    stated("（3D convolution，又称", "the name"),
    stated("后三个下标越界时取 0；", "the definition of the volume outside"),
    stated("没有偏置时为 0；", "the definition of the bias"),
    stated("核内位置，都从 0 数起；", "the convention of the indices"),
    stated("- $s \\ge 1$、$p \\ge 0$、$d \\ge 1$：步长", "the domains"),
    stated("没有偏置时，括号里没有 1。", "the layer without bias; a test counts it"),
]

OUTPUT = conv3d(FRAMES[None, None], KERNEL[None, None])[0, 0]
PARTS = parts()
BY_HAND = [
    computed(
        "视频有 <> 个通道、<> 帧，每帧 $<> \\times <>$：(<> <> <>)、(<> <> <>)、(<> <> <>)。",
        *(1, *FRAMES.shape, *ints(FRAMES)),
    ),
    computed(
        "核有 <> 片，每片 $<> \\times <>$：片 <> 是 (<> <>)，片 <> 是 (<> <>)。",
        *(*KERNEL.shape, 0, *ints(KERNEL[0]), 1, *ints(KERNEL[1])),
    ),
    computed("没有填充，步长 <>，输出 <> 帧。", 1, len(OUTPUT)),
    stated("| 片 0 的结果 | 片 1 的结果 |", "the headings of two columns"),
    *(
        computed(
            "| <> | 看第 <> 帧：<>，<> | 看第 <> 帧：<>，<> | **<>**，**<>** |",
            *(i, i, *ints(PARTS[i, 0]), i + 1, *ints(PARTS[i, 1]), *ints(OUTPUT[i])),
        )
        for i in range(2)
    ),
]

FLAT, DEEP = (1, 3, 3), (3, 3, 3)
CHANNELS = (3, 64, 128, 256, 256, 512, 512, 512, 512)  # of C3D, as in the example
SIZES = [(16, 112), (16, 56), (8, 28), (8, 28), (4, 14), (4, 14), (2, 7), (2, 7)]
layers = [
    (c, m, (frames, side, side))
    for c, m, (frames, side) in zip(CHANNELS, CHANNELS[1:], SIZES, strict=False)
]
COSTS = [
    sum(conv3d_cost(c, m, kernel, size) for c, m, size in layers) for kernel in (FLAT, DEEP)
]
COUNTS = [sum(conv3d_parameters(c, m, kernel) for c, m, _ in layers) for kernel in (FLAT, DEEP)]
RATIO = Fraction(COSTS[1], COSTS[0])
assert RATIO.denominator == 1
assert RATIO - Fraction(1, 100) < Fraction(COUNTS[1], COUNTS[0]) < RATIO
CODE = [
    stated("结果都与 `groups=1` 的", "the argument of torch's conv3d"),
    stated(
        "C3D[^c3d] 有八个卷积层，核都是 $3 \\times 3 \\times 3$，", "the paper's figure of C3D"
    ),
    stated("输入是 16 帧 $112 \\times 112$ 的彩色图。", "the paper's crops of 16 frames"),
    stated(
        "把这些层与逐帧的 $3 \\times 3$ 二维卷积相比：", "the kernel of one frame, FLAT above"
    ),
    computed("乘加次数正好是 <> 倍；参数略少于 <> 倍，", int(RATIO), int(RATIO)),
]

FIGURE = [
    stated(
        "核有两片：片 0 看第 0、1 帧，得到",
        "the indices of the slices; a test checks the lines",
    ),
    computed("得到 <>、<> 和 <>、<>；片", *ints(PARTS[:, 0])),
    stated("；片 1 看第 1、2 帧，得到", "the indices of the slices; a test checks the lines"),
    computed("得到 <>、<> 和 <>、<>；相加", *ints(PARTS[:, 1])),
    computed("输出两帧，是 <>、<> 和 <>、<>。](", *ints(OUTPUT)),
]

AS_CHANNELS = Fraction(nn.Conv2d(48, 64, 3).weight.numel(), nn.Conv3d(3, 64, 3).weight.numel())
VIDEO = torch.ones(1, 1, 16, 8, 8)
HALVED = nn.Conv3d(1, 1, 3, stride=2, padding=1)(VIDEO)
SPACE = nn.Conv3d(1, 1, 3, stride=(1, 2, 2), padding=1)(VIDEO)
FIRST_IN, FIRST_OUT, FIRST_SIZE = layers[0]
VALUES = FIRST_OUT * FIRST_SIZE[0] * FIRST_SIZE[1] * FIRST_SIZE[2]
PITFALLS = [
    computed("<> 帧彩色图到 <> 个通道，核的高和宽都是 <>：", 16, 64, 3),
    computed(
        "前者的权重反而是后者的 <>/<> 倍。", AS_CHANNELS.numerator, AS_CHANNELS.denominator
    ),
    stated("16 帧彩色视频这样传会抛出 `RuntimeError`；帧数恰好是 3 时", "a test does both"),
    stated("要先 `transpose(1, 2)`。", "the axes D and C; a test does it"),
    computed("<> 帧 $<> \\times <>$ 的视频经过", *VIDEO.shape[2:]),
    stated("`nn.Conv3d(1, 1, 3, stride=2, padding=1)`", "the call of HALVED above"),
    computed("只剩 <> 帧。", HALVED.shape[2]),
    stated("就写 `stride=(1, 2, 2)`", "the call of SPACE above"),
    computed("得到 <> 帧 $<> \\times <>$。", *SPACE.shape[2:]),
    stated("窗口是 $1 \\times 2 \\times 2$[^c3d]", "the paper's pool1"),
    stated(
        "核长 3、填充 1 时，它还看第 $l + 1$ 帧。在线处理要先用 `F.pad` 只在前面补 2 帧零",
        "a test changes one frame and sees which outputs move",
    ),
    computed("第一层只有 <> 个参数", conv3d_parameters(FIRST_IN, FIRST_OUT, DEEP)),
    computed("输出却有 <> 个数，", VALUES),
    computed("占 <> MiB", VALUES * 4 // 2**20),
]
assert VALUES * 4 % 2**20 == 0

REST = [
    stated(text, "bibliography")
    for text in (
        "*3D Convolutional Neural Networks for Human Action Recognition*. IEEE Transactions on "
        "Pattern Analysis and Machine Intelligence, 2013. [doi:10.1109/TPAMI.2012.59](",
        "with 3D Convolutional Networks*. ICCV 2015. [arXiv:1412.0767](",
    )
] + [
    stated("[多通道二维卷积（multi-channel 2D convolution）]", "the name of a page"),
]

CLAIMS = [*DEFINITION, *BY_HAND, *CODE, *FIGURE, *PITFALLS, *REST]
