"""The numbers on the mean squared error page."""

import math

import torch

from snippets.losses.mse_loss import mse_loss
from snippets.losses.mse_loss_figure import CONSTANTS, TARGETS, losses
from tests.pages.claims import computed, stated

PAGE = "terms/losses/mse-loss.md"

Y = torch.tensor([3, 1, 6, 0], dtype=torch.float64)
Y_HAT = torch.tensor([2, 3, 3, 6], dtype=torch.float64, requires_grad=True)
R = (Y - Y_HAT).int().tolist()
N = len(R)
SQUARES = mse_loss(Y_HAT, Y, reduction="none").int().tolist()
LOSS = mse_loss(Y_HAT, Y)
(SLOPES,) = torch.autograd.grad(LOSS, Y_HAT)
MEAN, VARIANCE = Y.mean().item(), Y.var(correction=0).item()
HALVES = [mse_loss(Y_HAT[part], Y[part]).item() for part in (slice(0, 2), slice(2, 4))]
ROOTS = [math.sqrt(half) for half in HALVES]
COLUMN = torch.tensor([[1.0], [2], [3]])
PAIRS = (COLUMN - COLUMN.T).square()
STEP = 0.3


def left_after_ten(factor: float) -> float:
    return MEAN * abs(factor) ** 10


CLAIMS = [
    stated("不含系数 1/2", "the convention of torch"),
    stated("$N \\geq 1$：样本数", "the mean needs a sample"),
    stated("$\\sigma > 0$ 固定时", "the domain of a standard deviation"),
    stated("最小值 0", "a mean of squares"),
    computed("残差 $r = (<>, <>, <>, <>)$", *R),
    computed("$y = (<>, <>, <>, <>)$", *Y.int().tolist()),
    computed("$\\hat{y} = (<>, <>, <>, <>)$", *Y_HAT.int().tolist()),
    computed("平方是 <>、<>、<>、<>，总和 <>，", *SQUARES, sum(SQUARES)),
    computed("$J_{\\mathrm{MSE}} = <> / <> = <>$", sum(SQUARES), N, LOSS.item()),
    computed("$\\sqrt{<>} \\approx <>$", LOSS.item(), f"{LOSS.sqrt().item():.2f}"),
    computed("对 $\\hat{y}$ 的梯度是残差乘 $-<>/<>$：", 2, N),
    computed("$(<>, <>, <>, <>)$。", *SLOPES.tolist()),
    computed("均值是 $(<> + <> + <> + <>)/<> = <>$", *Y.int().tolist(), N, MEAN),
    computed("方差是 <>。取 <> 或 <>", VARIANCE, 1.5, 4.5),
    computed(
        "各差 <> 和 <>，损失就各多 <> 和 <>：", MEAN - 1.5, 4.5 - MEAN, 1**2, (4.5 - MEAN) ** 2
    ),
    computed(
        "常数预测的 MSE 是抛物线：m 取均值 <> 时最小，为方差 <>；m = <> 和 m = <> 时都是 <>",
        *(CONSTANTS[losses().argmin()].item(), losses().min().item()),
        *(CONSTANTS[0].item(), CONSTANTS[-1].item(), losses()[0].item()),
    ),
    computed('目标值 <>、<>、<>、<>")', *TARGETS.int().tolist()),
    computed("残差 <> 占了总和 <> 中的 <>，即 <> %", R[3], 50, SQUARES[3], 72),
    computed("目标值形状 `(<>,)`，", 3),
    computed("预测值形状 `(<>, <>)`、", 3, 1),
    computed("值都是 <>、<>、<>，PyTorch", *COLUMN.flatten().int().tolist()),
    computed("广播成 <> 对后得到 <>，而不是 <>", PAIRS.numel(), f"{PAIRS.mean():.3f}", 0),
    stated("有没有 1/2", "the two conventions"),
    stated(
        "损失差 2 倍，同一个学习率的步子也差 2 倍", "a factor of the loss is one of its slope"
    ),
    computed(
        "学习率 <>、从 <> 出发拟合上面四个目标值的均值，<> 步后",
        *(STEP, 0, 10),
    ),
    computed(
        "离均值还差 <>，求和时差 <>",
        *(f"{left_after_ten(1 - 2 * STEP):.5f}", f"{left_after_ten(1 - 2 * N * STEP):.1f}"),
    ),
    computed("前两个和后两个样本的 RMSE 是 <> 和 <>，", *(f"{root:.2f}" for root in ROOTS)),
    computed(
        "平均 <>，四个一起算是 <>。",
        f"{sum(ROOTS) / 2:.2f}",
        f"{LOSS.sqrt().item():.2f}",
    ),
    stated(
        "残差全为 0 时 RMSE 的梯度", "test_the_root_has_no_gradient_where_all_residuals_are_0"
    ),
    computed(
        "手算的目标值，标准差是 <>，MSE 是 <>。", f"{math.sqrt(VARIANCE):.2f}", LOSS.item()
    ),
    *(
        stated(text, "a reference")
        for text in (
            "1.2.5 节，Springer, 2006.",
            "2nd ed., 2.4 节，Springer, 2009. [doi:10.1007/978-0-387-84858-7](",
            "Magazine 26(1): 98–117, 2009. [doi:10.1109/MSP.2008.930649](",
        )
    ),
]
