"""The numbers on the Wasserstein GAN page."""

import torch
from torch import Tensor
from torch.nn.functional import batch_norm

from snippets.gan.wasserstein_gan_loss import (
    gan_gradient_penalty,
    gan_wasserstein_discriminator_loss,
    gan_wasserstein_generator_loss,
    wasserstein_distance,
)
from snippets.gan.wasserstein_gan_loss_figure import SHIFTS, distances, divergence
from tests.pages.claims import computed, stated

PAGE = "terms/gan/wasserstein-gan-loss.md"


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


REAL, FAKE = tensor(4, 0), tensor(3, 5)
DISTANCE = wasserstein_distance(REAL, FAKE).item()
LOSS = gan_wasserstein_discriminator_loss(-REAL, -FAKE).item()
OF_GENERATOR = gan_wasserstein_generator_loss(-FAKE).item()

PHOTOS, DRAWINGS = tensor(6, 8, 0, 0).reshape(2, 2), tensor(0, 0, 0, 4).reshape(2, 2)
ALPHA = tensor(0.5, 0.25)
POINTS = ALPHA[:, None] * PHOTOS + (1 - ALPHA[:, None]) * DRAWINGS
NORMS = torch.linalg.vector_norm(POINTS, dim=1)
PENALTY = gan_gradient_penalty(lambda v: (v**2).sum(1) / 2, PHOTOS, DRAWINGS, ALPHA).item()
FIRST, SECOND = (tuple(map(int, point.tolist())) for point in POINTS)
LONG, SHORT = map(int, NORMS.tolist())
OVER_BATCH = (torch.linalg.vector_norm(POINTS) - 1) ** 2
SQUARED = ((NORMS**2 - 1) ** 2).mean().item()

TIMES = 100
HIDDEN = gan_gradient_penalty(
    lambda v: TIMES * batch_norm(v, None, None, training=True),
    *(tensor(1, 2, 4)[:, None], tensor(0, 7, 3)[:, None], tensor(0.5, 0.5, 0.5)),
)

WEIGHT = 10
STEEP = 1 + DISTANCE / (2 * WEIGHT)
CLIP, LAYERS = 0.01, 3
assert round(CLIP**LAYERS, 12) == 1e-6

CLAIMS = [
    stated("约束在 1 附近", "the slope the distance asks for"),
    stated("坡度不许超过 1。", "the bound on the slope in the dual"),
    stated("$\\ge 1$。", "there is a mean of each"),
    stated("所有 1-Lipschitz 函数", "the bound on the slope in the dual"),
    stated("梯度范数偏离 1：", "the definition of the penalty"),
    stated("从 $[0, 1]$ 均匀抽取", "the definition of the paper"),
    stated("论文取 $\\lambda = 10$", "the paper's choice"),
    computed(
        "真样本是 <> 和 <>，生成样本是 <> 和 <>。排好是 <>、<> 与 <>、<>，",
        *(4, 0, 3, 5, 0, 4, 3, 5),
    ),
    computed("$W = (<> + <>)/<> = <>$。判别器取", 3, 1, 2, DISTANCE),
    stated("斜率的大小是 1：", "the slope of -v"),
    computed("$J_D = <> + <> = <>$，", -FAKE.mean().item(), REAL.mean().item(), LOSS),
    computed("$J_G = <>$。", OF_GENERATOR),
    computed(
        "真样本 (<>, <>)、生成样本 (<>, <>)，$\\alpha = <>$，中间点是 (<>, <>)，范数 <>；",
        *(6, 8, 0, 0, ALPHA[0].item(), *FIRST, LONG),
    ),
    computed(
        "真样本 (<>, <>)、生成样本 (<>, <>)，$\\alpha = <>$，中间点是 (<>, <>)，范数 <>。",
        *(0, 0, 0, 4, ALPHA[1].item(), *SECOND, SHORT),
    ),
    computed("$P = (<>^<> + <>^<>)/<> = <>$。", LONG - 1, 2, SHORT - 1, 2, 2, PENALTY),
    computed(
        "真样本在 <>：Wasserstein 距离随生成样本的位置直线变化，位置 <> 处是 <>；",
        *(0, SHIFTS[-1].item(), distances()[-1].item()),
    ),
    computed("JS 散度除 <> 处以外都是 <>，", 0, f"{divergence(equal=False):.3f}"),
    computed(
        "$(\\sqrt{<> + <>} - <>)^<> \\approx <>$，而不是 <>；",
        *(LONG**2, SHORT**2, 1, 2, f"{OVER_BATCH:.2f}", PENALTY),
    ),
    stated("惩罚范数的平方偏离 1", "the slope asked for"),
    computed("同一个例子得到 <>。", SQUARED),
    computed("斜率放大 <> 倍，惩罚仍是 <>。", TIMES, round(HIDDEN.item(), 9)),
    computed(
        "$D(v) = -sv$、$\\lambda = <>$，总损失在 $s = <>$ 处最小，$-J_D = <>$，比 $W = <>$",
        *(WEIGHT, STEEP, -LOSS * STEEP, DISTANCE),
    ),
    stated("都是更新 5 次判别器", "n_critic in the algorithms of both papers"),
    stated("裁到 $[-0.01, 0.01]$：", "the paper's default"),
    stated("斜率至多 $10^{-6}$", "0.01 to the power of three, asserted above"),
    *(
        stated(text, "a reference")
        for text in ("2017. [arXiv:1701.07875](", "NeurIPS 2017. [arXiv:1704.00028](")
    ),
]
