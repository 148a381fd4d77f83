"""The numbers on the smooth L1 page."""

import torch
from torch import Tensor

from snippets.losses.huber_loss import huber_loss
from snippets.losses.smooth_l1_loss import smooth_l1_loss
from snippets.losses.smooth_l1_loss_figure import BETAS, losses
from tests.pages.claims import computed, stated

PAGE = "terms/losses/smooth-l1-loss.md"


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def slope(residual: float, beta: float) -> float:
    """Return the slope of the loss by the residual."""
    target = tensor(residual).requires_grad_()
    loss = smooth_l1_loss(tensor(0), target, beta=beta)
    return torch.autograd.grad(loss, target)[0].item()


BETA, Y, Y_HAT = 2, tensor(3, 1, 6, 0), tensor(2, 3, 3, 6)
RESIDUALS = (Y - Y_HAT).int().tolist()
LOSSES = smooth_l1_loss(Y_HAT, Y, beta=BETA, reduction="none")
MEAN = f"{LOSSES.mean().item():.4f}"
LARGE = {beta: smooth_l1_loss(Y_HAT, Y, beta=beta).item() for beta in (100, 1000)}
HUBER = huber_loss(Y_HAT, Y, delta=BETA).item()
assert slope(10, 1) == slope(100, 1)

CLAIMS = [
    stated(
        "两侧直线的斜率始终是 ±1", "test_the_slope_is_the_residual_over_beta_until_it_is_one"
    ),
    stated("$\\beta \\ge 0$：阈值，单位与残差相同，PyTorch 默认取 1；", "its documentation"),
    stated("$\\beta = 0$ 时没有第一段", "test_beta_0_is_the_absolute_error_with_slope_0_at_0"),
    stated("$s_{\\beta}(r) \\ge 0$", "the range of the loss"),
    stated("那里 $\\beta = 1$", "equation (3) of the paper cited"),
    stated("取 $\\beta = 1/9$", "the source cited"),
    computed(
        "取 $\\beta = <>$，$y = (<>, <>, <>, <>)$，$\\hat{y} = (<>, <>, <>, <>)$，"
        "残差 $r = (<>, <>, <>, <>)$。",
        *(BETA, *Y.int().tolist(), *Y_HAT.int().tolist(), *RESIDUALS),
    ),
    computed("第一个在抛物线上：$<>/<> = <>$。", RESIDUALS[0] ** 2, 2 * BETA, LOSSES[0].item()),
    computed("取绝对值减 <>：<>、<>、<>。", BETA / 2, *LOSSES[1:].tolist()),
    computed("总和 <>，平均 <>。", LOSSES.sum().item(), MEAN),
    stated("阈值为 1 时两者相等", "the factor"),
    computed(
        "残差为 <> 时，β = <>、<>、<>、<> 的损失依次是 <>、<>、<>、<>；",
        *(3, *BETAS, *(losses(beta)[-1].item() for beta in BETAS)),
    ),
    stated('"一个样本的损失，β = 0 是绝对误差"', "the curve drawn"),
    computed("上面的残差在阈值为 <> 时是 <> 和 <>，", BETA, MEAN, HUBER),
    computed("$\\beta$ 从 <> 变成 <>，上面的损失从", *LARGE),
    computed("损失从 <> 变成 <>。", *LARGE.values()),
    stated("会趋于 0：", "test_a_large_beta_makes_the_loss_vanish"),
    stated("抛物线的曲率是 $1/\\beta$", "the second derivative of the first piece"),
    computed(
        "$\\beta = <>$ 时，残差只有 <> 就已经是最大的斜率 <>，", 0.01, 0.01, slope(0.01, 0.01)
    ),
    stated("框的坐标不归一就用 $\\beta = 1$", "the wrong use"),
    computed(
        "大多远超 <>：<> 个像素的损失是 <>，斜率已经是 <>，与 <> 个像素的一样。",
        *(1, 10, smooth_l1_loss(tensor(0), tensor(10)).item(), int(slope(10, 1)), 100),
    ),
    stated("均值 0、方差 1。", "section 2.3 of the paper cited"),
    stated("以为 $\\beta = 0$ 会除以零", "the wrong belief"),
    computed("残差为 <> 处的梯度是 <>。", 0, slope(0, 0)),
    stated("式 (3) 与 2.3 节", "a reference"),
    *(
        stated(text, "a reference")
        for text in (
            "ICCV 2015. [arXiv:1504.08083](",
            "NeurIPS 2015. [arXiv:1506.01497](",
        )
    ),
]
