"""The numbers on the page of the receptive field."""

from math import sqrt

import pytest
import torch
from torch import nn

from snippets.convolution.effective_receptive_field import central_width, uniform_spread
from snippets.convolution.gradient_map import gradient_map
from snippets.convolution.gridding import path_counts
from snippets.convolution.receptive_field import Layer, receptive_field
from snippets.convolution.receptive_field_figure import SERIES, profile
from tests.pages.claims import computed, stated

PAGE = "terms/convolution/receptive-field.md"

FORMULA = [
    stated("$R_0 = 1$、$J_0 = 1$、$A_0 = 0$，", "the field of a pixel of the input itself"),
    stated("整数，$\\ge 1$；池化层", "the domain of a kernel, a stride and a dilation"),
    stated("（padding），整数，$\\ge 0$；", "the domain of padding"),
    stated("第 0 个输出的感受野的起点，以输入的第一个像素为 0，", "the convention of A"),
    stated("（从 0 数起）", "the convention of the indices"),
    stated(
        "到 $A_l + iJ_l + R_l - 1$ 的像素", "the last of R_l pixels, tested by walking back"
    ),
    stated("连乘只到 $l - 1$：", "the closed form"),
    stated("位置间隔 $d_l J_{l-1}$ 个像素。", "an index: the layer before"),
]

# Growth
for depth in range(1, 30):
    stack = [Layer(3)] * depth
    assert receptive_field(stack).size == 2 * depth + 1
    assert uniform_spread(stack) == pytest.approx(sqrt(2 * depth / 3))
GROWTH = [
    stated("步长和空洞率全是 1、核边长都是 3 时，$R_L = 2L + 1$ 随", "asserted above"),
    stated("$\\sigma_L = \\sqrt{2L/3}$ 只按平方根增长", "asserted above"),
    stated("按 $1/\\sqrt{L}$ 缩小", "the quotient of the two, and Luo et al. 2016"),
]

# By hand
LAYERS = [Layer(3, 2, 1), Layer(3, 1, 2, 2), Layer(2, 2)]
FIELDS = [receptive_field(LAYERS[:depth]) for depth in range(4)]


def row(number: int) -> list[int]:
    """Return the numbers of a line of the table."""
    k, s, p, d = LAYERS[number - 1]
    before, after = FIELDS[number - 1], FIELDS[number]
    size = [before.size, d, k - 1, before.jump, after.size]
    return [
        *(number, *size, before.jump, s, after.jump),
        *(before.start, p, before.jump, after.start),
    ]


LINE = (
    "| <> | $<> + <> \\times <> \\times <> = <>$ | $<> \\times <> = <>$ "
    "| $<> - <> \\times <> = <>$ |"
)
OUTPUT = 2
FIRST = FIELDS[3].start + OUTPUT * FIELDS[3].jump
BY_HAND = [
    computed(
        "核 <>、步长 <>、填充 <> 的卷积；核 <>、空洞率 <>、填充 <> 的卷积；"
        "核 <>、步长 <> 的平均池化。",
        *LAYERS[0][:3],
        *(LAYERS[1].kernel_size, LAYERS[1].dilation, LAYERS[1].padding),
        *LAYERS[2][:2],
    ),
    computed("| 输入 | <> | <> | <> |", *FIELDS[0]),
    *(computed(LINE, *row(number)) for number in (1, 2, 3)),
    computed(
        "第 <> 个输出的感受野从 $<> + <> \\times <> = <>$ 到 $<> + <> - <> = <>$。",
        *(OUTPUT, FIELDS[3].start, OUTPUT, FIELDS[3].jump, FIRST),
        *(FIRST, FIELDS[3].size, 1, FIRST + FIELDS[3].size - 1),
    ),
]

# Code
DEPTHS, SHARE = tuple(SERIES), 0.95
CODE = [
    stated(
        "VGG-16 的五个阶段，每个阶段是两三个 $3 \\times 3$ 卷积", "the network of the example"
    ),
    stated("梯度不为 0 的像素", "the definition of what is measured"),
    stated("ReLU 截断处的梯度也是 0，", "the slope of ReLU below its kink; tested"),
    stated("第 0、1、2 行的输出。", "what the example prints"),
    computed(
        "前两行的感受野从 <> 和 <> 起，", FIELDS[3].start, FIELDS[3].start + FIELDS[3].jump
    ),
    computed(
        "权重相等的 $<> \\times <>$ 卷积叠 <>、<>、<> 层，一个方向上 <> % 的权重",
        *(3, 3, *DEPTHS, round(100 * SHARE)),
    ),
]

# Figure
PLACE = 0.4


