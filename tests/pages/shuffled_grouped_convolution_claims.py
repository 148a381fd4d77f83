"""The numbers on the page of the shuffled grouped convolution."""

import torch
from torch import Tensor, nn

from snippets.convolution import shuffled_grouped_convolution_figure as figure
from snippets.convolution.channel_gradient_map import channel_gradient_map
from snippets.convolution.channel_reach import shuffled_reach, stacked_reach
from snippets.convolution.channel_shuffle import channel_shuffle
from snippets.convolution.grouped_convolution import block_diagonal_weight, grouped_conv2d
from snippets.convolution.shuffled_grouped_convolution import shuffled_grouped_conv2d
from tests.pages.claims import computed, stated

PAGE = "terms/convolution/shuffled-grouped-convolution.md"

DEFINITION = [
    stated("$l$ 从 0 数起：", "the convention of the indices"),
    stated("$g_1$、$g_2$：两层的组数（groups），整数，$\\ge 1$；", "the domain of the groups"),
    stated("H + k_2 - 1, W + k_2 - 1)$", "the padding that keeps the size"),
    stated("都从 0 数起。", "the convention of the indices"),
    stated("步长（stride）是 1。", "the definition of the stride"),
    computed(
        "$C/g = <>$ 是逐通道卷积（depthwise convolution），再混洗也只有 <> 个",
        *(1, stacked_reach(8, 8, 5)),
    ),
    stated("它是一个普通卷积的 $2/g$，$g > 2$ 才省。", "both terms of the cost are equal"),
]

# By hand
X = torch.tensor([1.0, 2, 3, 1])
FIRST = torch.tensor([[1.0, 2], [3, -1], [2, 1], [-1, 2]])
SECOND = torch.tensor([[1.0, -1], [2, 1], [3, 2], [1, -2]])
IMAGE, ONE, TWO = X[None, :, None, None], FIRST[..., None, None], SECOND[..., None, None]
GROUPS = 2
MIDDLE = grouped_conv2d(IMAGE, ONE, groups=GROUPS)
DEALT = channel_shuffle(MIDDLE, GROUPS).flatten()
Y = shuffled_grouped_conv2d(IMAGE, ONE, TWO, GROUPS).flatten()


def ints(tensor: Tensor) -> list[int]:
    return [int(number) for number in tensor.flatten()]


M, Z, D = ints(MIDDLE), ints(Y), ints(DEALT)
A, B, C, E = ints(X)
W, V = ints(FIRST), ints(SECOND)
BY_HAND = [
    computed("<> 个通道，每个只有一个像素：<>、<>、<>、<>。", len(X), A, B, C, E),
    computed("两层都是 $<> \\times <>$ 的核，分 <> 组。", 1, 1, GROUPS),
    computed("| 步骤 | 第 <> 组 | 第 <> 组 |", 0, 1),
    computed(
        "| 第一层 | <>·<> + <>·<> = <>，<>·<> − <>·<> = <> | ",
        *(W[0], A, W[1], B, M[0], W[2], A, -W[3], B, M[1]),
    ),
    computed(
        " | <>·<> + <>·<> = <>，<>·<> + <>·<> = <> |\n| 混洗 |",
        *(W[4], C, W[5], E, M[2], W[6], C, W[7], E, M[3]),
    ),
    computed("| 混洗 | <>，<> | <>，<> |", *D),
    computed(
        "| 第二层 | <>·<> − <>·<> = **<>**，<>·<> + <>·<> = **<>** |",
        *(V[0], D[0], -V[1], D[1], Z[0], V[2], D[0], V[3], D[1], Z[1]),
    ),
    computed(  # the last channel is -1, so its signs turn
        "** | <>·<> − <>·<> = **<>**，<>·<> + <>·<> = **<>** |",
        *(V[4], D[2], V[5], -D[3], Z[2], V[6], D[2], -V[7], -D[3], Z[3]),
    ),
]

CODE = [
    stated("导数为 0 的输入通道", "the definition of not acting"),
    stated("64 个通道，分 8、16、32 组，叠 1 到 6 层：", "the arguments of the example"),
]

# Figure
ALONE, MIXED = (len(figure.seen(stages)[0]) for _, _, stages in figure.PANELS)
FIGURE = [
    computed("![<> 个通道、分 <> 组的两层：", figure.CHANNELS, figure.GROUPS),
    computed("不混洗时输出 <> 只连到 <> 个输入，混洗后连到全部 <> 个。", 0, ALONE, MIXED),
    stated("蓝线是通到输出 0 的连接", "the output that the figure follows"),
]


