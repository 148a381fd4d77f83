"""The numbers on the Huber loss page."""

import inspect
import math
import warnings
from collections.abc import Callable
from functools import partial

import torch
from torch import Tensor
from torch.nn import functional as F

from snippets.losses.huber_loss import huber_loss
from snippets.losses.l1_loss import l1_loss
from snippets.losses.mse_loss import mse_loss
from snippets.losses.outlier_experiment import (
    CONSTANT_BY_DELTA,
    CONSTANTS,
    LINE_X,
    LINE_Y,
    LINES,
    READINGS,
    fit_constant,
    minimise,
)
from tests.pages.claims import Claim, computed, stated

PAGE = "terms/losses/huber-loss.md"

DELTA = 2
Y, Y_HAT = torch.tensor([3.0, 1, 6, 0]), torch.tensor([2.0, 3, 3, 6])
R = (Y - Y_HAT).int().tolist()
N = len(R)


def huber(r: float, delta: float) -> float:
    residual = torch.tensor(r, dtype=torch.float64)
    return huber_loss(torch.zeros_like(residual), residual, delta=delta).item()


def slope(loss: Callable[[Tensor, Tensor], Tensor], r: float) -> float:
    """Return the slope of a loss by its residual r."""
    residual = torch.tensor(r, dtype=torch.float64, requires_grad=True)
    (value,) = torch.autograd.grad(loss(torch.zeros_like(residual), residual), residual)
    return value.item()


TWICE = "test_once_but_not_twice_continuously_differentiable"
FORMULA = [
    stated("$\\delta > 0$：两段的分界", "the domain of delta"),
    computed(
        "PyTorch 默认取 <>；", int(inspect.signature(F.huber_loss).parameters["delta"].default)
    ),
    stated("$\\ell_{\\delta}(r) \\geq 0$：损失", "the range of the loss"),
    stated(
        "处的值都是 $\\delta^2/2$，斜率都是 $\\pm\\delta$", "the reading per_sample at delta"
    ),
    stated("条件成立时为 1，否则为 0；", "the definition of the indicator"),
    stated("$J_{\\mathrm{Huber}} = J_{\\mathrm{MSE}} / 2$", "test_huber_loss.py, limits"),
    stated("$\\delta \\to 0$ 时", "the limit"),
    stated("$J_{\\mathrm{Huber}}$ 本身趋于 0。", "test_huber_loss_claims.py"),
    stated("Fast R-CNN[^girshick] 只用 $\\delta = 1$", "Girshick 2015, equation 3"),
    stated(
        "只在 $\\delta = 1$ 时相等：", "test_is_delta_times_smooth_l1_and_equals_it_at_one_only"
    ),
    stated("二阶导数在 $\\pm\\delta$ 处从 1 跳到 0。", TWICE),
    stated("它在 0 附近也约为 $r^2/2$", "the reading pseudo_huber at 0"),
    stated("相差不到 $\\delta^2/2$。", "the reading pseudo_huber far out"),
]

# By hand
LOSSES = huber_loss(Y_HAT, Y, "none", DELTA).tolist()
CLIPPED = [max(-DELTA, min(r, DELTA)) for r in R]
PREDICTION = Y_HAT.clone().requires_grad_()
huber_loss(PREDICTION, Y, "sum", DELTA).backward()
GRADIENT = PREDICTION.grad.int().tolist()


def piece(r: int, loss: float, clipped: int) -> Claim:
    """Claim a row of the table."""
    size = abs(r)
    square = ("$<>^<> / <> = <>$", (size, 2, 2, loss))
    linear = ("$<> \\times <> - <>^<> / <> = <>$", (DELTA, size, DELTA, 2, 2, loss))
    if size < DELTA:
        words, (shown, values) = "平方", square
    elif size > DELTA:
        words, (shown, values) = "线性", linear
    else:
        words = "正在分界上"
        shown = "$<>^<> / <> = <> \\times <> - <>^<> / <> = <>$"
        values = (size, 2, 2, DELTA, size, DELTA, 2, 2, loss)
    return computed(f"| <> | {words} | {shown} | <> |", r, *values, clipped)


