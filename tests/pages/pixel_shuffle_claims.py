"""The numbers on the pixel shuffle page."""

import torch

from snippets.convolution.pixel_shuffle import pixel_shuffle
from snippets.convolution.pixel_shuffle_figure import FACTOR, INPUT
from tests.pages.claims import computed, stated

PAGE = "terms/convolution/pixel-shuffle.md"

CHANNELS, HEIGHT, WIDTH = INPUT.shape
OUTPUT = pixel_shuffle(INPUT, FACTOR)
LEFT, RIGHT = OUTPUT[0, :, :FACTOR], OUTPUT[0, :, FACTOR:]
VALUES = INPUT.flatten().tolist()

# What ONNX calls DCR: the output channel varies fastest.
EIGHT = torch.arange(8).reshape(8, 1, 1)
CRD = pixel_shuffle(EIGHT, FACTOR)[0].flatten().tolist()
DCR = pixel_shuffle(EIGHT.unflatten(0, (4, 2)).transpose(0, 1).flatten(0, 1), FACTOR)[0]

# ICNR: one draw for the channels of a square; 3 output channels.
DRAWN = torch.randn(3, 5, generator=torch.Generator().manual_seed(0))
SAME = DRAWN.repeat_interleave(FACTOR**2, dim=0)

CLAIMS = [
    stated("通道数变为原来的 $1/r^2$", "the definition"),
    stated("$(C r^2, H, W)$；", "the shape of the input"),
    stated("整数，$\\ge 1$。", "the domain of the factor"),
    stated("都从 0 数起。", "the convention of the indices"),
    stated("$0 \\le u < r$，$0 \\le v < r$", "the range of the indices"),
    computed(
        "输入有 <> 个通道，每个 $<> \\times <>$，"
        "依次是 (<> <>)、(<> <>)、(<> <>)、(<> <>)；$r = <>$。",
        *(CHANNELS, HEIGHT, WIDTH, *VALUES, FACTOR),
    ),
    computed(
        "在四个通道里的值是 <>、<>、<>、<>，铺成方块 (<> <> / <> <>)；",
        *(*INPUT[:, 0, 0].tolist(), *LEFT.flatten().tolist()),
    ),
    computed("右边的像素铺成 (<> <> / <> <>)。", *RIGHT.flatten().tolist()),
    computed("输出是 <> 个通道，$<> \\times <>$。", *OUTPUT.shape),
    stated("核里只有一个 1，", "test_is_a_transposed_convolution_that_stamps_one_pixel"),
    computed("![四个通道的 <>×<> 输入重排成 <>×<> 输出：", HEIGHT, WIDTH, *OUTPUT.shape[1:]),
    computed("落在同一个 <>×<> 方块里", FACTOR, FACTOR),
    computed('"r = <>；颜色表示', FACTOR),
    computed(
        "<> 个通道的值依次是 <> 到 <>、$r = <>$ 时，"
        "第一个输出通道分别是 (<> <> / <> <>) 和 (<> <> / <> <>)。",
        *(len(EIGHT), int(EIGHT[0]), int(EIGHT[-1]), FACTOR, *CRD, *DCR.flatten().tolist()),
    ),
    computed("手算的输出第一行是 <>、<>、<>、<>，", *OUTPUT[0, 0].tolist()),
    computed(
        "原来相邻的 <> 和 <> 之间插进的 <> 来自另一个通道。",
        *(*INPUT[0, 0].tolist(), OUTPUT[0, 0, 1].item()),
    ),
    stated("同一方块的 $r^2$ 组权重", "the channels of a square"),
    computed(
        "例如 $r = <>$、要得到 <> 个通道时，前一层的 <> 组权重里只有 <> 组不同。",
        *(FACTOR, 3, *SAME.shape[:1], len(SAME.unique(dim=0))),
    ),
    stated("必须输出 $C r^2$ 个；通道数不能被 $r^2$ 整除时", "the channels of a square"),
    stated("例如 6 个通道、$r = 2$。", "test_shuffle_rejects"),
    *(
        stated(text, "a reference")
        for text in (
            "CVPR 2016. [arXiv:1609.05158](",
            "convolutional layer?*, 2016. [arXiv:1609.07009](",
            "convolution resize*, 2017. [arXiv:1707.02937](",
        )
    ),
]
