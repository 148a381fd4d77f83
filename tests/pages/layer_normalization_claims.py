"""The numbers on the layer normalisation page."""

import torch
from torch import nn

from snippets.normalization.layer_normalization import layer_norm
from snippets.normalization.normalization_axes_figure import (
    CHANNELS,
    NORMALIZATIONS,
    SAMPLES,
    shared,
)
from tests.pages.claims import computed, stated

PAGE = "terms/normalization/layer-normalization.md"

X = torch.tensor([[1.0, 3.0], [5.0, 7.0]], dtype=torch.float64)
ROWS = layer_norm(X, (2,), eps=1e-12).round().int().flatten().tolist()
WHOLE = layer_norm(X, (2, 2), eps=1e-12).flatten()
VARIANCE = X.var(correction=0).item()
(ROW_VARIANCE,) = set(X.var(1, correction=0).tolist())
TOPS = (WHOLE * VARIANCE**0.5).round().int().tolist()
GRID = shared(NORMALIZATIONS["层"])


def parameters(layer: nn.Module) -> int:
    return sum(parameter.numel() for parameter in layer.parameters())


CLAIMS = [
    stated("$K \\ge 2$ 是一起归一化的数", "one number has no variance"),
    stated("起始值是 1 和 0；", "the documentation of LayerNorm"),
    stated("$\\varepsilon > 0$：防止除以零", "the domain"),
    stated("PyTorch 默认取 $10^{-5}$", "the documentation of LayerNorm"),
    stated("TensorFlow 1 的 `tf.contrib", "a version"),
    stated("只是 $\\varepsilon$ 取 $10^{-12}$", "the source of tf.contrib.layers.layer_norm"),
    stated("`nn.GroupNorm(1, C)`", "test_by_channel_equals_the_group_norm_of_torch"),
    computed("每个通道两个位置：(<>, <>) 和 (<>, <>)。", *X.int().flatten().tolist()),
    computed(
        "均值 <> 和 <>，方差都是 <>，得 <>、<>、<>、<>；",
        *(*X.mean(1).tolist(), ROW_VARIANCE, *ROWS),
    ),
    computed(
        "均值 <>，方差 $(<> + <> + <> + <>)/<> = <>$，得 $<>/\\sqrt{<>}$、"
        "$<>/\\sqrt{<>}$、$<>/\\sqrt{<>}$、$<>/\\sqrt{<>}$。",
        X.mean().item(),
        *(X - X.mean()).square().int().flatten().tolist(),
        *(4, VARIANCE),
        *(number for top in TOPS for number in (top, VARIANCE)),
    ),
    computed(
        "依赖同一样本的全部 <> 个通道，不依赖另外 <> 个样本",
        *(sum(map(sum, GRID)), sum(not any(row) for row in GRID)),
    ),
    computed('"<> 个样本、<> 个通道；', SAMPLES, CHANNELS),
    computed("<> 个通道、$<> \\times <>$ 的特征图上，", 256, 64, 64),
    computed(
        "每个元素一对，共有 <> 个参数，每个通道一对只有 <> 个。",
        f"{parameters(nn.LayerNorm((256, 64, 64))):,}",
        parameters(nn.GroupNorm(1, 256)),
    ),
    stated("移植 TensorFlow 1 的模型", "a version"),
    stated("通道 1 的输出都比通道 0 大", "the worked example"),
    stated("2016. [arXiv:1607.06450](", "a reference"),
]
assert WHOLE[2:].min() > WHOLE[:2].max()