BY_HAND = [
    computed(
        "取 $\\delta = <>$，$y = (<>, <>, <>, <>)$，$\\hat{y} = (<>, <>, <>, <>)$，"
        "残差 $r = (<>, <>, <>, <>)$。",
        *(DELTA, *Y.int().tolist(), *Y_HAT.int().tolist(), *R),
    ),
    computed("$\\ell_{<>}(r)$ | 截断的残差", DELTA),
    *(piece(*row) for row in zip(R, LOSSES, CLIPPED, strict=True)),
    computed("总和 <>，平均 $<> / <> = <>$。", sum(LOSSES), sum(LOSSES), N, sum(LOSSES) / N),
    computed("相反数：$(<>, <>, <>, <>)$。", *GRADIENT),
]

HALF = torch.tensor([300.0], dtype=torch.float16)
assert HALF.square().isinf()
EMPTY = torch.zeros(0)
CODE = [
    computed(
        "下 $<>^<>$ 已经溢出，而 $\\delta = <>$ 时的损失只有 <>。",
        *(int(HALF), 2, DELTA, int(huber_loss(HALF * 0, HALF, delta=DELTA))),
    ),
    computed("平均是 `nan`，总和是 <>。", int(huber_loss(EMPTY, EMPTY, "sum"))),
]

# Figures
AT, ONE = 3, 1
FIGURE = [
    computed(
        "![δ = <> 时三条损失曲线：|r| ≤ <> 内 Huber 与 MSE 的一半重合，"
        "|r| ≥ <> 外 Huber 比 MAE 低 <>；r = <> 处三者分别是 <>、<> 和 <>。](",
        *(ONE, ONE, ONE, AT - huber(AT, ONE), AT, huber(AT, ONE), AT**2 / 2, AT),
    ),
    computed('"一个样本的损失，δ = <>；画的', ONE),
    stated("残差平方除以 2", "what half the squared error is"),
    computed(
        "在 <> 处从 <> 跳到 <>；Huber 的斜率连续，停在 <> 与 <> 之间。](",
        0,
        *(round(slope(l1_loss, r)) for r in (-1e-9, 1e-9)),
        *(round(slope(huber_loss, r)) for r in (-9, 9)),
    ),
    computed('"损失对残差的导数，δ = <>"', ONE),
]

# The experiment
READING = [int(reading) for reading in READINGS]
RIGHT, WORSE, THRESHOLD = 5, 900, 4


def constants(last: float) -> dict[str, float]:
    """Return the best constant for each loss where the last reading is another."""
    readings = torch.tensor([*READINGS[:-1], last], dtype=torch.float64)
    huber_constant = fit_constant(partial(huber_loss, delta=float(THRESHOLD)), readings)
    return {
        "MSE": readings.mean().item(),
        "MAE": readings.median().item(),
        "Huber": round(huber_constant.item(), 3),
    }


assert constants(READING[-1]) == CONSTANTS
assert constants(WORSE) == CONSTANTS | {"MSE": constants(WORSE)["MSE"]}
(AGREED,) = set(constants(RIGHT).values())
(LOW, MEDIAN), (HIGH, MEAN) = CONSTANT_BY_DELTA[1], CONSTANT_BY_DELTA[4]
BETWEEN = sum(READING[:-1])
assert all(c == (BETWEEN + d) / 4 for d, c in CONSTANT_BY_DELTA if LOW <= d <= HIGH)


def line_slopes(x: list[float], y: list[float]) -> list[float]:
    """Return the slopes of the best lines under MSE, MAE and Huber loss."""
    points, heights = torch.tensor(x, dtype=torch.float64), torch.tensor(y, dtype=torch.float64)
    start = torch.zeros(2, dtype=torch.float64)
    # Steps in tenths: the loss is too steep in the slope itself.
    return [
        minimise(lambda p, f=f: f(p[0] + p[1] * points / 10, heights), start, steps=3000)[1]
        / 10
        for f in (mse_loss, l1_loss, partial(huber_loss, delta=1.5))
    ]


