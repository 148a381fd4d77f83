"""The numbers on the total variation page."""

import math

import torch

from snippets.gan.total_variation_loss import isotropic_total_variation, total_variation
from snippets.gan.total_variation_loss_figure import ROWS, measures
from tests.pages.claims import computed, stated

PAGE = "terms/gan/total-variation-loss.md"

IMAGE = torch.tensor([[[[1.0, 1.0, 4.0], [1.0, 5.0, 4.0]]]], dtype=torch.float64)
RIGHT, DOWN = (
    IMAGE.diff(dim=3).int().flatten().tolist(),
    IMAGE.diff(dim=2).int().flatten().tolist(),
)
STRAIGHT = int(total_variation(IMAGE).item())
SLANTED = round(isotropic_total_variation(IMAGE).item(), 4)
SQUARES = sum(step**2 for step in RIGHT + DOWN)
(EDGE, EDGE_SQUARES), (RAMP, RAMP_SQUARES) = map(measures, ROWS)
assert EDGE == RAMP
REST = [abs(RIGHT[2]), abs(RIGHT[3])]

CLAIMS = [
    stated("从 1 数起；", "a convention"),
    stated("越出图像时为 0；", "a convention"),
    stated("$\\varepsilon > 0$：很小的数，防止两个差都为 0 时", "the domain"),
    stated("$T_2 \\le T \\le \\sqrt{2}\\, T_2$", "test_the_anisotropic_one_is_between"),
    stated("图是 (1 1 4 / 1 5 4)。", "the image above"),
    computed("水平方向的差是 <>、<>、<>、<>，绝对值之和 <>；", *RIGHT, sum(map(abs, RIGHT))),
    computed("竖直方向的差是 <>、<>、<>，和为 <>；$T = <>$。", *DOWN, sum(DOWN), STRAIGHT),
    stated("第 1 行第 2 列", "counted from 1"),
    computed(
        "向下差 <>、向右差 <>，长度是 <>；", DOWN[1], RIGHT[1], math.hypot(DOWN[1], RIGHT[1])
    ),
    stated("至多有一个方向不为 0", "the differences above"),
    computed("长度之和是 <> + <> = <>；", *REST, sum(REST)),
    computed("$T_<> = <>$。", 2, SLANTED),
    computed("从 <> 升到 <>，一步到位和每步升 <> 的", 0, 4, 1),
    computed("平方和却差 <> 倍", EDGE_SQUARES / RAMP_SQUARES),
    computed("全变分都是 <>；差的平方和是 <> 和 <>，所以", EDGE, EDGE_SQUARES, RAMP_SQUARES),
    computed('"一行 <> 个像素，从 <> 升到 <>"', len(ROWS["陡边"][0]), 0, 4),
    computed("各向异性是 <>，各向同性是 <>，差的平方和是 <>；", STRAIGHT, SLANTED, SQUARES),
    computed("对陡边收 <>、对缓坡收 <>，", EDGE_SQUARES, RAMP_SQUARES),
    stated("得到 4 倍的损失", "twice the height and twice the width"),
    stated(
        "根号在 0 处的斜率是无穷大，乘上 0 得到 `nan`", "test_one_colour_has_none_and_the_slope"
    ),
    stated("损失为 0。", "the same test"),
    *(
        stated(text, "a reference")
        for text in (
            "CVPR 2015. [arXiv:1412.0035](",
            "ECCV 2016. [arXiv:1603.08155](",
            "Physica D 60(1–4): 259–268, 1992. [doi:10.1016/0167-2789(92)90242-F](",
        )
    ),
]
