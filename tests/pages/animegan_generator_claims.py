"""The numbers on the AnimeGAN generator page."""

import torch
from torch import nn
from torch.nn import functional as F

from snippets.gan.animegan_blocks import InvertedResidual, conv_block, layer_norm_of
from snippets.gan.animegan_generator import animegan_generator
from snippets.gan.animegan_v2_generator import animegan_v2_generator
from tests.pages.claims import computed, stated
from tests.snippets.gan.test_animegan_generator import conv, separable

PAGE = "terms/gan/animegan-generator.md"

V1, V2 = animegan_generator(), animegan_v2_generator()
STAGES_1, STAGES_2 = V1.parameters_by_stage(), V2.parameters_by_stage()
SUM_1, SUM_2 = sum(STAGES_1.values()), sum(STAGES_2.values())


def commas(number: int) -> str:
    return f"{number:,}"


def counted(module: nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


def residuals(generator: nn.Module) -> int:
    return sum(isinstance(m, InvertedResidual) for m in generator.modules())


BIASES = sum(
    m.bias.numel() for m in V2.modules() if isinstance(m, nn.Conv2d) and m.bias is not None
)
# The last enlargement with 64 channels in place of 128.
OF_FIGURE = SUM_1 - STAGES_1["u1"] + separable(128, 64) + 2 * conv(64, 64)
RAMP = torch.arange(4.0).expand(1, 1, 2, 4)
HALVED = F.interpolate(RAMP, scale_factor=0.5, mode="bilinear")[0, 0, 0].tolist()
WHOLE = 2 * 256 * 64 * 64  # scale and shift at each position, as nn.LayerNorm has


def block(in_channels: int, out_channels: int, kernel_size: int) -> list[int]:
    """Return the numbers of a line of the count by hand."""
    count = counted(conv_block(in_channels, out_channels, kernel_size, norm=layer_norm_of))
    return [kernel_size**2, in_channels, out_channels, 2, out_channels, count]


TERMS = "<> \\times <> \\times <> + <> \\times <> = <>"
CLAIMS = [
    computed("第一版有 <> 个参数，第二版有 <> 个。", commas(SUM_1), commas(SUM_2)),
    computed("即 <> 个参数。卷积块", counted(layer_norm_of(1))),
    stated("核都是 $3 \\times 3$：", "the structure, test_separable_block_step_by_step"),
    stated("先用 1×1 卷积把通道加倍", "the structure, test_inverted_residual_step_by_step"),
    stated("最后用 1×1 卷积变到", "the structure, test_inverted_residual_step_by_step"),
    stated("取 1、3 或 7；", "the structure, test_conv_block_step_by_step"),
    stated("$E = 2 C_{\\mathrm{in}}$", "a definition"),
    stated("有偏置时为 1，没有时为 0。", "a definition"),
    *(
        stated(text, "the structure, in the repositories and in test_animegan_generator.py")
        for text in (
            "| 64，$3 \\times 3$ | 32，$7 \\times 7$ |",
            "| 步长 2 的可分离卷积，",
            "| 步长 2 的卷积 |",
            "步长 2 时只在右边",
        )
    ),
    computed("| <> 个，$b = <>$ | <> 个，$b = <>$ |", residuals(V1), 0, residuals(V2), 1),
    computed("| 参数 | <> | <> |", commas(SUM_1), commas(SUM_2)),
    computed(
        f"- <> 到 <> 通道，核 $<> \\times <>$：${TERMS}$；",
        *(3, 32, 7, 7, *block(3, 32, 7)),
    ),
    computed(
        f"- <> 到 <> 通道，核 $<> \\times <>$，步长 <>：${TERMS}$；",
        *(32, 64, 3, 3, 2, *block(32, 64, 3)),
    ),
    computed(
        f"- <> 到 <> 通道，核 $<> \\times <>$：${TERMS}$。",
        *(64, 64, 3, 3, *block(64, 64, 3)),
    ),
    computed("合计 <>，", commas(STAGES_2["a"])),
    computed(
        "第一版的 <> 个参数里有 <> 个在中段 m，第二版的 <> 个里有 <> 个在中段 c，"
        "其余各段都不到 <> 万。",
        *(commas(SUM_1), commas(STAGES_1["m"]), commas(SUM_2), commas(STAGES_2["c"])),
        -(
            -max(n for s in (STAGES_1, STAGES_2) for k, n in s.items() if k not in "mc")
            // 10_000
        ),
    ),
    computed(
        "第一版有 <> % 的参数在中段，第二版有 <> %。",
        round(100 * STAGES_1["m"] / SUM_1),
        round(100 * STAGES_2["c"] / SUM_2),
    ),
    computed(
        "第二版的 <> 个逐通道卷积有偏置，共 <> 个；漏掉它们就数成 <>。",
        residuals(V2),
        BIASES,
        commas(SUM_2 - BIASES),
    ),
    computed("中间 <> 通道、$<> \\times <>$ 的一层就有 <> 个。", 256, 64, 64, commas(WHOLE)),
    computed("每个通道只有 <> 个，", counted(layer_norm_of(1))),
    stated("`nn.GroupNorm(1, C)`", "the code"),
    computed("这一层是 <> 个。", counted(layer_norm_of(256))),
    stated("图中最后一次放大后是 64 个通道，代码是 128 个；", "a comment in net/generator.py"),
    computed("照图搭得到 <>。", commas(OF_FIGURE)),
    stated("TensorFlow 1 的双线性", "the version"),
    computed(
        "把 $(<>, <>, <>, <>)$ 缩小一半，前者取第 <>、<> 个，得 $(<>, <>)$，"
        "后者取平均，得 $(<>, <>)$。",
        *(round(x) for x in RAMP[0, 0, 0].tolist()),
        *(0, 2, *(round(x) for x in RAMP[0, 0, 0, ::2].tolist()), *HALVED),
    ),
    stated("边长必须是 4 的倍数；", "test_rejects"),
    stated("看到的范围大到 4 倍。", "two halvings"),
    stated("给出生成器大小 8.17 Mb", "the README of AnimeGANv2"),
    computed("：<> 个参数各占 <> 字节，", commas(SUM_2), 4),
    computed("约合 <> MiB。", f"{4 * SUM_2 / 2**20:.2f}"),
    *(
        stated(text, "a reference")
        for text in (
            "ISICA 2019, 2020. [doi:10.1007/978-981-15-5577-0_18]",
            "CVPR 2018. [arXiv:1801.04381](",
        )
    ),
]
