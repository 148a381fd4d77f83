"""The numbers on the mean absolute error page."""

import torch

from snippets.losses.l1_loss import l1_loss
from snippets.losses.l1_loss_figure import CONSTANTS, TARGETS, losses
from snippets.losses.mse_loss import mse_loss
from tests.pages.claims import computed, stated

PAGE = "terms/losses/l1-loss.md"

Y = torch.tensor([3, 1, 6, 0], dtype=torch.float64)
Y_HAT = torch.tensor([2, 3, 3, 6], dtype=torch.float64, requires_grad=True)
R = (Y - Y_HAT).int().tolist()
N = len(R)
SIZES = l1_loss(Y_HAT, Y, reduction="none").int().tolist()
LOSS = l1_loss(Y_HAT, Y)
(SLOPES,) = torch.autograd.grad(LOSS, Y_HAT)
MEDIAN = Y.quantile(0.5)
MEDIAN_DEVIATION = (Y - MEDIAN).abs().quantile(0.5).item()
MEAN_DEVIATION = (Y - Y.mean()).abs().mean().item()
FLAT = CONSTANTS[losses() == losses().min()]
SKEWED = torch.tensor([0.0, 0, 0, 0, 10])

CLAIMS = [
    stated("$N \\geq 1$：样本数", "the mean needs a sample"),
    stated("取最小值 0", "a mean of sizes"),
    stated("取 1、−1 或 0", "the values of the sign"),
    stated("$[-1, 1]$ 中的任何数", "the subdifferential of the absolute value"),
    stated("PyTorch 取 0", "test_gradient_at_the_kink_is_zero_as_in_torch"),
    stated("$b > 0$ 的", "the domain of a scale"),
    computed("$y = (<>, <>, <>, <>)$", *Y.int().tolist()),
    computed("$\\hat{y} = (<>, <>, <>, <>)$", *Y_HAT.int().tolist()),
    computed("残差 $r = (<>, <>, <>, <>)$", *R),
    computed("绝对值是 <>、<>、<>、<>，总和 <>，", *SIZES, sum(SIZES)),
    computed("$J_{\\mathrm{MAE}} = <> / <> = <>$", sum(SIZES), N, int(LOSS.item())),
    computed("RMSE 是 <>。", f"{mse_loss(Y_HAT, Y).sqrt().item():.2f}"),
    computed("大小都是 $<>/<>$：$(<>, <>, <>, <>)$", 1, N, *SLOPES.tolist()),
    computed("排序后是 <>、<>、<>、<>", *Y.sort().values.int().tolist()),
    computed(
        "从 <> 到 <> 的任何数都是最好的常数，损失都是 <>：",
        *(FLAT.min().item(), FLAT.max().item(), losses().min().item()),
    ),
    computed(
        "常数预测的 MAE 是折线：m 从 <> 到 <> 是平的，为最小值 <>；"
        "m = <> 时是 <>，m = <> 时是 <>",
        *(FLAT.min().item(), FLAT.max().item(), losses().min().item()),
        *(CONSTANTS[0].item(), losses()[0].item(), CONSTANTS[-1].item(), losses()[-1].item()),
    ),
    computed('目标值 <>、<>、<>、<>")', *TARGETS.int().tolist()),
    computed(
        "目标值的中位数是 <>，中位数绝对偏差是 <>，平均绝对偏差（对均值）是 <>，MAE 是 <>",
        *(MEDIAN.item(), MEDIAN_DEVIATION, MEAN_DEVIATION, LOSS.item()),
    ),
    computed("`torch.median` 取较小的一个，得 <>。", Y.median().item()),
    computed("手算里是 <>；`nn.L1Loss` 默认取平均，是 <>。", sum(SIZES), LOSS.item()),
    computed("学习率 <>，离最小值 <> 时，下一步到 −<>，", 0.1, 0.05, 0.05),
    stated("$\\sqrt{r^2}$ 写绝对值", "the square of the formula"),
    stated("残差恰为 0 时", "test_the_root_of_the_square_has_no_gradient_at_0"),
    computed("目标值是 <>、<>、<>、<>、<> 时", *SKEWED.int().tolist()),
    computed(
        "MAE 的最优常数是 <>，均值是 <>",
        int(SKEWED.median().item()),
        int(SKEWED.mean().item()),
    ),
    *(
        stated(text, "a reference")
        for text in (
            "2nd ed., 2.4 节，Springer, 2009. [doi:10.1007/978-0-387-84858-7](",
            "Climate Research 30: 79–82, 2005. [doi:10.3354/cr030079](",
            "CVPR 2017. [arXiv:1611.07004](",
        )
    ),
]
