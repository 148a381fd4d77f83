"""The numbers on the im2col page."""

import torch

from snippets.convolution.convolution_matrix import convolution_matrix
from snippets.convolution.convolution_sizes import conv_output_size
from snippets.convolution.im2col import fold, unfold
from snippets.convolution.im2col_figure import IMAGE, KERNEL, MARKED, columns
from tests.pages.claims import computed, stated

PAGE = "terms/convolution/im2col.md"

COUNTS = fold(unfold(torch.ones(1, 1, 3, 3), 2), 3, 2)[0, 0].int().tolist()
BACK = fold(unfold(IMAGE, KERNEL), 3, KERNEL)[0, 0].int().tolist()
assert [[COUNTS[i][j] for i, j in at] for at in (((0, 1), (1, 0), (1, 2), (2, 1)),)] == [
    [2] * 4
]

KERNELS = torch.arange(1, 9).reshape(2, 2, 2)  # channel, row, column
SEVEN = torch.arange(49.0).reshape(1, 1, 7, 7)
DILATED, STRIDED = unfold(SEVEN, 3, 2)[0], unfold(SEVEN, 3, stride=2)[0]
assert DILATED.shape == STRIDED.shape
MEGABYTES = 64 * 224 * 224 * 4 / 1e6
WINDOWS = conv_output_size(224, 3, 1, 1) ** 2
UNFOLDED = 64 * 9 * WINDOWS * 4 / 1e6


def firsts(matrix: torch.Tensor) -> list[int]:
    return matrix[:4, 0].int().tolist()


CLAIMS = [
    stated("越出图像时取 0；", "the definition"),
    stated("都从 0 数起", "the convention of the indices"),
    stated("$s \\ge 1$、$p \\ge 0$、$d \\ge 1$：", "the domains"),
    stated("等式成立时取 1，否则取 0", "the indicator"),
    stated("步长为 1、大小不变时", "the formula above"),
    computed("$<> \\times <>$ 的图像，像素为 <> 到 <>；", 3, 3, 1, 9),
    computed("窗口 $<> \\times <>$，步长 <>。四个", KERNEL, KERNEL, 1),
    computed("左上角的 <>、<>、<>、<>。", *columns()[:, 0].int().tolist()),
    computed(
        "正中的 <> 被 <> 个窗口看到，得 $<> \\times <> = <>$；",
        *(5, COUNTS[1][1], COUNTS[1][1], 5, BACK[1][1]),
    ),
    computed("四边的 <>、<>、<>、<> 各被 <> 个看到", 2, 4, 6, 8, COUNTS[0][1]),
    computed("四角只被 <> 个看到，", COUNTS[0][0]),
    computed(
        "图像左下的 <>×<> 窗口 <>、<>、<>、<> 是矩阵的第三列；正中的 <> 在矩阵里出现 <> 次",
        *(
            KERNEL,
            KERNEL,
            *columns()[:, MARKED].int().tolist(),
            5,
            (columns() == 5).sum().item(),
        ),
    ),
    computed('"<>×<> 的图像，<>×<> 的窗口，步长 <>"', 3, 3, KERNEL, KERNEL, 1),
    computed("上面的 <> 回来时是 <>。", 5, BACK[1][1]),
    stated("它等于全 1 图像展开再折叠的结果", "test_folding_back_counts_a_pixel..."),
    stated("次数才处处为 1。", "test_folding_back_counts_a_pixel..."),
    stated("`unfold(x, 3, 2)` 的 2 是空洞率", "the order of torch's arguments, tested"),
    computed(
        "输入 $<> \\times <>$ 时两种写法都给出 $<> \\times <>$ 的矩阵", 7, 7, *DILATED.shape
    ),
    computed("第一列却一个是 <>、<>、<>、<> 等，一个", *firsts(DILATED)),
    computed("等，一个是 <>、<>、<>、<> 等。", *firsts(STRIDED)),
    computed(
        "<> 个通道、$<> \\times <>$ 的输入占 <> MB（float32），"
        "$<> \\times <>$ 的窗口展开后是 <> MB",
        *(64, 224, 224, f"{MEGABYTES:.1f}", 3, 3, f"{UNFOLDED:.1f}"),
    ),
    computed(
        "一个核的通道 <> 是 (<> <> / <> <>)、通道 <> 是 (<> <> / <> <>)，",
        *(0, *KERNELS[0].flatten().tolist(), 1, *KERNELS[1].flatten().tolist()),
    ),
    computed(f"应展平成 {'、'.join(['<>'] * 8)}，", *KERNELS.flatten().tolist()),
    computed(
        f"通道在最后时展平成 {'、'.join(['<>'] * 8)}。",
        *KERNELS.permute(1, 2, 0).flatten().tolist(),
    ),
    computed(
        "那个稀疏矩阵是 $<> \\times <>$，这里的 $U$ 是 $<> \\times <>$，核是 $<> \\times <>$。",
        *(*convolution_matrix(torch.ones(1, 1, KERNEL, KERNEL), 3).shape, *columns().shape),
        *torch.ones(1, 1, KERNEL, KERNEL).flatten(1).shape,
    ),
    stated("multi-channel 2D convolution", "a name"),
    stated("IWFHR 2006. [hal:inria-00112631](", "a reference"),
    stated("2014. [arXiv:1410.0759](", "a reference"),
]
