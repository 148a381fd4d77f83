"""The numbers on the quantile loss page."""

import torch
from torch import Tensor
from torch.nn import functional as F

from snippets.losses.quantile_loss import quantile_loss
from snippets.losses.quantile_loss_figure import QUANTILES, RESIDUALS, losses
from tests.pages.claims import computed, stated

PAGE = "terms/losses/quantile-loss.md"


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def charged(prediction: float, target: float, quantile: float) -> float:
    return round(quantile_loss(tensor(prediction), tensor(target), quantile).item(), 9)


def of_constant(m: float, quantile: float) -> float:
    return round(quantile_loss(tensor(m).expand(5), READINGS, quantile).item(), 9)


def slope(prediction: float, target: float, quantile: float) -> float:
    """Return the slope of the loss by the prediction."""
    at = tensor(prediction).requires_grad_()
    return torch.autograd.grad(quantile_loss(at, tensor(target), quantile), at)[0].item()


Y, Y_HAT, Q = tensor(3, 1, 6, 0), tensor(2, 3, 3, 6), 3 / 4
LOW, HIGH = int(4 * Q), int(4 * (1 - Q))  # quarters
LOSSES = quantile_loss(Y_HAT, Y, Q, reduction="none")
READINGS = tensor(1, 2, 3, 4, 90)
HALF = quantile_loss(Y_HAT, Y, 0.5).item()
BEST = min(READINGS.tolist(), key=lambda m: of_constant(m, 0.9))
INTERPOLATED = torch.quantile(READINGS, 0.9).item()
assert of_constant(INTERPOLATED, 0.9) > of_constant(BEST, 0.9)
(SAME,) = {of_constant(m, 0.8) for m in READINGS[-2:].tolist()}
DRAWN = {q: losses(q).tolist() for q in sorted(QUANTILES, reverse=True)}
LEFT, RIGHT = int(RESIDUALS[0]), int(RESIDUALS[-1])

CLAIMS = [
    stated("$0 < q < 1$；", "the domain of the quantile"),
    stated("高了一个单位收 $1 - q$；", "the definition"),
    stated("\\ge 0$：损失", "the range of the loss"),
    stated("各多付 $1 - q$。", "the definition"),
    stated("高于它的不超过 $1 - q$。", "test_no_more_than_its_share_lies_on_either_side"),
    computed(
        "取 $q = <>/<>$，$y = (<>, <>, <>, <>)$，$\\hat{y} = (<>, <>, <>, <>)$，"
        "残差 $r = (<>, <>, <>, <>)$。",
        *(LOW, 4, *Y.int().tolist(), *Y_HAT.int().tolist(), *(Y - Y_HAT).int().tolist()),
    ),
    computed("低估的两个按 $<>/<>$ 计，高估的两个按 $<>/<>$ 计", LOW, 4, HIGH, 4),
    computed(
        "损失依次是 <>、<>、<>、<>，总和 <>，平均 <>。",
        *(*LOSSES.tolist(), LOSSES.sum().item(), LOSSES.mean().item()),
    ),
    computed("五个读数 <>、<>、<>、<>、<> 的最佳常数", *READINGS.int().tolist()),
    computed(
        "残差为 <> 时，q = <> 的损失是 <>，q = <> 是 <>，q = <> 是 <>；"
        "残差为 <> 时反过来，依次是 <>、<> 和 <>](",
        RIGHT,
        *(number for q, (_, _, right) in DRAWN.items() for number in (q, right)),
        *(LEFT, *(left for left, _, _ in DRAWN.values())),
    ),
    computed(
        "$q = <>$ 时，预测值低 <> 收 <>，高 <> 只收 <>。",
        *(0.9, 10, charged(0, 10, 0.9), 10, charged(10, 0, 0.9)),
    ),
    stated("拟合的就是 $1 - q$ 分位数", "test_input_and_target_change_places_with_the_other"),
    stated("以为 $q = 1/2$ 就是 MAE", "the wrong belief"),
    computed("上面的残差得 <>，MAE 是 <>。", HALF, F.l1_loss(Y_HAT, Y).item()),
    computed("$q = <>$ 时最佳常数是 <>，", 0.9, BEST),
    computed("得到 <>，它的损失反而更大", INTERPOLATED),
    computed("$q = <>$ 时从 <> 到 <>，损失都是 <>。", 0.8, *READINGS[-2:].tolist(), SAME),
    stated("残差为 0 处不可导", "where the two pieces meet"),
    computed(
        "$q = <>$ 时，损失对预测值的斜率左边是 <>，右边是 <>，折点处是 <>。",
        *(Q, slope(0, 1, Q), slope(1, 0, Q), slope(0, 0, Q)),
    ),
    stated("$q = 1/2$ 时的两倍", "test_at_one_half_it_is_half_the_absolute_error"),
    *(
        stated(text, "a reference")
        for text in (
            "Bernoulli 17(1): 211–225, 2011. [doi:10.3150/10-BEJ267](",
            "Econometrica 46(1): 33–50, 1978. [doi:10.2307/1913643](",
        )
    ),
]
