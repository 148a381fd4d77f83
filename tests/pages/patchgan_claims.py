"""The numbers on the PatchGAN page."""

import torch
from torch import nn

from snippets.convolution.receptive_field import Layer, receptive_field
from snippets.convolution.separable_convolution_cost import conv2d_cost
from snippets.gan.least_squares_gan_loss import gan_least_squares_generator_loss
from snippets.gan.patchgan import (
    patch_discriminator,
    patch_layers,
    patch_size,
    stacked_discriminator,
)
from snippets.gan.patchgan_figure import COUNT, PATCHES, SIZE, coverage, inside
from snippets.gan.patchgan_patches import num_logits, patch_of
from tests.pages.claims import computed, stated

PAGE = "terms/gan/patchgan.md"


def counted(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def commas(module: nn.Module) -> str:
    return f"{counted(module):,}"


LAYERS, PATCH = patch_layers(3), patch_size(3)
JUMP = receptive_field(LAYERS).jump
PIX2PIX = patch_discriminator(6)
CYCLEGAN = patch_discriminator(3, norm=nn.InstanceNorm2d)
PIXEL = stacked_discriminator([6, 64, 128, 1], [Layer(1)] * 3, norm=nn.BatchNorm2d)
WIDTHS = [m.out_channels for m in PIX2PIX if isinstance(m, nn.Conv2d)]


def variant(n_layers: int) -> tuple[int, int, int, int, str]:
    """Return the last columns of the table of discriminators."""
    side = num_logits(SIZE, patch_layers(n_layers))
    judge = patch_discriminator(6, n_layers)
    return n_layers, patch_size(n_layers), side, side, commas(judge)


assert [m.out_channels for m in patch_discriminator(6, 5) if isinstance(m, nn.Conv2d)] == [
    *(64, 128, 256, 512, 512, 512, 1)
]
FORMULA = [
    computed("pix2pix 的一块是 <>×<> 个像素。", PATCH, PATCH),
    stated(
        "$t$ 个步长 2 的卷积，再是两个步长 1 的卷积，核都是 $4 \\times 4$，每端填充 1。",
        "tested",
    ),
    stated("$t \\ge 1$：步长为 2 的卷积", "the domain of n_layers"),
    stated("$H \\ge 3 \\cdot 2^t$ 才有输出", "the count is then at least 1; tested for t = 3"),
    stated("以图的第一行为 0，", "the convention of the index"),
    stated("$i$ 从 0 数起。", "the convention of the index"),
    stated("错开 $2^t$ 个像素", "the product of the strides"),
    computed("| $<> \\times <>$ 图的 logit | 参数 |", SIZE, SIZE),
    stated("C64-C128，核 $1 \\times 1$", "appendix 6.1.2 of the paper"),
    computed("| — | <> | <>×<> | <> |", 1, SIZE, SIZE, commas(PIXEL)),
    computed("| PatchGAN | C64-C128 | <> | <> | <>×<> | <> |", *variant(1)),
    computed("| PatchGAN | C64-C128-C256-C512 | <> | <> | <>×<> | <> |", *variant(3)),
    computed("C64-C128-C256-C512-C512-C512 | <> | <> | <>×<> | <> |", *variant(5)),
    stated("C64 指 64 个输出通道", "the notation of the paper"),
    stated("斜率 0.2 的 leaky ReLU", "the paper; test_two_patches_by_hand"),
    stated("接一个输出 1 个通道的卷积", "the paper"),
    stated("按 6 个输入通道计算", "a picture and its condition"),
    stated("$256 \\times 256$ 的街景", "section 4.4 of the paper"),
    *(
        stated(f"{size} 的块", "section 4.4 of the paper; the sizes are computed above")
        for size in (16, 70, 286)
    ),
    stated("形状 $(N, 1, M_H, M_W)$，长度为 1 的通道轴", "the shape, tested"),
    computed("$<> + <> = <>$ 个通道", 3, 3, 6),
    stated("到第一层的 8 倍为止；$C_L = 1$；", "tested"),
    stated("$L = t + 2$", "tested"),
    stated("不要偏置，$b = 2$；", "test_parameters of the formulas"),
    stated("有偏置，$b = 1$。", "test_parameters of the formulas"),
]

# By hand


def layer_line(number: int) -> list[int]:
    """Return the numbers of a line of the table."""
    before, after = (receptive_field(LAYERS[:d]) for d in (number - 1, number))
    stride = LAYERS[number - 1].stride
    return [
        *(number, stride, before.size, 3, before.jump, after.size),
        *(after.jump, num_logits(SIZE, LAYERS[:number])),
    ]


LINE = "| <> | <> | $<> + <> \\times <> = <>$ | <> | <> |"
CHANNELS = [6, *WIDTHS]
BY_LAYER = [
    *(16 * CHANNELS[0] * CHANNELS[1] + CHANNELS[1],),
    *(16 * CHANNELS[d] * CHANNELS[d + 1] + 2 * CHANNELS[d + 1] for d in (1, 2, 3)),
    16 * CHANNELS[4] * CHANNELS[5] + 1,
]
assert sum(BY_LAYER) == counted(PIX2PIX)
LOGITS = torch.tensor([1.0, 0, 0, 1])
EACH = gan_least_squares_generator_loss(LOGITS).item()
OF_MEAN = gan_least_squares_generator_loss(LOGITS.mean()).item()
BY_HAND = [
    computed("$t = <>$，$<> \\times <>$ 的图，<> 个输入通道，", 3, SIZE, SIZE, 6),
    *(computed(LINE, *layer_line(number)) for number in range(1, 6)),
    computed(
        "第 <> 层 $<> \\times <> \\times <> + <> = <>$；",
        *(1, 16, CHANNELS[0], CHANNELS[1], CHANNELS[1], BY_LAYER[0]),
    ),
    *(
        computed(
            "第 <> 层 $<> \\times <> \\times <> + <> \\times <> = <>$；",
            *(d + 1, 16, CHANNELS[d], CHANNELS[d + 1], 2, CHANNELS[d + 1], BY_LAYER[d]),
        )
        for d in (1, 2, 3)
    ),
    computed(
        "第 <> 层 $<> \\times <> \\times <> + <> = <>$。",
        *(5, 16, CHANNELS[4], CHANNELS[5], 1, BY_LAYER[4]),
    ),
    computed(
        "合计 <> 个；logit 共 $<> \\times <> = <>$ 个。",
        *(commas(PIX2PIX), COUNT, COUNT, COUNT**2),
    ),
    computed(
        "四个 logit 是 <>、<>、<>、<>，用",
        *LOGITS.int().tolist(),
    ),
    computed(
        "想要的标签是 <>：$J = (<> + <> + <> + <>)/<>/<> = <>$，",
        *(1, 0, 1, 1, 0, 4, 2, EACH),
    ),
    computed("平均成 <> 再算，损失是 <>，", LOGITS.mean().item(), OF_MEAN),
]

# Code
ANIMEGAN = [Layer(3, stride, 1) for stride in (1, 2, 1, 2, 1, 1, 1)]
ANIME = receptive_field(ANIMEGAN).size, num_logits(SIZE, ANIMEGAN)


def cost(size: int, padding: int) -> int:
    """Return the multiply-adds of pix2pix's discriminator on a square image."""
    total = 0
    for layer, before, after in zip(LAYERS, CHANNELS[:-1], CHANNELS[1:], strict=True):
        size = num_logits(size, [layer._replace(padding=padding)])
        total += conv2d_cost(before, after, 4, size)
    return total


INNER = len(inside())
PIXEL_ROWS = [patch_of(index, LAYERS).start for index in (4, 5)]
BLIND = receptive_field(LAYERS[:-1]).size
CODE = [
    stated("七个 $3 \\times 3$ 的卷积", "net/discriminator.py of the repositories, n_dis = 3"),
    stated("第二、四个步长为 2", "net/discriminator.py of the repositories"),
    computed(
        "一块是 $<> \\times <>$，$<> \\times <>$ 的图给出 $<> \\times <>$ 个 logit；",
        *(ANIME[0], ANIME[0], SIZE, SIZE, ANIME[1], ANIME[1]),
    ),
    computed(
        "$<> \\times <>$ 的图上，逐个算中间的 <> 块，乘加次数约为整图一次的 <> 倍。",
        *(SIZE, SIZE, INNER**2, round(INNER**2 * cost(PATCH, 0) / cost(SIZE, 1))),
    ),
    stated("第 4 行、第 5 列的 logit", "the logit of the example"),
    computed("它恰好看到 $<> \\times <>$ 个像素，", PATCH, PATCH),
    computed(
        "从第 $<> \\times (<> - <>) + <> = <>$ 行、第 $<> \\times (<> - <>) + <> = <>$ 列开始",
        *(JUMP, 4, 3, 1, PIXEL_ROWS[0], JUMP, 5, 3, 1, PIXEL_ROWS[1]),
    ),
    stated(
        "相距 72 与相距 112，损失相等", "test_two_dots_that_no_patch_holds_have_no_distance"
    ),
    stated("相距 64 时，", "the same test"),
    computed("一个 logit 是 $<> \\times <>$ 个位置上的", *(LAYERS[-1].kernel_size,) * 2),
    computed("只看 $<> \\times <>$ 个像素，", BLIND, BLIND),
    stated(
        "相距 48 的两点", "test_two_dots_that_no_patch_holds_have_no_distance; printed above"
    ),
    stated("VGG-19 特征", "a name"),
]

# Figures
COVERAGE = coverage()
CORNER = sum(pixel >= 0 for pixel in PATCHES[0])
FIGURE = [
    computed(
        "![<>×<> 的图给出 <>×<> 个 logit，一块是 <>×<> 个像素，相邻的块错开 <>；"
        "中间 <>×<> 个 logit 只看图内，外圈的看到补的零，角上的块有 <> % 在图外。]",
        *(SIZE, SIZE, COUNT, COUNT, PATCH, PATCH, JUMP, INNER, INNER),
        round(100 * (1 - (CORNER / PATCH) ** 2)),
    ),
    stated("步长 2 的卷积有 3 层", "the parameters of the figure"),
    computed(
        "边上的像素是 <>，逐级升到中间的 <> 或 <>。",
        *(COVERAGE[0], min(COVERAGE[41:215]), max(COVERAGE[41:215])),
    ),
    computed("<> 像素宽的图", SIZE),
    computed(
        "角上的像素进入 <> 块，中间的进入 <> 到 <> 块。",
        *(COVERAGE[0] ** 2, min(COVERAGE[41:215]) ** 2, max(COVERAGE[41:215]) ** 2),
    ),
]

# Pitfalls
LITERAL = [Layer(4, 2, 1)] * 4 + [Layer(4, 1, 1)]  # stride 2 as the appendix has it
WRONG = receptive_field(LITERAL).size, num_logits(SIZE, LITERAL)
SMALL = num_logits(PATCH, LAYERS)
assert not any(
    patch[0] >= 0 and patch[-1] < PATCH for patch in (patch_of(i, LAYERS) for i in range(SMALL))
)
BORDER = COUNT**2 - INNER**2
DEAD = [m.bias.numel() for m in CYCLEGAN if isinstance(m, nn.Conv2d)][1:-1]
PITFALLS = [
    stated("以为 `n_layers=3` 是三层", "the wrong belief"),
    computed("它数的是步长 <> 的卷积，一共有 <> 层。", LAYERS[0].stride, len(LAYERS)),
    stated("论文附录说卷积的步长都是 2，", "section 6.1 of the paper"),
    computed(
        "块是 $<> \\times <>$，logit 是 $<> \\times <>$；",
        WRONG[0],
        WRONG[0],
        WRONG[1],
        WRONG[1],
    ),
    stated("作者的代码里第四层步长为 1", "models.lua of phillipi/pix2pix"),
    computed("以为 $<> \\times <>$ 的图给出一个 logit", PATCH, PATCH),
    computed("得到的是 $<> \\times <> = <>$ 个", SMALL, SMALL, SMALL**2),
    computed(
        "$<> \\times <>$ 的图，<> 个 logit 里也有 <> 个（<> %）如此。",
        *(SIZE, SIZE, COUNT**2, BORDER, round(100 * BORDER / COUNT**2)),
    ),
    computed("手算的例子里从 <> 变成 <>，", EACH, OF_MEAN),
    computed(
        "$<> \\times <>$ 的例子里，一个 logit 从看 <> 个像素变成看全部 <> 个；",
        *(96, 128, PATCH**2, 96 * 128),
    ),
    computed(
        "CycleGAN 的 <> 个参数里，有 $<> + <> + <> = <>$ 个偏置的梯度为 <>。",
        *(commas(CYCLEGAN), *DEAD, sum(DEAD), 0),
    ),
]

REFERENCES = [
    stated(
        "块的大小 16、34、70、142、286", "the comments of models.lua; computed in the tests"
    ),
    stated("块判别器见 3.2.2 节，块的大小的比较见 4.4 节，各层见附录 6.1.2", "the paper"),
    *(
        stated(text, "a reference")
        for text in (
            "CVPR 2017. [arXiv:1611.07004](",
            "ICCV 2017. [arXiv:1703.10593](",
            "ECCV 2016. [arXiv:1604.04382](",
        )
    ),
]

CLAIMS = [*FORMULA, *BY_HAND, *CODE, *FIGURE, *PITFALLS, *REFERENCES]
