"""The numbers on the Gram matrix page."""

import torch

from snippets.gan.gram_matrix import gram_matrix, style_loss
from snippets.gan.gram_matrix_figure import PICTURES
from tests.pages.claims import computed, stated

PAGE = "terms/gan/gram-matrix.md"

PICTURE, MOVED, OTHER = PICTURES.values()
GRAM, OF_OTHER = gram_matrix(PICTURE)[0].int().tolist(), gram_matrix(OTHER)[0].int().tolist()
LOSS = style_loss(OTHER, PICTURE).item()
NUMBERS = PICTURE[0].numel()
CHANNELS = PICTURE.shape[1]
ZERO, ONE = (grid.int().flatten().tolist() for grid in PICTURE[0])
assert (ZERO, ONE) == ([2, 0, 2, 0], [0, 4, 4, 0])
assert OTHER[0, 1].int().flatten().tolist() == [4, 0, 4, 0]
assert torch.equal(gram_matrix(PICTURE), gram_matrix(MOVED))
BY_MEAN = torch.nn.functional.mse_loss(gram_matrix(OTHER), gram_matrix(PICTURE)).item()
assert BY_MEAN == LOSS
POSITIONS = 64 * 64
LARGEST = int(torch.finfo(torch.float16).max)
assert 5**2 * POSITIONS > LARGEST

CLAIMS = [
    stated("特征值都不小于 0，", "test_is_symmetric_without_negative_eigenvalues"),
    stated("除以 $4 C^2 P^2$", "test_the_loss_is_that_of_the_paper"),
    stated("VGG-19", "the paper cited"),
    computed("两个通道，各 $<> \\times <>$：通道", 2, 2),
    stated("通道 0 是 (2 0 / 2 0)，通道 1 是 (0 4 / 4 0)", "asserted above"),
    computed("$C P = <>$。", NUMBERS),
    computed("$G_{<>,<>} = (<>^<> + <>^<>)/<> = <>$；", 0, 0, 2, 2, 2, 2, NUMBERS, GRAM[0][0]),
    computed(
        "$G_{<>,<>} = G_{<>,<>} = (<> \\times <>)/<> = <>$，只有左下角两个通道都不为 <>；",
        *(0, 1, 1, 0, 2, 4, NUMBERS, GRAM[0][1], 0),
    ),
    computed("$G_{<>,<>} = (<>^<> + <>^<>)/<> = <>$。", 1, 1, 4, 2, 4, 2, NUMBERS, GRAM[1][1]),
    computed("矩阵不变，损失是 <>。", int(style_loss(MOVED, PICTURE).item())),
    stated("把通道 1 换成 (4 0 / 4 0)", "asserted above"),
    computed(
        "$G_{<>,<>} = (<> \\times <> + <> \\times <>)/<> = <>$，"
        "损失 $(<>^<> + <>^<>)/<> = <>$。",
        *(0, 1, 2, 4, 2, 4, NUMBERS, OF_OTHER[0][1], 1, 2, 1, 2, 4, LOSS),
    ),
    stated("通道 1 与通道 0 同步以后", "the third picture"),
    computed("非对角元从 <> 变成 <>，", GRAM[0][1], OF_OTHER[0][1]),
    computed('CHW = <>"', NUMBERS),
    stated("损失差 $(C P)^2$ 倍之多", "the square of the divisor"),
    computed("不除时是 <>，而不是 <>。", int(LOSS * NUMBERS**2), LOSS),
    stated("对 $C^2$ 个元素取平均，只有这里的 $4/C^2$", "the sum over C**2, divided by 4"),
    computed("上面的例子 $C = <>$，", CHANNELS),
    computed("<> 个通道、$<> \\times <>$ 的特征图", 256, 64, 64),
    computed(
        "值都是 <> 时，乘积之和是 <>；值都是 <> 时是 <>，超过",
        *(1, POSITIONS, 5, 25 * POSITIONS),
    ),
    computed("的最大值 <>，", LARGEST),
    stated("全部打乱，损失仍是 0；", "test_does_not_know_where_anything_is"),
    stated("CVPR 2016. [doi:10.1109/CVPR.2016.265](", "a reference"),
    stated("2015. [arXiv:1508.06576](", "a reference"),
    stated("ECCV 2016. [arXiv:1603.08155](", "a reference"),
]
