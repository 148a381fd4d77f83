"""The numbers on the convolution arithmetic page."""

from snippets.convolution.convolution_arithmetic_figure import KERNEL, PADDING, SIZES, STRIDE
from snippets.convolution.convolution_arithmetic_formula import RELATIONS
from snippets.convolution.convolution_sizes import conv_output_size, conv_transpose_output_size
from snippets.convolution.unit_stride_convolution import unit_stride_convolution
from snippets.formula import to_latex
from tests.pages.claims import Claim, computed, stated

PAGE = "terms/convolution/convolution-arithmetic.md"

# What the relations of Dumoulin and Visin demand, in words; a test applies it to torch.
CONDITIONS = {
    1: "$s = 1$，$p = 0$",
    2: "$s = 1$",
    3: "$s = 1$，$k$ 是奇数，$p = (k - 1)/2$（half padding）",
    4: "$s = 1$，$p = k - 1$（full padding）",
    5: "$p = 0$",
    6: "没有空洞",
    7: "池化，$p = 0$",
    8: "$s = 1$，$p = 0$",
    9: "$s = 1$",
    10: "$s = 1$，$k$ 是奇数，$p = (k - 1)/2$",
    11: "$s = 1$，$p = k - 1$",
    12: "$p = 0$，$a = 0$",
    13: "$a = 0$",
    14: "没有空洞",
    15: "没有限制",
}


def relation(number: int) -> Claim:
    formula = to_latex(RELATIONS[number])
    return stated(
        f"| {number} | {CONDITIONS[number]} | ${formula}$ |",
        f"test_the_sizes_are_those_of_torch[{number}]",
    )


SMALL = conv_output_size(5, 3, 2, 1)
PLAN = unit_stride_convolution(SMALL, 3, 2, 1)
PADDED = PLAN.stretched_size + 2 * PLAN.padding
assert [conv_output_size(size, KERNEL, STRIDE, PADDING) for size in SIZES] == [3, 3]
BACK = conv_transpose_output_size(4, 3, 2, 1)
SEVEN, EIGHT = (conv_output_size(size, 3, 2, 1) for size in (7, 8))
assert SEVEN == EIGHT
STEM = 224, 7, 2, 3

CLAIMS = [
    *map(relation, RELATIONS),
    stated("$i \\ge 1$；", "the domain"),
    stated("$k \\ge 1$：", "the domain"),
    stated("$s \\ge 1$：", "the domain"),
    stated("$p \\ge 0$：", "the domain"),
    stated(
        "$d \\ge 1$：空洞率（dilation），$d = 1$ 时没有空洞，核占 $k$ 格，"
        "有空洞时占 $k + (k - 1)(d - 1)$ 格",
        "relationship 15",
    ),
    stated("这是论文的第 15 条。", "the number in the paper"),
    stated("第 3 条保持大小，框架里叫 `same`；第 1、5 条不补零", "their names in frameworks"),
    stated("这是第 14 条", "the number in the paper"),
    stated("步长为 1 的普通卷积算出来", "test_gives_what_the_transposed_convolution_gives"),
    stated("之间插 $s - 1$ 个零，两端各补 $k - p - 1$ 个零", "test_by_hand"),
    computed("$i = <>$，$k = <>$，$s = <>$，$p = <>$。补零后有 <> 格", 5, 3, 2, 1, 5 + 2),
    computed("核能放在第 <>、<>、<> 格，", *range(0, 2 * SMALL, 2)),
    computed(
        "$o = \\lfloor (<> + <> - <>)/<> \\rfloor + <> = <>$，剩下 $a = <> \\bmod <> = <>$ 格",
        *(5, 2, 3, 2, 1, SMALL, 5 + 2 - 3, 2, (5 + 2 - 3) % 2),
    ),
    computed(
        "$i' = <>$，插零后 <> 格，两端各补 $<> - <> - <> = <>$ 个零，共 <> 格；",
        *(SMALL, PLAN.stretched_size, 3, 1, 1, PLAN.padding, PADDED),
    ),
    computed("步长 <> 的核能放 $<> - <> + <> = <>$ 处，", 1, PADDED, 3, 1, PLAN.output_size),
    computed(
        "$o' = <> \\times (<> - <>) + <> + <> - <> = <>$。",
        *(2, SMALL, 1, 0, 3, 2, conv_transpose_output_size(SMALL, 3, 2, 1)),
    ),
    stated("步长为 1 的卷积，空洞率也算在内", "as above"),
    computed("<> 个像素和 <> 个像素都得到 <> 个输出；<> 个像素时", *SIZES, 3, SIZES[1]),
    computed("k = <>，s = <>，p = <>；两端的淡格", KERNEL, STRIDE, PADDING),
    computed(
        "$k = <>$、$s = <>$、$p = <>$ 时，<> 和 <> 都变成 <>；"
        "转置把 <> 变成 <>，要得到 <> 得写",
        *(3, 2, 1, 7, 8, SEVEN, EIGHT, BACK, conv_transpose_output_size(4, 3, 2, 1, 1)),
    ),
    stated("`output_padding=1`", "as above"),
    computed(
        "$i = <>$、$k = <>$、$s = <>$、$p = <>$，$(<> + <> - <>)/<> = <>$，输出 <>，",
        *(*STEM, 224, 6, 7, 2, (224 + 6 - 7) / 2, conv_output_size(*STEM)),
    ),
    stated("$k = 4$ 要补 3 个零，", "test_torch_pads_the_far_end_more_for_an_even_kernel"),
    stated("在前面补 1 个、后面补 2 个", "test_torch_pads_the_far_end_more_for_an_even_kernel"),
    stated("它补 $k - p - 1$ 个，", "as above"),
    computed(
        "<> 个像素、$k = <>$、$s = <>$，$p$ 为 <>、<>、<> 时输出 <>、<>、<>。",
        *(4, 3, 1, 0, 1, 2, *(conv_transpose_output_size(4, 3, 1, p) for p in (0, 1, 2))),
    ),
    stated(
        "5 个像素、$k = 2$、$s = 2$，最大池化默认输出 2，"
        "`ceil_mode=True` 时输出 3，关系式 7 不再",
        "test_ceil_mode_gives_one_more",
    ),
    stated("$d > 1$。", "the domain"),
    stated("第 8 至 14 条", "the numbers in the paper"),
    stated("CVPR 2016. [arXiv:1512.03385](", "a reference"),
    stated("2016. [arXiv:1603.07285](", "a reference"),
]
