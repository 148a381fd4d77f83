"""The numbers on the hinge GAN page."""

import torch
from torch import Tensor

from snippets.gan.hinge_gan_loss import gan_hinge_discriminator_loss, gan_hinge_generator_loss
from snippets.gan.hinge_gan_loss_figure import SCORES, cross_entropy, hinge
from tests.pages.claims import computed, stated

PAGE = "terms/gan/hinge-gan-loss.md"


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


REAL, FAKE = tensor(3, 0).requires_grad_(), tensor(-2, 1).requires_grad_()
LOSS = gan_hinge_discriminator_loss(REAL, FAKE)
(SURE_REAL, REAL_SLOPE), (SURE_FAKE, FAKE_SLOPE) = (
    slope.tolist() for slope in torch.autograd.grad(LOSS, (REAL, FAKE))
)
OF_GENERATOR = gan_hinge_generator_loss(FAKE)
(SLOPE,) = set(torch.autograd.grad(OF_GENERATOR, FAKE)[0].tolist())
UNDECIDED = gan_hinge_discriminator_loss(tensor(0), tensor(0)).item()
SHIFT = 5
FALLEN = round(OF_GENERATOR.item() - gan_hinge_generator_loss(FAKE + SHIFT).item())
assert SURE_REAL == SURE_FAKE == 0

CLAIMS = [
    stated("真样本得分不低于 1、生成样本不高于 −1", "the margins of the definition"),
    stated("真样本的得分不低于 1、生成样本的得分不高于 −1", "the margins of the definition"),
    stated("$\\ge 1$，可以不同", "there is a mean of each"),
    stated("得分在 −1 与 1 之间时", "where both hinges speak"),
    stated("两个分布重叠部分的 2 倍", "test_the_best_scores_are_signs_and_leave_twice_the"),
    stated("重叠部分等于 1 减去全变差距离", "the same test"),
    stated("$\\sum_i |p_i - q_i| / 2$", "the definition of the distance"),
    stated("$J_D^{*} = 2$，互不重叠时为 0", "the sum of the minima"),
    computed(
        "真样本的得分是 <> 和 <>，生成样本的得分是 <> 和 <>。",
        *REAL.int().tolist(),
        *FAKE.int().tolist(),
    ),
    computed(
        "$J_D = (<> + <>)/<> + (<> + <>)/<> = <>$。得分 <> 和 <> 已在间隔之外，斜率为 <>；"
        "另外两个的斜率是 <> 和 <>；",
        *(0, 1, 2, 0, 2, 2, LOSS.item(), 3, -2, 0, REAL_SLOPE, FAKE_SLOPE),
    ),
    computed(
        "$J_G = -(<> + <>)/<> = <>$，两个得分的斜率都是 <>。",
        *(-2, 1, 2, OF_GENERATOR.item(), SLOPE),
    ),
    computed(
        "真样本得分不低于 <> 时为 <>，得分 <> 时是 <>；",
        *(round(SCORES[hinge(True) < 1e-9].min().item(), 9), hinge(True)[-1].item()),
        *(SCORES[0].item(), hinge(True)[0].item()),
    ),
    computed(
        "处处大于 <>，得分 <> 时还有 <>](",
        *(0, SCORES[-1].item(), f"{cross_entropy()[-1]:.3f}"),
    ),
    stated("写成 $\\max(0, 1 - z)$，得分超过 1 的样本就没有梯度", "the slope of the hinge"),
    computed("所有得分同加 <>，$J_G$ 就少 <>，", SHIFT, FALLEN),
    stated("损失应降到 0", "the wrong belief"),
    computed("均衡时是 <>；接近", UNDECIDED),
    stated("接近 0 说明两个分布几乎不重叠", "the formula of the least loss"),
    computed("乘 <>/<>，均衡时就是 <>；", 1, 2, UNDECIDED / 2),
    stated("把最后一层乘 10，$J_G$ 的梯度也变成 10 倍", "the loss is linear in the scores"),
    stated("标签为 −1 的一支", "test_equals_the_margin_loss_of_torch"),
    *(
        stated(text, "a reference")
        for text in ("2017. [arXiv:1705.02894](", "ICLR 2018. [arXiv:1802.05957](")
    ),
]
