"""The numbers on the focal loss page."""

import math

import torch
from torch.nn import functional as F

from snippets.losses.focal_loss import focal_loss
from snippets.losses.focal_loss_figure import GAMMAS, losses
from tests.pages.claims import Claim, computed, stated

PAGE = "terms/losses/focal-loss.md"

GAMMA, ALPHA, POSITIVE, NEGATIVE = 2, 0.25, 10, 1000
HALF = 49  # where the curves of the figure are at probability 0.5


def of(right: float, gamma: float = GAMMA) -> float:
    """Return the loss of a sample whose class has this probability, without weights."""
    logit = torch.tensor([right], dtype=torch.float64).logit()
    return focal_loss(logit, torch.ones_like(logit), gamma=gamma, alpha=None).item()


def by_hand(which: str, right: int, wrong: int) -> Claim:
    return computed(
        f"目标是{which}：$p = <>/<>$，因子 $(<>/<>)^<> = <>/<>$，损失从 <> 降到 <>",
        *(right, 4, wrong, 4, GAMMA, wrong**GAMMA, 4**GAMMA),
        *(f"{of(right / 4, gamma):.4f}" for gamma in (0, GAMMA)),
    )


def easy_share(gamma: float) -> float:
    easy, hard = NEGATIVE * of(0.99, gamma), POSITIVE * of(0.1, gamma)
    return easy / (easy + hard)


def best_constant(frequency: float, gamma: float) -> float:
    shares = torch.arange(1, 1000, dtype=torch.float64) / 1000
    one, zero = (
        focal_loss(
            shares.logit(),
            torch.full_like(shares, y),
            gamma=gamma,
            alpha=None,
            reduction="none",
        )
        for y in (1, 0)
    )
    return shares[(frequency * one + (1 - frequency) * zero).argmin()].item()


ENTROPY = F.binary_cross_entropy_with_logits(
    torch.full((2,), math.log(3)), torch.tensor([1.0, 0.0])
).item()
assert round(easy_share(0), 1) == 0.3
PRIOR = 0.01

CLAIMS = [
    stated("大约 10 万个候选框", "Lin et al., section 4.1"),
    stated("$\\gamma \\ge 0$", "the domain"),
    stated("0 时就是加权的交叉熵", "test_a_gamma_of_0_without_weights_is_cross_entropy"),
    stated("负类取 $1 - \\alpha$，$\\alpha$ 在 0 与 1 之间；不加权时取 1；", "the weights"),
    stated("$\\ell \\ge 0$，没有单位", "the range"),
    stated("最好的是 $\\gamma = 2$、$\\alpha = 0.25$", "Lin et al., table 1"),
    computed("$x = \\log <>$，即概率 $<>/<>$，$\\gamma = <>$，不加权", 3, 3, 4, GAMMA),
    by_hand("正类", 3, 1),
    by_hand("负类", 1, 3),
    computed(
        "原来后者是前者的 <> 倍，现在是 <> 倍。",
        *(f"{of(1 / 4, 0) / of(3 / 4, 0):.1f}", f"{of(1 / 4) / of(3 / 4):.0f}"),
    ),
    computed(
        "<> 个容易的负样本（正确的概率 <>）和 <> 个难的正样本（正确的概率 <>）",
        *(NEGATIVE, 0.99, POSITIVE, 0.1),
    ),
    computed("焦点损失里只占 <> %。", f"{100 * easy_share(GAMMA):.3f}"),
    stated("$e^{\\gamma \\log(1 - p)}$，$p$ 舍入成 1 时", "the code"),
    computed(
        "概率 <> 处，γ 为 <>、<>、<> 时依次是 <>、<> 和 <>；γ 越大，右边越贴近 <>]",
        *(0.5, *GAMMAS, *(f"{losses(gamma)[HALF]:.3f}" for gamma in GAMMAS), 0),
    ),
    stated("γ = 0 是交叉熵", "as above"),
    computed(
        "这样算得 <>，逐个样本算再平均是 <>，",
        *(f"{of(math.exp(-ENTROPY)):.3f}", f"{(of(3 / 4) + of(1 / 4)) / 2:.3f}"),
    ),
    computed(
        "上面的 <> 个样本里只有 <> 个正样本，按全部取平均，损失就小 <> 倍",
        *(NEGATIVE + POSITIVE, POSITIVE, (NEGATIVE + POSITIVE) // POSITIVE),
    ),
    computed(
        "$\\alpha = <>$ 时，少数的正类权重 <>，反而小于负类的 <>：", ALPHA, ALPHA, 1 - ALPHA
    ),
    computed(
        "$\\gamma > <>$ 时，最好的常数预测比真实频率更靠近 <>：正类占 <>，"
        "交叉熵学到 <>，$\\gamma = <>$ 的焦点损失学到 <>。",
        *(0, 0.5, 0.1, best_constant(0.1, 0), GAMMA, best_constant(0.1, GAMMA)),
    ),
    computed("开始时概率都在 <> 附近", torch.zeros(1).sigmoid().item()),
    computed(
        "$-\\log((<> - \\pi)/\\pi)$，$\\pi = <>$ 时是 <>，使所有框一开始的正类概率为 <>。",
        *(1, PRIOR, f"−{math.log((1 - PRIOR) / PRIOR):.3f}", PRIOR),
    ),
    computed("$\\gamma = <>$ 且不加权时", 0),
    stated("CVPR 2021. [arXiv:2011.09172](", "a reference"),
    stated("NeurIPS 2020. [arXiv:2002.09437](", "a reference"),
    stated("ICCV 2017. [arXiv:1708.02002](", "a reference"),
]
