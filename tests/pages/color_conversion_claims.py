"""The numbers on the colour conversion page."""

import torch
from torch import Tensor

from snippets.gan.color_conversion import (
    K_BLUE,
    K_GREEN,
    K_RED,
    rgb_to_grayscale,
    rgb_to_yuv,
    yuv_to_rgb,
)
from snippets.losses.huber_loss import huber_loss
from tests.pages.claims import computed, stated
from tests.snippets.gan.test_color_conversion import TENSORFLOW, matrix

PAGE = "terms/gan/color-conversion.md"


def pixel(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64).reshape(1, 3, 1, 1)


def yuv(*colour: float, **ranges: float) -> list[float]:
    return rgb_to_yuv(pixel(*colour), **ranges).flatten().tolist()


def four(value: float) -> str:
    return f"{value:.4f}".replace("-", "−")


Y, U, V = yuv(1, 0.5, 0)
_, CB, CR = yuv(1, 0.5, 0, u_max=0.5, v_max=0.5)
U_MAX, V_MAX = round(yuv(0, 0, 1)[1], 12), round(yuv(1, 0, 0)[2], 12)
OUTSIDE = yuv_to_rgb(pixel(0.5, U_MAX, V_MAX)).flatten().tolist()
HALF, ZERO = torch.tensor([0.25]), torch.tensor([0.0])
DOUBLED = (huber_loss(2 * HALF, ZERO) / huber_loss(HALF, ZERO)).item()

CLAIMS = [
    stated("在 $[0, 1]$ 内，是图像文件里存的", "a convention"),
    computed("$K_R = <>$、$K_B = <>$", K_RED, K_BLUE),
    computed("绿的权重是余下的 <>；", round(K_GREEN, 12)),
    stated("两个色差的上界，> 0；", "a domain"),
    stated("- $Y$ 在 $[0, 1]$ 内", "test_each_range_is_reached_at_the_corners"),
    computed("权重之和为 <>，", round(sum(matrix()[0].tolist()))),
    computed("两个色差都是 <>。\n", round(abs(yuv(0.5, 0.5, 0.5)[1]))),
    computed("| YUV | <> | <> | 本页", U_MAX, V_MAX),
    computed(
        "| `tf.image.rgb_to_yuv` | <> | <> | AnimeGAN",
        f"{TENSORFLOW[1, 2]:.8f}",
        f"{TENSORFLOW[2, 0]:.8f}",
    ),
    computed("| YCbCr（不加偏移） | <> | <> |", 0.5, 0.5),
    computed(
        "$U = <> (B - Y)$、$V = <> (R - Y)$",
        round(TENSORFLOW[1, 2].item() / 0.886, 6),
        round(TENSORFLOW[2, 0].item() / 0.701, 6),
    ),
    computed("最多相差 <>。", f"{(matrix() - TENSORFLOW).abs().max():.6f}"),
    stated("两个色差各加 0.5。", "tools/ops.py of the repository"),
    computed(
        "橙色 $(R, G, B) = (<>, <>, <>)$：亮度是 $<> + <> \\times <> = <>$；"
        "$B - Y = <>$，$U = <> \\times (<>) / <>$，约 <>；"
        "$R - Y = <>$，$V = <> \\times <> / <>$，约 <>。",
        *(1, 0.5, 0, K_RED, round(K_GREEN, 12), 0.5, round(Y, 12)),
        *(round(-Y, 12), U_MAX, round(-Y, 12), round(1 - K_BLUE, 12), four(U)),
        *(round(1 - Y, 12), V_MAX, round(1 - Y, 12), round(1 - K_RED, 12), four(V)),
    ),
    computed("色差是 <> 和 <>。", four(CB), four(CR)),
    computed("三个权重之和总是 <>。", round(sum(matrix()[0].tolist()))),
    computed("蓝与黄的 U 为 ±<>，红与青的 V 为 ±<>；", U_MAX, V_MAX),
    computed('色差的范围，<> 与 <>"', U_MAX, V_MAX),
    computed(
        "$(Y, U, V) = (<>, <>, <>)$ 转回去是 $(<>, <>, <>)$，",
        *(0.5, U_MAX, V_MAX, *(round(value, 3) for value in OUTSIDE)),
    ),
    stated("越出了 $[0, 1]$。", "the domain"),
    stated("**把 $[-1, 1]$ 的图像直接送进去。**", "the range of tanh"),
    stated("范围是 $[-1, 1]$。不先换算到 $[0, 1]$，", "the range of tanh"),
    stated("$(2Y - 1, 2U, 2V)$", "test_an_image_in_minus_one_to_one_doubles_the_chroma"),
    computed("Huber 损失大到 <> 倍。", round(DOUBLED)),
    computed(
        "纯蓝的 $U$ 在 YUV 里是 <>，在 YCbCr 里是 <>，",
        U_MAX,
        round(yuv(0, 0, 1, u_max=0.5, v_max=0.5)[1], 12),
    ),
    computed(
        "纯绿的平均是 <>，亮度是 <>。",
        round(pixel(0, 1, 0).mean().item(), 3),
        round(rgb_to_grayscale(pixel(0, 1, 0)).item(), 12),
    ),
    computed(
        "纯红的亮度从 <> 变成 <>。",
        round(yuv(1, 0, 0)[0], 12),
        round(yuv(0, 0, 1)[0], 12),
    ),
    stated("8 位亮度常常只用 16 到 235，本页的 $Y$ 从 0 到 1；", "BT.601: black and white"),
    computed("除以 <>，黑是 <>，白是 <>，", 255, round(16 / 255, 3), round(235 / 255, 3)),
    *(
        stated(text, "a reference")
        for text in (
            "Version 1.02*. 1992. ",
            "BT.601-7: Studio",
            "standard 4:3 and wide screen 16:9",
            "ratios*. 2011. [",
            "ISICA 2019, 2020. [doi:10.1007/978-981-15-5577-0_18]",
        )
    ),
]
