"""The numbers on the binary cross-entropy page."""

import math

import torch

from snippets.losses.binary_cross_entropy import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
)
from snippets.losses.binary_cross_entropy_figure import LOGITS, losses
from tests.pages.claims import Claim, computed, stated

PAGE = "terms/losses/binary-cross-entropy.md"


def at(logit: float, target: float, *, by_sigmoid: bool = False) -> tuple[float, float]:
    """Return loss and slope of a logit, in float32."""
    x, y = torch.tensor([float(logit)], requires_grad=True), torch.tensor([float(target)])
    loss = binary_cross_entropy_with_logits(x, y)
    if by_sigmoid:
        loss = binary_cross_entropy(x.sigmoid(), y)
    return loss.item(), torch.autograd.grad(loss, x)[0].item() + 0.0  # no -0


def by_hand(target: int, share: int) -> Claim:
    loss, slope = at(math.log(3), target)
    assert math.isclose(loss, -math.log(share / 4), rel_tol=1e-6)
    return computed(
        "目标是 <>：损失 $-\\log(<>/<>) = <>$，斜率 $<>/<> - <> = <>$",
        *(target, share, 4, f"{loss:.4f}", 3, 4, target, round(slope, 6)),
    )


SURE = 17
LOSS, SLOPE = at(SURE, 0)
ROUNDED_LOSS, ROUNDED_SLOPE = at(SURE, 0, by_sigmoid=True)
LOWEST = torch.sigmoid(torch.tensor([0.0, 1.0])).tolist()
HALF = at(0, 0.5)[0]
assert torch.tensor(float(SURE)).sigmoid().item() == 1


def slope_of_square(logit: float) -> float:
    """Return the slope of (p - 1)**2 at a logit; it is 2 * (p - 1) * p * (1 - p)."""
    x = torch.tensor(logit, dtype=torch.float64, requires_grad=True)
    (slope,) = torch.autograd.grad((x.sigmoid() - 1) ** 2, x)
    p = x.sigmoid().item()
    assert math.isclose(slope.item(), 2 * (p - 1) * p * (1 - p), rel_tol=1e-12)
    return slope.item()


assert abs(slope_of_square(-20)) < abs(slope_of_square(-10)) < 1e-4

CLAIMS = [
    stated("“下雨的概率 3/4”", "the worked example below"),
    stated("在 0 与 1 之间；", "a probability"),
    stated("正类为 1，负类为 0；", "the labels"),
    stated("$\\ell \\ge 0$，没有单位", "the range"),
    stated("$p = 1/(1 + e^{-x})$", "the sigmoid"),
    stated("指数函数不超过 1：", "exp of what is not positive"),
    computed("$x = \\log <>$，即 $p = <>/<>$。", 3, 3, 4),
    by_hand(1, 3),
    by_hand(0, 1),
    stated("截断在 −100，", "test_probabilities_of_0_and_1_cost_100_when_wrong_as_in_torch"),
    computed("对数几率 <>、目标 <>，两种算法", SURE, 0),
    computed(
        "目标为 <> 时从 <> 降到 <>，目标为 <> 时左右相反，两条曲线在 <> 处相交](",
        *(1, f"{losses(1)[0]:.3f}", f"{losses(1)[-1]:.3f}", 0, 0),
    ),
    computed('对数几率从 <> 到 <>"', *(LOGITS[end].item() for end in (0, -1))),
    computed("对数几率为 <> 时 sigmoid 舍入成 <>；", SURE, 1),
    computed(
        "$p(<> - p)$：错得最离谱时 $p$ 接近 <> 或 <>，斜率反而趋于 <>；",
        *(1, 0, 1, round(slope_of_square(-20), 6) + 0.0),
    ),
    computed(
        "目标是 <> 时，损失应为 <>，截断后得 <>，斜率应为 <>，得到的是 <>，",
        *(0, LOSS, ROUNDED_LOSS, SLOPE, ROUNDED_SLOPE),
    ),
    computed("只能在 <> 与 <> 之间。", LOWEST[0], f"{LOWEST[1]:.3f}"),
    stated("以为损失能降到 0。", "the wrong belief"),
    computed("目标是 <> 这样的软标签时", 0.5),
    computed("$\\log <> = <>$。", 2, f"{HALF:.3f}"),
    stated("权重为 3 时，学到的几率是真实几率的 3 倍：", "test_a_weight_of_3_triples_the_odds"),
    computed("输出的概率是 <>，而不是 <>。", 3 / (3 + 3), 1 / (1 + 3)),
    stated("$(N, 1)$、目标值 $(N)$", "test_rejects"),
    stated("广播成 $N^2$ 个数", "the rule of broadcasting"),
    stated("2016. [第 6 章](", "a reference"),
]
