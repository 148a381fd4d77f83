"""The numbers on the least-squares GAN page."""

import torch
from torch import Tensor

from snippets.gan.least_squares_gan_loss import (
    gan_least_squares_discriminator_loss,
    gan_least_squares_generator_loss,
)
from snippets.gan.least_squares_gan_loss_figure import slopes
from tests.pages.claims import computed, stated

PAGE = "terms/gan/least-squares-gan-loss.md"


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def slope(score: float, *, squashed: bool = False, label: float = 1) -> float:
    """Return the slope of the generator's loss by the score."""
    at = tensor(score).requires_grad_()
    loss = gan_least_squares_generator_loss(at.sigmoid() if squashed else at, label=label)
    return torch.autograd.grad(loss, at)[0].item()


REAL, FAKE = tensor(2, 1), tensor(-1, 1)
OF_FAKE = FAKE.clone().requires_grad_()
OF_GENERATOR = gan_least_squares_generator_loss(OF_FAKE)
(BY_SCORE,) = torch.autograd.grad(OF_GENERATOR, OF_FAKE)
HALF = tensor(0.5)

CLAIMS = [
    stated("$\\ge 1$，可以不同", "there is a mean of each"),
    stated(
        "$a = -1$、$b = 1$、$c = 0$，或者 $a = 0$、$b = c = 1$", "the two sets of the paper"
    ),
    stated("取 $b - c = 1$、$b - a = 2$", "test_the_best_scores_weigh_the_labels"),
    stated("$p + q$ 与 $2q$ 之间的 Pearson $\\chi^2$ 散度", "the same test"),
    stated("两个分布相同时它为 0", "the numerator"),
    stated("没有前面的 1/2，同样的项数值是这里的 2 倍", "the paper of AnimeGAN"),
    computed(
        "真样本的得分是 <> 和 <>，生成样本的得分是 <> 和 <>，",
        *REAL.int().tolist(),
        *FAKE.int().tolist(),
    ),
    stated("标签取 $a = 0$、$b = c = 1$。", "the defaults of the code"),
    computed(
        "$J_D = (<>^2 + <>^2)/<> + ((<>)^2 + <>^2)/<> = <>$；".replace("^2", "^<>"),
        *(1, 2, 0, 2, 4, -1, 2, 1, 2, 4),
        gan_least_squares_discriminator_loss(REAL, FAKE).item(),
    ),
    computed(
        "$J_G = ((<>)^<> + <>^<>)/<> = <>$，对两个得分的斜率是 <> 和 <>",
        *(-2, 2, 0, 2, 4, OF_GENERATOR.item(), *BY_SCORE.tolist()),
    ),
    computed(
        "得分 <> 处是 <>，得分 <> 处是 <>；非饱和损失从 <> 升到 <>，",
        *(-4, slopes("a")[0].item(), 4, slopes("a")[-1].item()),
        *(f"{slopes('b')[end]:.3f}".replace("-", "−") for end in (0, -1)),
    ),
    stated('"一个生成样本，标签 c = 1"', "the default of the code"),
    computed(
        "得分为 <> 的生成样本，斜率本来是 <>；经过 sigmoid 只剩 <>，",
        *(-6, slope(-6), f"{slope(-6, squashed=True):.4f}".replace("-", "−")),
    ),
    stated("$a = 0$、$b = 1$ 时把 $c$ 写成 0，", "test_the_wrong_label_of_the_generator"),
    computed("得分 <> 处的斜率从 <> 变成 <>。", 0.5, slope(0.5), slope(0.5, label=0)),
    stated("忽略 1/2 的有无", "the factor of the paper"),
    stated("两项都不乘 1/2，损失和梯度都是这里的 2 倍", "the factor left out"),
    stated("以为均衡时损失为 0", "the wrong belief"),
    computed(
        "得分都是 <>，$J_D = <>$，$J_G = <>$。",
        *(0.5, gan_least_squares_discriminator_loss(HALF, HALF).item()),
        gan_least_squares_generator_loss(HALF).item(),
    ),
    computed("得分为 <> 的生成样本，斜率是 <>，训练会把得分拉回 <>。", 4, slope(4), 1),
    *(
        stated(text, "a reference")
        for text in (
            "ISICA 2019, 2020. [doi:10.1007/978-981-15-5577-0_18](",
            "ICCV 2017. [arXiv:1611.04076](",
        )
    ),
]
