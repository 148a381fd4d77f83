"""The numbers on the resize convolution page."""

import torch
from torch.nn import functional as F

from snippets.convolution.checkerboard import checkerboard_contrast
from snippets.convolution.resize_convolution import resize_conv2d, transposed_kernel
from snippets.convolution.resize_convolution_figure import SIZE, rows
from tests.pages.claims import computed, stated

PAGE = "terms/convolution/resize-convolution.md"

ROW, KERNEL = torch.tensor([[[[1.0, 2.0]]]]), torch.tensor([[[[1.0, 2.0, 3.0]]]])
RESIZED = resize_conv2d(ROW, KERNEL)[0, 0, 0].int().tolist()
STAMP = transposed_kernel(KERNEL, 2)[0, 0, 0]
STAMPED = F.conv_transpose1d(ROW[0], STAMP[None, None], stride=2)[0, 0].int().tolist()
assert STAMPED[1:-1] == RESIZED
SQUARE = transposed_kernel(torch.ones(1, 1, 3, 3), 2)[0, 0]
THREE, FOUR, ENLARGED = rows().values()
LEARNT = F.conv_transpose1d(
    torch.ones(1, 1, 5), torch.tensor([[[1.0, 2, 3, 4]]]), stride=2, padding=1
)[0, 0]
UP = [
    F.interpolate(
        torch.tensor([[[0.0, 1.0]]]), scale_factor=2, mode="linear", align_corners=corners
    )
    for corners in (False, True)
]
LARGE, SMALL = 2**2 * 9, 4 * 4
BOARD = torch.tensor([[3.0, 1, 3, 1], [1, 3, 1, 3]])

CLAIMS = [
    stated("步子是 2、章宽是 3，", "the first row of the figure"),
    stated("下标都从 0 数起", "the convention of the indices"),
    stated("$s \\ge 1$：", "the domain"),
    stated("步长 1、填充 $(k - 1)/2$ 的卷积", "the definition"),
    stated(
        "填充 $(k - 1)/2$ 的转置卷积，核的边长是 $k + s - 1$",
        "test_is_a_transposed_convolution...",
    ),
    stated("下标越出 $0$ 到 $k - 1$ 时取 0；", "the definition"),
    stated("从 0 到 $k + s - 2$", "the size of K"),
    computed(
        "$k = <>$、$s = <>$ 时，$<> \\times <>$ 的核本来有 <> 个自由的权重，现在只有 <> 个",
        *(3, 2, *SQUARE.shape, SQUARE.numel(), 9),
    ),
    computed("像素 <>、<>，核一行三个权重 <>、<>、<>，放大 <> 倍。", 1, 2, 1, 2, 3, 2),
    computed("放大：<>、<>、<>、<>，两端各补一个 <>；", 1, 1, 2, 2, 0),
    computed(
        "卷积：$<> + <> + <> = <>$，$<> + <> + <> = <>$，"
        "$<> + <> + <> = <>$，$<> + <> + <> = <>$。",
        *(0, 2, 3, RESIZED[0], 1, 2, 6, RESIZED[1]),
        *(1, 4, 6, RESIZED[2], 2, 4, 0, RESIZED[3]),
    ),
    computed("核是 <>、<>、<>、<>：", *STAMP.int().tolist()),
    computed("<> 倍的印章盖在第 <> 格，<> 倍的盖在第 <> 格，", 1, 0, 2, 2),
    computed("相加得 <>、<>、<>、<>、<>、<>，", *STAMPED),
    computed("同样是 <>、<>、<>、<>。", *RESIZED),
    computed("步长 <>，核 <> 与核 <> 的印章", 2, 3, 4),
    computed(
        "全 <> 的一行 <> 个像素：核 <> 的转置卷积深浅相间，内部 <> 与 <> 交替；"
        "核 <> 的内部都是 <>；先放大再卷积，内部都是 <>]",
        *(1, SIZE, 3, THREE[3], THREE[4], 4, FOUR[5], ENLARGED[5]),
    ),
    stated("核的权重全是 1；", "the figure's kernel"),
    computed(
        "核 <>、<>、<>、<>，步长 <>，填充 <>，全 <> 的输入在内部得到 <>、<> 交替",
        *(1, 2, 3, 4, 2, 1, 1, *LEARNT[1:3].int().tolist()),
    ),
    stated("只是不像核 3 那样", "the first row of the figure"),
    computed("步长为 <>、核 <> 的卷积，反向传播", 2, 3),
    computed("梯度就是盖 <>、<>、<>、<>、<> 次的样子", *THREE[:5]),
    computed("全 <> 的图像、全 <> 的核 <>，输出边上是 <>，里面是 <>；", 1, 1, 3, *ENLARGED[:2]),
    stated("就都是 3。", "test_zeros_around_the_image_darken_its_border"),
    computed("双线性把 <>、<> 放大 <> 倍，默认得", 0, 1, 2),
    computed("默认得 <>、<>、<>、<>；", *UP[0][0, 0].tolist()),
    computed("得 <>、<>、<>、<>。换框架", *(f"{value:.3g}" for value in UP[1][0, 0].tolist())),
    computed(
        "$<> \\times <>$ 的核放大 <> 倍，"
        "每个输入像素每对通道要 $<>^<> \\times <> = <>$ 次乘加；",
        *(3, 3, 2, 2, 2, 9, LARGE),
    ),
    computed(
        "$<> \\times <>$、步长 <> 的转置卷积是 <> 次，前者是后者的 <> 倍。",
        *(4, 4, 2, SMALL, LARGE / SMALL),
    ),
    computed(
        "一格 <>、一格 <> 交替的图得 <>，均匀的图得 <>。",
        *(3, 1, checkerboard_contrast(BOARD, 2).item()),
        checkerboard_contrast(torch.full((4, 4), 3.0), 2).item(),
    ),
    stated("Distill, 2016. [doi:10.23915/distill.00003](", "a reference"),
]
