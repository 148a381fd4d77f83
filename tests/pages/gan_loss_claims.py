"""The numbers on the GAN loss page."""

from fractions import Fraction
from math import isinf, log

import torch
from torch import Tensor

from snippets.gan.gan_loss import (
    gan_discriminator_loss,
    gan_minimax_generator_loss,
    gan_nonsaturating_generator_loss,
)
from snippets.gan.optimal_discriminator import gan_value, optimal_discriminator
from tests.pages.claims import computed, stated

PAGE = "terms/gan/gan-loss.md"


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def slope(loss, logit: float) -> float:
    at = tensor(logit).requires_grad_()
    return torch.autograd.grad(loss(at), at)[0].item()


def written(value: float) -> str:
    """Write a probability as the page does: 1/2."""
    return "/".join("<>" for _ in parts(value))


def parts(value: float) -> list[int]:
    fraction = Fraction(value)
    return [fraction.numerator, *([fraction.denominator] * (fraction.denominator > 1))]


def row(name: str, values: Tensor) -> tuple[str, list[int]]:
    """Return the template and the numbers of a vector."""
    inside = ", ".join(map(written, values.tolist()))
    return f"${name}({inside})$", [n for value in values.tolist() for n in parts(value)]


FORMULA = [
    stated(text, "a definition or a convention")
    for text in (
        "各自非负，和为 1。",
        "在 0 与 1 之间。",
        "$q_i$ 不全为 0 的点上",
        "$0 \\log 0 = 0$",
        "两个分布相同时为 0，互不重叠时为 $\\log 2$",
        "这时判别器处处说 $1/2$",
        "个数，$\\ge 1$，可以不同",
        "$D \\approx 0$",
    )
]

P, Q = tensor(1 / 2, 1 / 2, 0), tensor(0, 1 / 2, 1 / 2)
BEST = optimal_discriminator(P, Q)
VALUE = gan_value(P, Q, BEST).item()
REAL, FAKE = log(3), -log(3)
SLOPES = [
    slope(loss, FAKE) for loss in (gan_minimax_generator_loss, gan_nonsaturating_generator_loss)
]
(OF_P, P_VALUES), (OF_Q, Q_VALUES), (OF_BEST, BEST_VALUES) = (
    row("p = ", P),
    row("q = ", Q),
    row("", BEST),
)
BY_HAND = [
    computed(f"{OF_P}，{OF_Q}。最优判别器是 {OF_BEST}：", *P_VALUES, *Q_VALUES, *BEST_VALUES),
    stated(
        "\\frac{1}{2} \\log \\frac{1}{2} + \\frac{1}{2} \\log \\frac{1}{2} = -\\log 2$",
        "the middle point of the value, test_by_hand",
    ),
    computed("，约 <>。", f"{VALUE:.4f}".replace("-", "−")),
    stated("logit 是 $\\log 3$ 和 $-\\log 3$，即 $D = 3/4$ 和 $1/4$", "test_losses_by_hand"),
    stated("$J_D = 2 \\log (4/3)$", "test_losses_by_hand"),
    stated("= \\log (3/4)$", "test_losses_by_hand"),
    stated("= \\log 4$", "test_losses_by_hand"),
    computed(
        "，约 <>；$J_G^{\\mathrm{minimax}}",
        f"{gan_discriminator_loss(tensor(REAL), tensor(FAKE)):.4f}",
    ),
    computed(
        "，约 <>，斜率 <>；$J_G^{\\mathrm{ns}}",
        f"{gan_minimax_generator_loss(tensor(FAKE)):.4f}".replace("-", "−"),
        round(SLOPES[0], 4),
    ),
    computed(
        "，约 <>，斜率 <>，是前者的 <> 倍。",
        f"{gan_nonsaturating_generator_loss(tensor(FAKE)):.4f}",
        round(SLOPES[1], 4),
        round(SLOPES[1] / SLOPES[0]),
    ),
]

SEEN_THROUGH = -4
SURE = torch.tensor([17.0])
assert isinf(torch.log(1 - SURE.sigmoid()))
OF_DISCRIMINATOR = slope(
    lambda fake: gan_discriminator_loss(tensor(REAL), fake), FAKE
)  # joins the generator's own unless cut off
PITFALLS = [
    stated("没有除以 2。", "test_discriminator_equals_the_cross_entropy_of_torch"),
    computed("非饱和损失斜率接近 <>；", round(slope(gan_nonsaturating_generator_loss, -20))),
    computed(
        "logit 为 <> 的样本，$D$ 只有 <>，极小极大损失的斜率也只有 <>，非饱和损失的是 <>。",
        SEEN_THROUGH,
        round(tensor(SEEN_THROUGH).sigmoid().item(), 3),
        round(slope(gan_minimax_generator_loss, SEEN_THROUGH), 3),
        round(slope(gan_nonsaturating_generator_loss, SEEN_THROUGH), 3),
    ),
    stated("$J_D$ 是 $2 \\log 2$", "log 4, test_gan_loss.py"),
    computed("，约 <>，不是 <>；", f"{gan_discriminator_loss(tensor(0), tensor(0)):.3f}", 0),
    stated("损失接近 0 说明", "the loss of a perfect discriminator"),
    computed(
        "logit 为 <> 时 sigmoid 舍入为 <>，$\\log(<> - D)$ 变成 $-\\infty$；"
        "从 logit 直接算得到 <>。",
        *(int(SURE), int(SURE.sigmoid()), 1, round(gan_minimax_generator_loss(SURE).item())),
    ),
    computed(
        "就从 <> 变成 <>。",
        round(SLOPES[1], 4),
        round(SLOPES[1] + OF_DISCRIMINATOR, 4),
    ),
    stated("给 $J_D$ 乘 $1/2$", "another convention"),
    stated("学习率差 2 倍；", "the factor left out"),
    stated("*NIPS 2016 Tutorial", "a reference"),
    stated("2016. [arXiv:1701.00160](", "a reference"),
    stated("NeurIPS 2014. [arXiv:1406.2661](", "a reference"),
    stated("ICLR 2017. [arXiv:1611.02163](", "a reference"),
    stated(
        "博弈是公式 1，最优判别器是命题 1，均衡时的价值见定理 1，非饱和损失在第 3 节",
        "the paper",
    ),
]

CLAIMS = [*FORMULA, *BY_HAND, *PITFALLS]
