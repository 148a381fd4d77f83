"""The numbers on the instance normalisation page."""

import torch
from torch import nn

from snippets.normalization.instance_normalization import instance_norm
from snippets.normalization.normalization_axes_figure import (
    CHANNELS,
    NORMALIZATIONS,
    SAMPLES,
    shared,
)
from tests.pages.claims import computed, stated

PAGE = "terms/normalization/instance-normalization.md"

IMAGE = torch.tensor([0.0, 4.0, 4.0, 0.0])
PALE = IMAGE / 4 + 10
NORMAL = instance_norm(torch.stack([IMAGE, PALE])[:, None], eps=1e-12)[:, 0]
torch.testing.assert_close(NORMAL[0], NORMAL[1])
assert not list(nn.InstanceNorm2d(64).parameters())
GRID = shared(NORMALIZATIONS["实例"])


def described(pixels: torch.Tensor) -> tuple[int | float, ...]:
    return (*pixels.int().tolist(), pixels.mean().item(), pixels.var(correction=0).item())


CLAIMS = [
    stated("各自把亮度调到 0、对比度调到 1，", "the definition"),
    stated("$L \\ge 2$ 是位置数", "test_rejects_a_single_position"),
    stated("$\\varepsilon > 0$：防止除以零", "the domain"),
    stated("PyTorch 默认取 $10^{-5}$", "the documentation of InstanceNorm2d"),
    stated("（$a > 0$）", "the sign would change with it"),
    computed("一张 $<> \\times <>$ 的图，", 2, 2),
    computed(
        "像素是 <>、<>、<>、<>：均值 <>，方差 <>，归一化得 <>、<>、<>、<>。",
        *described(IMAGE),
        *NORMAL[0].round().int().tolist(),
    ),
    computed("把对比度变成 <>/<>、亮度加 <>，", 1, 4, 10),
    computed("像素是 <>、<>、<>、<>：均值 <>，方差 <>，归一化得到", *described(PALE)),
    computed("只依赖 <> 格中的 <> 格", SAMPLES * CHANNELS, sum(map(sum, GRID))),
    computed('"<> 个样本、<> 个通道；', SAMPLES, CHANNELS),
    computed(
        "<> 个通道的一层，前者没有参数，后者有 <> 个。",
        *(64, sum(p.numel() for p in nn.BatchNorm2d(64).parameters())),
    ),
    stated("在 $1 \\times 1$ 的特征图上用", "test_rejects_a_single_position"),
    stated("均值都变成 0，", "the definition"),
    stated("第 1 个样本整体加 50，", "test_loses_the_channel_means_that_batch_normalization"),
    stated("输出恰好是 0。", "test_a_channel_of_one_colour_becomes_0"),
    stated("值全为 0.7 的通道", "test_a_channel_of_one_colour_becomes_0"),
    stated("约 $2 \\times 10^{-5}$", "what rounding leaves depends on the machine"),
    stated("2016. [arXiv:1607.08022](", "a reference"),
]
