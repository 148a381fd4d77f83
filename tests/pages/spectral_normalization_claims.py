"""The numbers on the spectral normalization page."""

import torch
from torch import Tensor

from snippets.convolution.convolution_matrix import convolution_matrix
from snippets.normalization.spectral_normalization import spectral_norm
from snippets.normalization.spectral_normalization_figure import STEPS, estimates
from tests.pages.claims import computed, stated

PAGE = "terms/normalization/spectral-normalization.md"


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


EVEN = tensor(0.5, 0.5).sqrt()
WEIGHT = torch.diag(tensor(3, 1))
ONE, THREE = (spectral_norm(WEIGHT, EVEN, EVEN, steps) for steps in (1, 3))
U = [round(x) for x in (ONE.u / ONE.u[1]).tolist()]
V = [round(x) for x in (ONE.v / ONE.v[1]).tolist()]
NORM = round(THREE.sigma.item(), 4)

SIDE, SIZE, PADDING = 3, 6, 1
KERNEL = torch.ones(1, 1, SIDE, SIDE, dtype=torch.float64)
FOUND = spectral_norm(KERNEL, tensor(1), torch.full((9,), 1 / 3, dtype=torch.float64))
OF_KERNEL = round(FOUND.sigma.item(), 9)
OPERATOR = torch.linalg.matrix_norm(convolution_matrix(FOUND.weight, SIZE, padding=PADDING), 2)

WIDE = tensor(1, 0, 0, 1).reshape(2, 1, 2, 1)
STARTS = (EVEN, EVEN), (tensor(1), tensor(0.25, 0.25, 0.25, 0.25).sqrt())
FIRST_AXIS, SECOND_AXIS = (
    spectral_norm(WIDE, *start, 5, dim).sigma.item() for dim, start in enumerate(STARTS)
)

OLD = tensor(1, 0)
STALE = spectral_norm(torch.diag(tensor(1, 3)), OLD, OLD, 0)
AFTER = torch.linalg.matrix_norm(STALE.weight, 2).item()

FREE = WEIGHT.clone().requires_grad_()
SCALED = spectral_norm(FREE, OLD, OLD, 0)  # the vectors to which the iteration converges
assert SCALED.sigma.item() == NORM
(WHOLE,) = torch.autograd.grad(SCALED.weight.sum(), FREE)
ALONG = (WHOLE * WEIGHT).sum().item(), (WEIGHT.sum() / SCALED.sigma).item()
assert round(3 * ALONG[1], 9) == 4

CLAIMS = [
    stated("最多把输入的长度放大到 1 倍", "the norm after the division"),
    stated(r"$C_{\mathrm{in}} k^2$ 列", "the shape of the matrix"),
    stated("先走 15 步", "test_torch_takes_15_steps_at_the_start"),
    stated("`n_power_iterations=1` 步", "torch's default, test_equals_torch"),
    computed("对角线是 <> 和 <>，其余为 <>，从", 3, 1, 0),
    stated("$v = (1, 1)/\\sqrt{2}$", "the start of the example"),
    computed("$u$ 与 (<>, <>) 同向，新的 $v$ 与 (<>, <>) 同向，", *U, *V),
    computed(
        "$\\sigma = <>/\\sqrt{<>} \\approx <>$。再走两步，四位小数已是 <>。",
        *(V[0] ** 2 + 1, (U[0] ** 2 + 1) * (V[0] ** 2 + 1), f"{ONE.sigma:.4f}", NORM),
    ),
    stated("`n_power_iterations=0` 就是", "the argument of the code"),
    computed(
        "最大奇异值是 <>：第二奇异值是 <> 时，<> 步后估计是 <>；"
        "第二奇异值是 <> 时，<> 步后是 <>](",
        *(1, 0.5, 3, f"{estimates(0.5)[3]:.4f}", 0.9, STEPS, f"{estimates(0.9)[-1]:.4f}"),
    ),
    computed(
        "全 <> 的 $<> \\times <>$ 核变形后范数是 <>；除以 <> 以后，"
        "在 $<> \\times <>$ 的图上填充 <> 的卷积"
        "仍能把长度放大到 <> 倍。",
        *(1, SIDE, SIDE, OF_KERNEL, OF_KERNEL, SIZE, SIZE, PADDING, f"{OPERATOR:.4f}"),
    ),
    stated("也取第 0 轴", "the wrong belief"),
    stated("输出在第 1 轴，PyTorch 对转置卷积自动取 `dim=1`", "test_equals_torch"),
    computed(
        "取 `dim=<>` 得 <>，取 `dim=<>` 得 <>。",
        *(0, round(FIRST_AXIS, 9), 1, f"{SECOND_AXIS:.3f}"),
    ),
    computed(
        "对角线从 (<>, <>) 换成 (<>, <>)，估计是 <>，真值是 <>，归一化后的谱范数仍是 <>。",
        *(3, 1, 1, 3, STALE.sigma.item(), 3, AFTER),
    ),
    computed("内积应为 <>，漏掉时是 <>/<>。", round(ALONG[0], 9), 4, 3),
    *(stated(text, "a reference") for text in ("ICLR 2018. [arXiv:1802.05957](",)),
]
