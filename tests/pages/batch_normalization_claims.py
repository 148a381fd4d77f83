"""The numbers on the batch normalisation page."""

import torch

from snippets.normalization.batch_normalization import (
    batch_norm_eval,
    batch_norm_train,
    update_running_statistics,
)
from snippets.normalization.normalization_axes_figure import (
    CHANNELS,
    NORMALIZATIONS,
    SAMPLES,
    shared,
)
from tests.pages.claims import computed, stated

PAGE = "terms/normalization/batch-normalization.md"

X = torch.tensor([[[1.0, 1.0], [10.0, 16.0]], [[5.0, 5.0], [16.0, 10.0]]], dtype=torch.float64)
NUMBERS = X.transpose(0, 1).flatten(1)
NORMAL = batch_norm_train(X, eps=1e-12).transpose(0, 1).flatten(1).round().int().tolist()
MEANS = [int(mean) for mean in NUMBERS.mean(1).tolist()]
VARIANCES = [int(variance) for variance in NUMBERS.var(1, correction=0).tolist()]
MEAN, VAR = update_running_statistics(X, torch.zeros(2).double(), torch.ones(2).double())
UNBIASED = NUMBERS.var(1).tolist()
assert UNBIASED[1] == 12
COUNTS = {name: sum(map(sum, shared(norm))) for name, norm in NORMALIZATIONS.items()}
FAR = torch.tensor([4096.0, 4097.0, 4098.0, 4099.0])
assert abs(((FAR**2).mean() - FAR.mean() ** 2).item() - FAR.double().var(correction=0)) > 0.2


def channel(number: int) -> object:
    return computed(
        "通道 <> 的四个数是 <>、<>、<>、<>：均值 <>，有偏方差 <>，归一化得 <>、<>、<>、<>。",
        *(number, *NUMBERS[number].int().tolist(), MEANS[number], VARIANCES[number]),
        *NORMAL[number],
    )


CLAIMS = [
    stated("由训练得到，起始值是 1 和 0；", "the documentation of BatchNorm2d"),
    stated("$\\varepsilon > 0$：防止除以零", "the domain"),
    stated("PyTorch 默认取 $10^{-5}$", "the documentation of BatchNorm2d"),
    stated("起始值是 0 和 1，带撇的", "the documentation of BatchNorm2d"),
    stated("在 0 与 1 之间，PyTorch 默认取 0.1", "the documentation of BatchNorm2d"),
    stated("系数 $NL/(NL - 1)$", "the formula above"),
    stated("论文的算法 2 如此", "the paper cited"),
    channel(0),
    channel(1),
    computed(
        "运行均值从 <> 变成 $<> \\times <> = <>$ 和 $<> \\times <> = <>$。",
        *(0, 0.1, MEANS[0], MEAN[0].item(), 0.1, MEANS[1], MEAN[1].item()),
    ),
    computed(
        "无偏方差是 $<> \\times <>/<> = <>/<>$ 和 $<> \\times <>/<> = <>$，",
        *(VARIANCES[0], 4, 3, round(3 * UNBIASED[0]), 3, VARIANCES[1], 4, 3, UNBIASED[1]),
    ),
    computed(
        "运行方差从 <> 变成 $<> + <> \\times <>/<> = <>$ 和 $<> + <> \\times <> = <>$。",
        *(1, 0.9, 0.1, round(3 * UNBIASED[0]), 3, f"{VAR[0]:.4f}"),
        *(0.9, 0.1, UNBIASED[1], round(VAR[1].item(), 9)),
    ),
    computed(
        "依赖同一通道的 <> 个样本，层归一化依赖同一样本的 <> 个通道，",
        *(COUNTS["批"], COUNTS["层"]),
    ),
    computed('"<> 个样本、<> 个通道；', SAMPLES, CHANNELS),
    computed("一个通道有 <> 个数时", NUMBERS.shape[1]),
    computed("有偏方差的 <>/<>，", 4, 3),
    stated("0.1 表示保留 0.9；", "test_momentum_0_forgets_the_batch_and_1_the_past"),
    stated("要写成 0.9。", "the share of the old value"),
    computed(
        "第一个数是 <>，训练模式下得 <>，推理模式下应得 <>。",
        *(int(NUMBERS[0, 0]), NORMAL[0][0]),
        round(batch_norm_eval(X, MEAN, VAR)[0, 0, 0].item(), 3),
    ),
    stated("批大小为 1 的", "test_rejects_one_number_a_channel"),
    stated("$E[x^2] - E[x]^2$ 求方差", "the formula"),
    computed(
        "下，<>、<>、<>、<> 的方差应为 <>，",
        *(int(value) for value in FAR.tolist()),
        FAR.double().var(correction=0).item(),
    ),
    stated("误差超过 0.2，", "asserted above"),
    stated("（multi-channel 2D convolution）", "a name"),
    stated("ICML 2015. [arXiv:1502.03167](", "a reference"),
    stated("，算法 1 与算法 2。", "a reference"),
]