EXPERIMENT = [
    computed("五个读数 <>、<>、<>、<>、<>，最后一个本应是 <>。", *READING, RIGHT),
    computed("MSE 选均值 <>，MAE 选中位数 <>。", CONSTANTS["MSE"], CONSTANTS["MAE"]),
    computed(
        "取 $\\delta = <>$，只有 <> 被截断：$<> + <> + <> + <> - <>m + <> = <>$，得 $m = <>$。",
        *(THRESHOLD, READING[-1], *READING[:-1], N, THRESHOLD, 0, CONSTANTS["Huber"]),
    ),
    computed(
        "把 <> 换成 <>，均值变成 <>，另外两个不动；换回 <>，三种损失都选 <>。",
        *(READING[-1], WORSE, constants(WORSE)["MSE"], RIGHT, AGREED),
    ),
    computed(
        "δ 不超过 <> 时是中位数 <>，从 <> 到 <> 沿 (<> + δ) / <> 上升，"
        "δ 不小于 <> 时是均值 <>。](",
        *(LOW, MEDIAN, LOW, HIGH, BETWEEN, N, HIGH, MEAN),
    ),
    computed('"读数 <>、<>、<>、<>、<> 的最佳常数"', *READING),
    computed(
        "第七个点 $(<>, <>)$ 高出 <>：MSE 的直线是 $<> + <>x$，MAE 的是 $x$，"
        "Huber 损失（$\\delta = <>$）的是 $<> + <>x$。",
        *(LINE_X[-1], LINE_Y[-1], LINE_Y[-1] - LINE_X[-1], *LINES["MSE"], 1.5, *LINES["Huber"]),
    ),
    computed(
        "离群点在 (<>, <>)，MSE 的斜率被拉到 <>，Huber 为 <>，MAE 为 <>。](",
        *(LINE_X[-1], LINE_Y[-1], *(LINES[name][1] for name in ("MSE", "Huber", "MAE"))),
    ),
    computed('"拟合直线，Huber 损失取 δ = <>"', 1.5),
]

# Pitfalls
LARGE, TIMES, TUNED, FAR = 100, 10, 1.345, 30
MEAN_LOSS = huber_loss(Y_HAT, Y, delta=DELTA).item()
SCALED = [
    huber_loss(TIMES * Y_HAT, TIMES * Y, delta=delta).item() for delta in (TIMES * DELTA, DELTA)
]
SLOPES = line_slopes([*LINE_X[:-1], FAR], [*LINE_Y[:-1], 0])
RANGE = torch.arange(1.0, 4)
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    BROADCAST = F.huber_loss(RANGE[:, None], RANGE).item()


def normal_efficiency(k: float) -> float:
    """Return E[psi']^2 / E[psi^2] of the clipped residual psi under standard normal noise."""
    inside = math.erf(k / math.sqrt(2))
    density = math.exp(-(k**2) / 2) / math.sqrt(2 * math.pi)
    return inside**2 / (inside - 2 * k * density + k**2 * (1 - inside))


PITFALLS = [
    computed(
        "上面的残差在阈值为 <> 时，前者是 <>，后者是 <>；两者只在阈值为 <> 时相等",
        *(DELTA, MEAN_LOSS, F.smooth_l1_loss(Y_HAT, Y, beta=DELTA).item(), 1),
    ),
    computed(
        "上面的残差在 $\\delta = <>$ 时得 <>，MSE 是 <>。",
        *(LARGE, huber_loss(Y_HAT, Y, delta=LARGE).item(), mse_loss(Y_HAT, Y).item()),
    ),
    stated("也漏了这个 1/2。", "test_torch_takes_an_infinite_delta_as_half_the_squared_error"),
    computed(
        "数据乘 <>、$\\delta$ 也乘 <>，损失是原来的 <> 倍，即 <>；"
        "$\\delta$ 仍为 <> 时只有 <>，",
        *(TIMES, TIMES, SCALED[0] / MEAN_LOSS, SCALED[0], DELTA, SCALED[1]),
    ),
    computed(
        "常取 $\\delta = <>\\sigma$，这时估计常数的渐近效率是均值的 <> %。",
        *(TUNED, f"{100 * normal_efficiency(TUNED):.0f}"),
    ),
    computed(
        "第七个点错成 $(<>, <>)$，MSE、MAE 和 Huber 损失（$\\delta = <>$）"
        "拟合的斜率都从 <> 掉到 <> 至 <>。",
        *(FAR, 0, 1.5, LINES["MAE"][1], f"{min(SLOPES):.2f}", f"{max(SLOPES):.2f}"),
    ),
    computed(
        "预测值形状 `(<>, <>)`、目标值形状 `(<>,)`，值都是 <>、<>、<>，"
        "PyTorch 只发一个警告，广播成 <> 对后得到 <>，而不是 <>；",
        *(*RANGE[:, None].shape, *RANGE.shape, *RANGE.int().tolist()),
        *(len(RANGE) ** 2, f"{BROADCAST:.3f}", int(F.huber_loss(RANGE, RANGE))),
    ),
]