def seen(*parts: nn.Module) -> int:
    """Return how many input channels output 0 sees through layers of ones."""
    network = nn.Sequential(*parts)
    for part in network:
        if isinstance(part, nn.Conv2d):
            nn.init.ones_(part.weight)
    channels = next(part.in_channels for part in network if isinstance(part, nn.Conv2d))
    found = channel_gradient_map(network, torch.ones(1, channels, 1, 1))
    return int((found[0] > 0).sum())


def layer(channels: int, groups: int) -> nn.Conv2d:
    return nn.Conv2d(channels, channels, 1, groups=groups, bias=False)


# Pitfalls. Table 1 of the paper: 384 output channels in stage 2 for g = 8; a quarter in the
# bottleneck (section 3.3); 0.25 of the filters in ShuffleNet 0.25x.
G = 8
OUTER = int(384 * 0.25)
INNER = OUTER // 4

WIDE = 64
GENERATOR = torch.Generator().manual_seed(0)
DENSE = [
    block_diagonal_weight(
        torch.randn(WIDE, WIDE // G, 1, 1, generator=GENERATOR, dtype=torch.float64), G
    )[:, :, 0, 0]
    for _ in range(2)
]
PRODUCT = DENSE[1] @ channel_shuffle(DENSE[0][None], G)[0]
assert torch.count_nonzero(PRODUCT) == PRODUCT.numel()
SIDE = WIDE // G
RANK = int(torch.linalg.matrix_rank(PRODUCT[:SIDE, SIDE : 2 * SIDE]))
WEIGHTS = sum(layer(WIDE, G).weight.numel() for _ in range(2))

ORDER = torch.arange(8)[None]
TURNS, TURNED = 1, channel_shuffle(ORDER, 2)
assert channel_shuffle(TURNED, 4).equal(ORDER)
while not TURNED.equal(ORDER):
    TURNS, TURNED = TURNS + 1, channel_shuffle(TURNED, 2)

EIGHT = layer(8, 2), layer(8, 4)
PITFALLS = [
    computed(
        "ShuffleNet <>×、$g = <>$ 的 Stage <> 里，步长 <> 的单元瓶颈只有 <> 个通道，小于 <>，",
        *(0.25, G, 2, 1, INNER, G * G),
    ),
    computed(
        "两层 $<> \\times <>$ 卷积从 <> 个输入通道里只看得到 <> 个。",
        *(1, 1, OUTER, shuffled_reach(OUTER, INNER, G)),
    ),
    computed(
        "<> 个通道、分 <> 组的两层 $<> \\times <>$ 卷积，合起来是 $<> \\times <>$ 的矩阵，",
        *(WIDE, G, 1, 1, *PRODUCT.shape),
    ),
    stated("没有一个元素必须为 0，", "asserted above"),
    computed("<> 和 <> 按论文的缩放规则算出；", INNER, OUTER),
    computed("权重却只有 <> 个，不是 <> 个：", WEIGHTS, layer(WIDE, 1).weight.numel()),
    computed("的 $<> \\times <>$ 小块，秩都至多是 <>，", SIDE, SIDE, RANK),
    computed("<> 个通道，$g_1 = <>$、$g_2 = <>$：", 8, EIGHT[0].groups, EIGHT[1].groups),
    computed(
        "取 <> 混洗，每个输出看得到 <> 个输入；取 <> 混洗只有 <> 个，与不混洗一样",
        *(2, seen(EIGHT[0], nn.ChannelShuffle(2), EIGHT[1])),
        *(4, seen(EIGHT[0], nn.ChannelShuffle(4), EIGHT[1])),
    ),
    computed(
        "<> 个通道、分 <> 组，每个输出仍只看得到 <> 个输入。",
        *(16, 4, seen(nn.ChannelShuffle(4), layer(16, 4), layer(16, 4))),
    ),
    computed(
        "<> 个通道用 <> 混洗之后，用 <> 混洗才还原；一直用 <>，要到第 <> 次才回到原处。",
        *(8, 2, 4, 2, TURNS),
    ),
]
assert seen(EIGHT[0], EIGHT[1]) == seen(EIGHT[0], nn.ChannelShuffle(4), EIGHT[1])

PAPER = [
    stated(
        "混洗使 ShuffleNet 1× 在 ImageNet 上的分类错误率从 34.5 % 降到 32.6 %（$g = 3$），"
        "从 37.6 % 降到 32.4 %（$g = 8$），$g = 8$ 时差别更大",
        "Zhang et al. 2018, table 3",
    ),
    stated("用一个不分组的 $1 \\times 1$ 卷积混合通道", "the second stage of that convolution"),
    stated("CVPR 2018. [arXiv:1707.01083](", "a reference"),
]

CLAIMS = [*DEFINITION, *BY_HAND, *CODE, *FIGURE, *PITFALLS, *PAPER]
