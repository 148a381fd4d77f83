"""The numbers on the pseudo-Huber page."""

import math

import torch
from torch import Tensor

from snippets.losses.huber_loss import huber_loss
from snippets.losses.pseudo_huber_loss import pseudo_huber_loss
from snippets.losses.pseudo_huber_loss_figure import values
from tests.pages.claims import Claim, computed, stated

PAGE = "terms/losses/pseudo-huber-loss.md"


def at(residual: float, delta: float) -> tuple[float, float]:
    """Return the loss of a residual and its slope."""
    target = torch.tensor(residual, dtype=torch.float64, requires_grad=True)
    loss = pseudo_huber_loss(torch.zeros_like(target), target, delta=delta)
    (slope,) = torch.autograd.grad(loss, target)
    return loss.item(), slope.item()


def triangle(delta: int, residual: int) -> Claim:
    hypotenuse = math.isqrt(delta**2 + residual**2)
    assert hypotenuse**2 == delta**2 + residual**2
    return computed(
        "$\\delta = <>$，$r = <>$，斜边 <>，损失 $<> \\times (<>/<> - <>) = <>$",
        *(delta, residual, hypotenuse, delta**2, hypotenuse, delta, 1),
        round(at(residual, delta)[0], 9),
    )


def end(panel: int, which: str) -> Tensor:
    return values(which)[panel][-1]


def places(value: float) -> str:
    return f"{value:.3f}"


SLOPES = [at(residual, 6)[1] for residual in (4, -8, 0)]
AT_DELTA = f"{at(1, 1)[0]:.3f}"
HUBER_AT_DELTA = huber_loss(torch.tensor(0.0), torch.tensor(1.0)).item()
SMALL = torch.tensor(0.0001)
BY_FORMULA = ((1 + SMALL**2).sqrt() - 1).item()
assert math.isclose(pseudo_huber_loss(torch.tensor(0.0), SMALL).item(), 5e-9, rel_tol=1e-6)

CLAIMS = [
    stated("$\\delta > 0$：尺度", "the domain"),
    stated("$p_{\\delta}(r) \\ge 0$", "the range of the loss"),
    stated("$p_{\\delta}(r) = r^2/2 - r^4/(8\\delta^2)", "test_near_0_it_is_half_the_square"),
    stated(
        "比 Huber 损失低 $\\delta^2/2$", "test_far_out_it_is_half_the_square_of_delta_below"
    ),
    stated("趋于 $\\delta|r| - \\delta^2$", "the same test"),
    stated(
        "$\\sqrt{r^2 + \\varepsilon^2}$", "test_is_a_charbonnier_penalty_shifted_and_scaled"
    ),
    stated("LapSRN 取 $\\varepsilon = 0.001$", "the paper cited"),
    triangle(3, 4),
    triangle(6, -8),
    computed("斜率 $<> \\times (<>)/<> = <>$", 6, -8, 10, SLOPES[1]),
    computed("最后一行是 $\\delta = <>$ 时三个残差 <>、<>、<> 的斜率", 6, 4, -8, 0),
    stated("根号的值接近 1，减 1 会丢掉有效数字", "test_float32_keeps_a_small_residual"),
    stated(
        "同乘 $\\sqrt{r^2 + \\delta^2}", "the same function, see the test of the definition"
    ),
    computed(
        "r = <> 处是 <> 和 <>，δ 处是 <> 和 <>；它的斜率在 r = <> 处是 <>，还没有到 <>](",
        *(3, places(end(0, "伪 Huber")), end(0, "Huber").item(), AT_DELTA, HUBER_AT_DELTA),
        *(3, places(end(1, "伪 Huber")), end(1, "Huber").item()),
    ),
    stated('δ = 1")', "the parameter of the figure"),
    computed("两者是 $<>\\delta^<>$ 和 $<>\\delta^<>$；", AT_DELTA, 2, HUBER_AT_DELTA, 2),
    stated("最多差 $\\delta^2/2$", "test_is_even_and_never_above_huber"),
    computed(
        "斜率只有 $<>\\delta$，到 $<>\\delta$ 时是 $<>\\delta$；",
        *(places(at(1, 1)[1]), 3, places(at(3, 1)[1])),
    ),
    computed("$\\delta = <>$、残差为 <> 时，照公式得到 <>，", 1, "0.0001", BY_FORMULA),
    computed("这里得到 $<> \\times <>^{<>}$。", 5, 10, -9),
    stated("混用带因子 2 的写法", "the form in the book cited"),
    stated("写作 $2\\delta^2(\\sqrt{1 + (r/\\delta)^2} - 1)$，是这里的 2 倍，", "the same"),
    stated("小残差时近似 $r^2$", "twice half the square"),
    stated("最小值当成 0", "the wrong belief"),
    stated("残差全为 0 时它等于 $\\varepsilon$，不是 0；", "sqrt(0 + epsilon**2)"),
    computed(
        "在根号里写 $r^<> + \\varepsilon$，这时要取 $<>^{<>}$ 才与 LapSRN 相同；"
        "照抄 <>，等于把尺度放大到 $\\sqrt{<>} \\approx <>$。",
        *(2, 10, round(math.log10(0.001**2)), 0.001, 0.001, f"{math.sqrt(0.001):.4f}"),
    ),
    stated("2004. [doi:10.1017/CBO9780511811685](", "a reference"),
    stated("附录 6。", "a reference"),
    *(
        stated(text, "a reference")
        for text in (
            "CVPR 2019. [arXiv:1701.03077](",
            "ICIP 1994. [doi:10.1109/ICIP.1994.413553](",
            "Press, 2004. ",
            "CVPR 2017. [arXiv:1704.03915](",
            ", 2nd ed. Cambridge",
        )
    ),
]