# Errata
SIZES = (Y - Y_HAT).abs()
QUADRATIC = torch.where(SIZES <= DELTA, SIZES**2 / 2, 0).mean()
LINEAR = torch.where(SIZES > DELTA, DELTA * SIZES - DELTA**2 / 2, 0)
AS_TYPESET = (QUADRATIC + LINEAR).tolist()
RATE, START, STEPS, NEAR = 0.1, 10, 50, 0.05


def distance(loss: Callable[[Tensor, Tensor], Tensor]) -> float:
    """Return how far from its minimum at 0 gradient descent ends."""
    point = torch.tensor(float(START), dtype=torch.float64)
    for _ in range(STEPS):
        point = point - RATE * slope(lambda zero, at: loss(at, zero), point.item())
    return abs(point.item())


ERRATA = [
    computed("残差仍取手算的四个，$\\delta = <>$。", DELTA),
    computed(
        "取 $i = <>$ 得 <>，取 $i = <>$ 得 <>，正确的值是 <> |",
        *(1, AS_TYPESET[0], N, AS_TYPESET[-1], MEAN_LOSS),
    ),
    computed("$r = <>$ 时损失是 <>，平方误差是 <> |", 1, huber(1, DELTA), 1),
    stated("- \\delta^2/2$，即 MAE 乘 $\\delta$ 再下移", "the reading per_sample"),
    computed("$r = <>$ 时是 <>，绝对误差是 <> |", AT, huber(AT, DELTA), AT),
    computed(
        "在 $r = <>$ 处取值仍都是 <>，斜率却从 <> 跳到 <> |",
        *(DELTA, huber(DELTA, DELTA), slope(partial(huber_loss, delta=DELTA), DELTA)),
        round(slope(l1_loss, DELTA)),
    ),
    stated("二阶导数在 $\\pm\\delta$ 处从 1 跳到 0 |", TWICE),
    stated(
        "接上的是 $r^2/2$ 与 $\\delta \\lvert r \\rvert - \\delta^2/2$",
        "the reading per_sample",
    ),
    computed("$\\lvert r \\rvert = <>$ 处 MSE 是 <>，MAE 是 <>，", DELTA, DELTA**2, DELTA),
    computed(
        "学习率固定为 <>、从距最小值 <> 处起步，<> 步后 MSE 剩 <>，MAE 剩 <>；离最小值 <> 时",
        *(RATE, START, STEPS, f"{distance(mse_loss):.5f}", f"{distance(l1_loss):.3g}", NEAR),
    ),
    computed(
        "同样 <> 步（$\\delta = <>$）也剩 <>；", STEPS, ONE, f"{distance(huber_loss):.3g}"
    ),
    stated("误差接近 0 时用 MSE", "the words of the note of 2021"),
    computed("（<> 对 <> 和 <>）", CONSTANTS["MSE"], CONSTANTS["MAE"], CONSTANTS["Huber"]),
]

REFERENCES = [
    stated(text, "a reference")
    for text in (
        "Annals of Mathematical Statistics 35(1): 73–101, 1964. [doi:10.1214/aoms/1177703732](",
        "The Annals of Statistics 1(5): 799–821, 1973. [doi:10.1214/aos/1176342503](",
        "2nd ed., 10.6 节, Springer, 2009. [doi:10.1007/978-0-387-84858-7](",
        "ICCV 2015. [arXiv:1504.08083](",
        "CVPR 2019. [arXiv:1701.03077](",
    )
]

CLAIMS = [
    *FORMULA,
    *BY_HAND,
    *CODE,
    *FIGURE,
    *EXPERIMENT,
    *PITFALLS,
    *ERRATA,
    *REFERENCES,
]
