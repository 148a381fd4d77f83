"""The numbers on the page on choosing a loss."""

from functools import partial

import torch

from snippets.losses.binary_cross_entropy import binary_cross_entropy_with_logits
from snippets.losses.choosing_a_loss import best_constant
from snippets.losses.choosing_a_loss_figure import MOVING, OTHERS, constants
from snippets.losses.huber_loss import huber_loss
from snippets.losses.l1_loss import l1_loss
from snippets.losses.log_cosh_loss import log_cosh_loss
from snippets.losses.mse_loss import mse_loss
from snippets.losses.pseudo_huber_loss import pseudo_huber_loss
from snippets.losses.quantile_loss import quantile_loss
from snippets.losses.smooth_l1_loss import smooth_l1_loss
from tests.pages.claims import Claim, computed, stated

PAGE = "terms/losses/choosing-a-loss.md"

READINGS = torch.tensor([0, 1, 1, 3, 95], dtype=torch.float64)
DELTA = 2
HUBER = partial(huber_loss, delta=DELTA)


def best(loss, readings: torch.Tensor = READINGS) -> str:
    return f"{best_constant(loss, readings):.5g}"


def row(cells: str, loss) -> Claim:
    return computed(f"{cells} | <> |", best(loss))


def of_best(loss) -> float:
    return loss(torch.full_like(READINGS, best_constant(loss, READINGS)), READINGS).item()


def slope(loss) -> float:
    logit = torch.tensor([-10.0], dtype=torch.float64, requires_grad=True)
    return torch.autograd.grad(loss(logit, torch.ones_like(logit)), logit)[0].item()


HUBER_CURVE, MSE_CURVE, MAE_CURVE = map(constants, ("Huber", "MSE", "MAE"))
assert {round(constant, 9) for constant in MAE_CURVE} == {1}

LOPSIDED = torch.tensor([-3, -3, 0, 1, 5], dtype=torch.float64)
(CENTRE,) = {int(LOPSIDED.mean()), int(LOPSIDED.median())}

CLAIMS = [
    computed("读数 <>、<>、<>、<>、<>，最后一个是离群点", *map(int, READINGS)),
    computed("均值，$<>/<> = <>$，", int(READINGS.sum()), len(READINGS), best(mse_loss)),
    computed("$m$ 是中位数 <>；", best(l1_loss)),
    computed("$\\delta = <>$：残差超过 <> 的只算 <>。", DELTA, DELTA, DELTA),
    stated("设 $m$ 在 1 与 2 之间，", "the assumption that the result, 1.75, meets"),
    stated("$-m + 2(1 - m) + (3 - m) + 2 = 7 - 4m = 0$", "test_five_readings_by_hand"),
    computed("= <>$，$m = <>$。", 0, best(HUBER)),
    computed("最佳常数，$\\delta = <>$，$q = <>$。", DELTA, 0.75),
    row("要的是总量或平均", mse_loss),
    row("且与信号无关", l1_loss),
    row("知道噪声有多大", HUBER),
    row("检测框的坐标", partial(smooth_l1_loss, beta=DELTA)),
    row("需要二阶导数", partial(pseudo_huber_loss, delta=DELTA)),
    row("残差已按噪声归一", log_cosh_loss),
    row("预测区间", partial(quantile_loss, quantile=0.75)),
    stated("| 不超过 1 |", "the slope of smooth L1, on its page"),
    stated("| 趋于 1 |", "the slope of log-cosh, on its page"),
    computed(
        "读数 <>、<>、<>、<>、<> 的均值和中位数都是 <>，Huber 的最佳常数却是 <>。",
        *(*map(int, LOPSIDED), CENTRE, round(best_constant(HUBER, LOPSIDED), 9)),
    ),
    stated("加起来是 1 |", "probabilities"),
    stated("（对数几率是 −10，目标是 1）", "the example"),
    computed(
        "第五个读数从 <> 移到 <>：MSE 的最佳常数从 <> 一直升到 <>，"
        "Huber 的从 <> 升到 <> 为止，MAE 的始终是 <>](",
        *(MOVING[0], MOVING[-1], MSE_CURVE[0], MSE_CURVE[-1]),
        *(f"{HUBER_CURVE[0]:.3f}", HUBER_CURVE[-1], MAE_CURVE[-1]),
    ),
    computed('其余四个读数是 <>、<>、<>、<>；δ = <>"', *OTHERS, DELTA),
    computed(
        "上面五个读数的 MSE 是 <>，MAE 是 <>：",
        *(f"{of_best(mse_loss):.0f}", of_best(l1_loss)),
    ),
    computed(
        "五天卖出 <>、<>、<>、<>、<> 件，MAE 学到 <>，合计 <> 件，实际是 <> 件。",
        *(*map(int, READINGS), best(l1_loss), 5 * int(best(l1_loss)), int(READINGS.sum())),
    ),
    computed(
        "$\\delta$ 仍取 <>，Huber 的最佳常数从 <> 变成 <>，",
        *(DELTA, best(HUBER), f"{best_constant(HUBER, 1000 * READINGS) / 1000:.3f}"),
    ),
    stated("$\\delta$ 要跟着乘 1000。", "test_in_another_unit_the_same_delta..."),
    computed(
        "交叉熵的斜率是 <>，MSE 只有 <>，",
        f"−{-slope(binary_cross_entropy_with_logits):.3f}",
        f"−{-slope(lambda x, y: mse_loss(x.sigmoid(), y)):.5f}",
    ),
    stated("准确率的斜率处处为 0，", "a step function"),
    stated("2nd ed., Wiley, 2009. [doi:10.1002/9780470434697](", "a reference"),
    stated("101(473): 138–156, 2006. [doi:10.1198/016214505000000907](", "a reference"),
    stated("ICML 2020. [arXiv:2003.02819](", "a reference"),
    stated("35(1): 73–101, 1964. [doi:10.1214/aoms/1177703732](", "a reference"),
]
