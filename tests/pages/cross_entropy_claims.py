"""The numbers on the cross-entropy page."""

import math

import torch
from torch.nn import functional as F

from snippets.losses.cross_entropy import cross_entropy
from snippets.losses.cross_entropy_figure import LEADS, losses
from tests.pages.claims import computed, stated

PAGE = "terms/losses/cross-entropy.md"

LOGITS = torch.tensor([[1.0, 2.0, 5.0]], dtype=torch.float64).log().requires_grad_()


def at(smoothing: float) -> tuple[str, list[float]]:
    """Return the loss of the second class and the slopes by the logits."""
    loss = cross_entropy(LOGITS, torch.tensor([1]), label_smoothing=smoothing)
    (slopes,) = torch.autograd.grad(loss, LOGITS)
    return f"{loss.item():.4f}", [round(slope, 9) for slope in slopes[0].tolist()]


def slope_of_squares(lead: float) -> float:
    """Return the slope of a softmax's squared errors by the logit of the right class."""
    logits = torch.tensor([lead, 0.0, -1.0], dtype=torch.float64, requires_grad=True)
    errors = logits.softmax(0) - torch.tensor([1, 0, 0])
    return torch.autograd.grad(errors.square().sum(), logits)[0][0].item()


assert -1e-3 < slope_of_squares(-10) < slope_of_squares(-20) < 0
PLAIN, SMOOTH, RATE = at(0), at(0.3), 0.3
SHARES = [RATE / 3, round(1 - RATE + RATE / 3, 9), RATE / 3]
LOWEST = losses(0.1).argmin()
SURE = torch.tensor([[1.0, 0.0, 0.0]], dtype=torch.float64)
BEST = cross_entropy(SURE, torch.tensor([0])).item()
assert math.isclose(BEST, math.log(math.e + 2) - 1)
WEIGHTS = torch.tensor([1.0, 3.0], dtype=torch.float64)  # of the second class and the third
PAIR, RIGHT = LOGITS.detach().expand(2, 3), torch.tensor([1, 2])
WEIGHTED = WEIGHTS * cross_entropy(PAIR, RIGHT, reduction="none")
OF_TORCH = F.cross_entropy(PAIR, RIGHT, weight=torch.cat([WEIGHTS[:1], WEIGHTS]))
assert math.isclose(OF_TORCH.item(), (WEIGHTED.sum() / WEIGHTS.sum()).item())

CLAIMS = [
    stated("这里从 1 数起，代码里从 0 数起；", "conventions"),
    stated("在 0 与 1 之间，各类之和为 1；", "probabilities"),
    stated("$\\ell \\ge 0$：损失", "the range"),
    stated("$q_k \\ge 0$：各类之和为 1；", "shares"),
    stated(
        "在 0 与 1 之间；正确一类的份额是 $1 - \\varepsilon + \\varepsilon/K$", "the formula"
    ),
    computed("三类的对数几率是 $\\log <>$、$\\log <>$、$\\log <>$，", 1, 2, 5),
    computed("softmax 是 <>/<>、<>/<>、<>/<>。", 1, 8, 2, 8, 5, 8),
    computed(
        "损失 $\\log <> = <>$，斜率 <>、$<>/<> - <> = <>$、<>；",
        *(4, PLAIN[0], PLAIN[1][0], 2, 8, 1, PLAIN[1][1], PLAIN[1][2]),
    ),
    computed(
        "$\\varepsilon = <>$：份额是 <>、<>、<>，"
        "损失 $<> \\log <> + <> \\log <> + <> \\log(<>/<>) = <>$，斜率 <>、<>、<>。",
        *(RATE, *SHARES, SHARES[0], 8, SHARES[1], 4, SHARES[2], 8, 5, SMOOTH[0], *SMOOTH[1]),
    ),
    computed(
        "ε = <> 时在 <> 处最低，为 <>，领先 <> 时又升到 <>](",
        *(0.1, round(LEADS[LOWEST].item(), 9), f"{losses(0.1)[LOWEST]:.3f}"),
        *(LEADS[-1].item(), f"{losses(0.1)[-1]:.3f}"),
    ),
    computed("$\\log(e + <>) - <> = <>$ 以下", 2, 1, f"{BEST:.3f}"),
    computed("全对的预测得 <>。", int(F.nll_loss(SURE, torch.tensor([0])).item())),
    computed(
        "一个样本是第二类，权重 <>，另一个是第三类，权重 <>：PyTorch 除以 <> 得 <>，"
        "除以样本数 <> 是 <>。",
        *(*map(int, WEIGHTS), int(WEIGHTS.sum()), f"{WEIGHTED.sum() / WEIGHTS.sum():.3f}"),
        *(len(WEIGHTED), f"{WEIGHTED.mean():.3f}"),
    ),
    computed("$\\varepsilon = <>$、三类时正确一类留 <>，不是 <>。", RATE, SHARES[1], 1 - RATE),
    stated("损失能降到 0。", "the wrong belief"),
    computed("两类、$\\varepsilon = <>$ 时约 <>。", 0.1, f"{losses(0.1)[LOWEST]:.3f}"),
    stated("$z = 1000$ 就溢出成 `inf`；", "test_large_logits_do_not_overflow"),
    stated("先减去最大值，损失是 0。", "test_large_logits_do_not_overflow"),
    computed("logit 的斜率反而趋于 <>，", round(slope_of_squares(-20), 6) + 0.0),
    stated("CVPR 2016. [arXiv:1512.00567](", "a reference"),
    stated("，第 7 节。", "a reference"),
    stated("2016. [第 3 章](", "a reference"),
    stated("，3.13 节。", "a reference"),
]
