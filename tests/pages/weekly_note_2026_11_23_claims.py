"""The numbers on the weekly note of 2026-11-23."""

import torch

from snippets.convolution.convolution_matrix import convolution_matrix
from snippets.convolution.transposed_convolution_figure import INPUT, KERNEL, output
from tests.pages.claims import computed, stated

PAGE = "notes/posts/2026-11-23.md"

MATRIX = convolution_matrix(KERNEL[None, None], len(output(1)))
assert INPUT.numel() == len(MATRIX)
(DIAGONAL,) = set((MATRIX @ MATRIX.T).diagonal().int().tolist())
FOUR = torch.tensor([1.0, 1, 5, 5])
assert FOUR.var(correction=0) == (1 - 1 / 4) * FOUR.var()

CLAIMS = [
    computed("对角线是 <>。", DIAGONAL),
    stated("两者在阈值为 1 时相等", "test_is_delta_times_smooth_l1_and_equals_it_at_one_only"),
    stated("例子写成 $32 \\times 32$ 的输入", "the example of the page that it links to"),
    stated("少了一个 $1/2$", "test_torch_takes_an_infinite_delta_as_half_the_squared_error"),
    stated("[1.7 版文档]", "a version of torch"),
    stated("`beta` 不是 1 时", "test_is_delta_times_smooth_l1_and_equals_it_at_one_only"),
    stated("$\\delta$ 不等于 1 的值", "the tests of the Huber loss"),
    stated(
        "给后面的 1×1 卷积写上 `padding=1` 把大小补回来",
        "the code cited, class InvertedResblock of subnetwork.py",
    ),
    computed("一个通道只有 <> 个数时，少了四分之一", FOUR.numel()),
    stated("核的秩不超过 1”", "the words of the page before it was mended"),
    stated(
        "只在深度乘数为 1 时成立", "test_product_kernel_has_rank_one_for_each_input_channel"
    ),
]
