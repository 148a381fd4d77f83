"""The numbers on the AnimeGAN loss page."""

import inspect

import torch
from torch import Tensor

from snippets.gan.animegan_adversarial_loss import (
    animegan_adversarial_loss,
    animegan_discriminator_loss,
)
from snippets.gan.animegan_color_loss import animegan_color_loss
from snippets.gan.animegan_feature_losses import animegan_content_loss, animegan_style_loss
from snippets.gan.animegan_loss import ANIMEGAN_V2_WEIGHTS, ANIMEGAN_WEIGHTS
from snippets.gan.color_conversion import rgb_to_yuv
from snippets.losses.huber_loss import huber_loss
from tests.pages.claims import computed, stated

PAGE = "terms/gan/animegan-loss.md"


def pixel(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64).reshape(1, 3, 1, 1)


def charge(difference: float) -> float:
    """Return the Huber loss of one difference, delta = 1."""
    return huber_loss(torch.zeros(1), torch.tensor([difference])).item()


BLACK, RED = pixel(-1, -1, -1), pixel(1, -1, -1)
GREY = 2 * pixel(0.299, 0.299, 0.299) - 1
OF_RED = rgb_to_yuv((RED + 1) / 2).flatten().abs().tolist()
# Twice as far apart: what the YUV of images still in [-1, 1] amounts to.
WRONG = animegan_color_loss(2 * GREY - 1, 2 * RED - 1).item()
A = torch.tensor([1.0, 2, 3, 4]).reshape(1, 2, 1, 2)
B = torch.tensor([0.0, 2, 3, 4]).reshape(1, 2, 1, 2)


def gram_entries(features: Tensor) -> list[int]:
    flat = features.flatten(2)[0]
    return [round(x) for x in (flat @ flat.T).flatten().tolist()]


V1, V2 = (
    [round(w[k], 1) for k in ("adversarial", "content", "style", "color")]
    for w in (ANIMEGAN_WEIGHTS, ANIMEGAN_V2_WEIGHTS)
)
SMOOTH = inspect.signature(animegan_discriminator_loss).parameters["smooth_weight"].default
assert animegan_adversarial_loss(torch.zeros(1)).item() == 1  # without the factor 1/2

CLAIMS = [
    stated("不乘 1/2：", "test_adversarial_losses_are_mse_to_0_and_1"),
    stated("- $r \\ge 0$", "a domain"),
    computed("第一版的仓库取 <>。", SMOOTH),
    stated(
        "新海诚风格是 1.7 与 1.0，宫崎骏风格是 1.2 与 0.8，《红辣椒》是 1.0 与 0.005。",
        "tools/ops.py of AnimeGANv2",
    ),
    stated("第一版默认 5 轮，第二版 10 轮", "init_epoch in the two train.py"),
    stated("图像先从 $[-1, 1]$ 换算到 $[0, 1]$，再转成", "the ranges"),
    stated("$\\ell_1$：$\\delta = 1$", "the default of tf.losses.huber_loss and of huber_loss"),
    computed("| AnimeGAN | <> | <> | <> | <> | 没有", *V1),
    computed("| AnimeGANv2 | <> | <> | <> | <> | <> |", *V2, ANIMEGAN_V2_WEIGHTS["smoothness"]),
    stated("判别器的损失在仓库里也乘 300。", "d_adv_weight in train.py"),
    stated("宫崎骏风格用 15，《红辣椒》用 50，新海诚风格用 10。", "train.py of AnimeGANv2"),
    stated("即 $[-1, 1]$ 里的 $(1, -1, -1)$", "the ranges"),
    computed(
        "$|y| = <>$，$|u| = <>$，$|v| = <>$，损失是 $<> + <>^<> / <> + <>^<> / <> = <>$。",
        *(f"{x:.4g}" for x in OF_RED),
        *(f"{OF_RED[0]:.4g}", f"{OF_RED[1]:.4g}", 2, 2, f"{OF_RED[2]:.4g}", 2, 2),
        f"{animegan_color_loss(BLACK, RED):.4f}",
    ),
    computed(
        "画成与红色一样亮的灰，损失是 <>；照片是这个灰、画成红，损失是 <>。",
        f"{animegan_color_loss(BLACK, GREY):.4f}",
        f"{animegan_color_loss(GREY, RED):.4f}",
    ),
    computed(
        "特征有 <> 个通道、<> 个位置，$a$ 是 $(<>, <>)$ 与 $(<>, <>)$，"
        "$b$ 只把开头的 <> 换成 <>。内容损失是 $<> / <> = <>$。",
        *(A.shape[1], A.shape[3], *map(round, A.flatten().tolist())),
        *(1, 0, 1, A.numel(), animegan_content_loss(A, B).item()),
    ),
    computed(
        "格拉姆矩阵乘 <> 后分别是 $(<>, <>, <>, <>)$ 与 $(<>, <>, <>, <>)$，"
        "风格损失是 $(<> + <> + <> + <>) / <> / <> = <>$。",
        *(A[0].numel(), *gram_entries(A), *gram_entries(B)),
        *(x - y for x, y in zip(gram_entries(A), gram_entries(B), strict=True)),
        *(4, A[0].numel(), animegan_style_loss(A, B).item()),
    ),
    computed(
        "内容损失变成 <>，风格损失是 <>。",
        round(animegan_content_loss(A, A.flip(3)).item()),
        round(animegan_style_loss(A, A.flip(3)).item()),
    ),
    stated("先换算到 $[0, 1]$，", "the ranges"),
    computed("差 <> 罚 <>；色差", 0.25, 0.25),
    computed("差 <> 只罚 <>；", 0.25, round(charge(0.25), 3)),
    computed("U 至多差 <>，到不了差为 <> 的分界，V 至多差 <>。", 0.872, 1, 1.23),
    computed("$U$ 至多差 <>，永远", 2 * 0.436),
    computed("$V$ 差到 <> 以上（至多 <>，如红变青）", 1, 2 * 0.615),
    stated("把 $[-1, 1]$ 的图像直接", "the range of tanh"),
    computed(
        "灰变红的损失从 <> 变成 <>。", f"{animegan_color_loss(GREY, RED):.4f}", f"{WRONG:.4f}"
    ),
    stated("**把最小二乘的 1/2 带进来。** 仓库的对抗损失不乘 1/2；", "tools/ops.py"),
    computed("把 <> 改成 <>，", V1[0], V1[0] / 2),
    stated("VGG-19", "the name of the network"),
    stated("换算到 $[0, 255]$", "tools/vgg19.py"),
    stated("ISICA 2019, 2020. [doi:10.1007/978-981-15-5577-0_18]", "a reference"),
]
