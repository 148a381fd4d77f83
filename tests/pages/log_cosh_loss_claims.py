"""The numbers on the log-cosh page."""

import math

import torch

from snippets.losses.log_cosh_loss import log_cosh_loss
from snippets.losses.log_cosh_loss_figure import lines, losses, parabola
from snippets.losses.mse_loss import mse_loss
from tests.pages.claims import computed, stated

PAGE = "terms/losses/log-cosh-loss.md"


def loss(residual: float, dtype: torch.dtype = torch.float64) -> float:
    zero = torch.zeros((), dtype=dtype)
    return log_cosh_loss(zero, torch.tensor(residual, dtype=dtype)).item()


def by_hand(whole: int) -> object:
    """Claim the line of the residual log(whole): cosh, loss and slope."""
    cosh, slope = (whole + 1 / whole) / 2, (whole - 1 / whole) / (whole + 1 / whole)
    top, bottom = cosh.as_integer_ratio() if whole == 2 else (5, 3)
    assert math.isclose(cosh, top / bottom)
    fifths = round(5 * slope)
    assert math.isclose(slope, fifths / 5)
    assert math.isclose(slope, math.tanh(math.log(whole)))
    return computed(
        "$\\cosh(\\log <>) = (<> + <>/<>)/<> = <>/<>$，损失 $\\log(<>/<>) = <>$，"
        "斜率 $(<> - <>/<>)/(<> + <>/<>) = <>/<>$",
        *(whole, whole, 1, whole, 2, top, bottom, top, bottom),
        f"{loss(math.log(whole)):.4f}",
        *(whole, 1, whole, whole, 1, whole, fifths, 5),
    )


OVERFLOWS = 90, 12
for residual, dtype in zip(OVERFLOWS, (torch.float32, torch.float16), strict=True):
    assert torch.tensor(residual, dtype=dtype).cosh().isinf()
LOG_2 = f"{math.log(2):.3f}"
AT_10 = f"{loss(10):.3f}"
SMALL = 0.0001
assert math.isclose(loss(SMALL), 5e-9, rel_tol=1e-6)
FROM_HUNDREDTH = torch.logspace(-2, 2, 100_001, dtype=torch.float32)
WORST = (
    (
        log_cosh_loss(torch.zeros(100_001), FROM_HUNDREDTH, reduction="none").double()
        / log_cosh_loss(
            torch.zeros(100_001).double(), FROM_HUNDREDTH.double(), reduction="none"
        )
        - 1
    )
    .abs()
    .max()
)
assert 0.1 / 100 < WORST < 0.2 / 100

CLAIMS = [
    stated("\\ge 0$：损失", "the range of the loss"),
    stated("斜率的变化率却突然变成 0", "the second derivative of a straight line"),
    stated("$\\cosh r = (e^{r} + e^{-r}) / 2$", "the definition"),
    stated("其中的指数函数不超过 1：", "exp of what is not positive"),
    stated("中间一项趋于 0，剩下 $|r| - \\log 2$", "test_far_out_it_is_the_absolute_value"),
    stated("$\\ell(r) = r^2/2 - r^4/12 + \\cdots$", "test_near_0_it_is_half_the_square"),
    computed("斜率从 <> 平滑地升到 <>", int(math.tanh(-99)), int(math.tanh(99))),
    stated(
        "（密度与 $1 / \\cosh r$ 成正比）", "test_is_the_likelihood_of_the_hyperbolic_secant"
    ),
    computed("取残差 $\\log <>$ 和 $\\log <>$，", 2, 3),
    by_hand(2),
    by_hand(3),
    stated("`softplus` 就是 $\\log(1 + e^{x})$", "its documentation"),
    computed("残差为 <> 时，照定义写的一行溢出", 100),
    stated("抛物线 r²/2 与直线 |r| − log 2 之间", "the curves drawn"),
    computed(
        "r = <> 处三者是 <>、<> 和 <>](",
        3,
        *(f"{curve[-1]:.4g}" for curve in (losses(), parabola(), lines())),
    ),
    computed("在残差为 <> 时已经溢出，float16 在 <> 就溢出", *OVERFLOWS),
    computed("$\\log <> = <>$：残差为 <> 时是 <>。", 2, LOG_2, 10, AT_10),
    computed(
        "残差为 <> 时是 <>，MSE 是 <>。",
        *(0.1, f"{loss(0.1):.5f}"),
        mse_loss(torch.tensor(0.0), torch.tensor(0.1)).item(),
    ),
    computed(
        "残差从 <> 变成 <>，损失从 <> 变成 <>，是 <> 倍，既不是 <> 倍也不是 <> 倍",
        *(1, 10, f"{loss(1):.3f}", AT_10, f"{loss(10) / loss(1):.1f}", 10, 10**2),
    ),
    stated("再给损失乘 $s^2$", "the square of a residual divided by s"),
    computed("残差为 <> 时，损失应为", f"{SMALL:.4f}"),
    computed("$<> \\times <>^{<>}$，float32 得到 <>。", 5, 10, -9, loss(SMALL, torch.float32)),
    computed("残差大于 <> 时，相对误差不到 <> %", 0.01, 0.2),
    stated("9(1): 84–93, 1990. [doi:10.1109/42.52985](", "a reference"),
]
