"""The numbers on the hinge loss page."""

import torch
from torch.nn import functional as F

from snippets.losses.hinge_loss import hinge_loss, multi_margin_loss
from snippets.losses.hinge_loss_figure import PRODUCTS, hinge
from tests.pages.claims import computed, stated

PAGE = "terms/losses/hinge-loss.md"

LABELS = torch.tensor([1.0, 1, -1, -1])
SCORES = torch.tensor([2.0, 0.5, -1, 3])
LOSSES = hinge_loss(SCORES, LABELS, reduction="none")
ROW = torch.tensor([[3.0, 2.5, 0, 4]])
ONE = torch.tensor([1.0])
(BEYOND,) = {hinge_loss(score * ONE, ONE).int().item() for score in (1, 100)}

CLAIMS = [
    stated("$y_i \\in \\{-1, 1\\}$", "the labels"),
    stated("$N \\geq 1$", "the mean needs a sample"),
    stated("间隔（margin）取 1", "the margin of the definition"),
    stated("$z \\geq 1$ 时斜率为 0", "the formula of the slope"),
    stated(
        "$z = 1$ 处是尖角，PyTorch 的 `relu` 在此取 0", "test_slopes_by_hand_and_numerically"
    ),
    stated("从 1 数起", "the convention of the indices"),
    stated("成立时为 1，否则为 0", "the definition of the indicator"),
    computed("标签是 <>、<>、−<>、−<>，得分是 <>、<>、−<>、<>。", 1, 1, 1, 1, 2, 0.5, 1, 3),
    computed("损失是 <>、<>、<>、<>，平均 <>。", *LOSSES.tolist(), LOSSES.mean().item()),
    computed("得分 <> 判对了，但不够间隔，仍罚 <>；", SCORES[1].item(), LOSSES[1].item()),
    computed("得分是 <>、<>、<>、<>，正确的是第一类", *ROW[0].tolist()),
    computed(
        "$(<> + <> + <>) / <> = <>$",
        *(0.5, 0, 2, 4, multi_margin_loss(ROW, torch.tensor([0])).item()),
    ),
    computed(
        "标签乘得分为 <> 时合页损失是 <>，平方合页是 <>；达到 <> 以后两者都是 <>",
        *(PRODUCTS[0].int().item(), hinge()[0].item(), hinge()[0].item() ** 2),
        *(round(PRODUCTS[hinge() < 1e-9].min().item(), 9), hinge()[-1].item()),
    ),
    stated("都不低于 0-1 损失（0-1 loss），即判错记 1、判对记 0", "a name, and its definition"),
    stated("标签写成 0 和 1", "the wrong belief"),
    stated("标签为 0 的样本，损失恒为 1", "test_labels_0_and_1_would_leave_half_the"),
    computed(
        "标签是 <>、输入是 <> 时它给 <>，合页损失是 <>。",
        *(1, 5, F.hinge_embedding_loss(5 * ONE, ONE).item(), hinge_loss(5 * ONE, ONE).item()),
    ),
    stated("两类时它是得分之差的合页损失的 1/2", "test_two_classes_are_half_the_binary"),
    stated("那里间隔取 2，", "Weston and Watkins, the constraints of their problem"),
    computed(
        "得分 <> 和 <> 的损失都是 <>；",
        *(1, 100, BEYOND),
    ),
    *(
        stated(text, "a reference")
        for text in (
            "ESANN 1999: 219–224.",
            "Machine Learning 20: 273–297, 1995. [doi:10.1007/BF00994018](",
            "Journal of Machine Learning Research 2: 265–292, 2001.",
        )
    ),
]