def weight(depth: int) -> str:
    return f"{next(w for p, w in profile(depth) if p == pytest.approx(PLACE)):.2f}"


FIGURE = [
    computed(
        "<>、<>、<> 层时，离中心 <> 处的权重是中心的 <>、<> 和 <> 倍；",
        *(*DEPTHS, PLACE, *map(weight, DEPTHS)),
    ),
    stated("3×3 卷积，步长 1，权重全部相等", "the parameters of the figure"),
]


# Pitfalls
def with_own_stride() -> int:
    """Return the wrong size: each layer multiplied by the jump after it."""
    return 1 + sum(
        layer.dilation * (layer.kernel_size - 1) * receptive_field(LAYERS[: number + 1]).jump
        for number, layer in enumerate(LAYERS)
    )


def without_jump() -> int:
    return 1 + sum(layer.dilation * (layer.kernel_size - 1) for layer in LAYERS)


def held(depth: int) -> tuple[int, int]:
    """Return how wide the field is, and how wide the window that holds 95 % of the weight."""
    counts = path_counts([1] * depth)
    return len(counts), central_width(counts, SHARE)


def percent(depth: int) -> int:
    size, width = held(depth)
    return round(100 * width / size)


torch.manual_seed(0)
IMAGE = torch.rand(1, 1, 9, 9, dtype=torch.float64)
CONV, NORM = nn.Conv2d(1, 1, 3, padding=1).double(), nn.BatchNorm2d(1).double()


def seen(*layers: nn.Module) -> int:
    return int(torch.count_nonzero(gradient_map(nn.Sequential(*layers), IMAGE, (4, 4))))


SEEN = seen(CONV), seen(CONV, NORM.train()), seen(CONV, NORM.eval())


def resnet(stages: tuple[int, ...], block: int, place: int) -> int:
    """Return the field of the main path of ResNet-50.

    The stages halve the map in that block, in its layer at that place of its three.
    """
    layers = [Layer(7, 2, 3), Layer(3, 2, 1)]
    for stage, blocks in enumerate((3, 4, 6, 3)):
        strides = [[1, 1, 1] for _ in range(blocks)]
        if stage in stages:
            strides[block][place] = 2
        for one, three, last in strides:
            layers += [Layer(1, one), Layer(3, three, 1), Layer(1, last)]
    return receptive_field(layers).size


SPARSE = path_counts([2, 2, 2])
PITFALLS = [
    computed("得到 <>，不是 <>；", with_own_stride(), FIELDS[3].size),
    computed("只把 $d_l(k_l - <>)$ 相加，得到 <>。", 1, without_jump()),
    computed(
        "<> 层的感受野宽 <>，<> % 的权重却在中间的 <> 个像素里，占 <> %；<> 层时占 <> %。",
        *(80, held(80)[0], round(100 * SHARE), held(80)[1], percent(80), 5, percent(5)),
    ),
    computed(
        "手算的第 <> 个输出，<> 个像素中有 <> 个落在图外。",
        *(0, FIELDS[3].size, -FIELDS[3].start),
    ),
    computed(
        "三层空洞率为 <> 的 $<> \\times <>$ 卷积，$R_L = <>$，一个方向上只看到 <> 个像素，",
        *(2, 3, 3, len(SPARSE), sum(count > 0 for count in SPARSE)),
    ),
    computed(
        "$<> \\times <>$ 的图，一个 $<> \\times <>$ 卷积的输出看到 <> 个像素，"
        "接上批归一化就看到全部 <> 个，换成推理模式又回到 <> 个。",
        *(*IMAGE.shape[2:], 3, 3, *SEEN),
    ),
    stated("ResNet-50 原来的做法", "a name"),
    computed(
        "第一个 $<> \\times <>$ 卷积上降采样，感受野是 <>；", 1, 1, resnet((1, 2, 3), 0, 0)
    ),
    computed("同一个块的 $<> \\times <>$ 卷积上降采样", 3, 3),
    computed("[^torchvision]，是 <>。TF", resnet((1, 2, 3), 0, 1)),
    computed(
        "最后一个块的 $<> \\times <>$ 卷积上降采样，又是 <>。", 3, 3, resnet((0, 1, 2), -1, 1)
    ),
]

REFERENCES = [
    stated("同样大小的标准卷积相同，$1 \\times 1$ 的那一步", "the second stage"),
    stated("Distill, 2019. [doi:10.23915/distill.00021](", "a reference"),
    stated("NIPS 2016. [arXiv:1701.04128](", "a reference"),
]

CLAIMS = [*FORMULA, *GROWTH, *BY_HAND, *CODE, *FIGURE, *PITFALLS, *REFERENCES]
