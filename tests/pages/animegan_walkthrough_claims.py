"""The numbers on the AnimeGANv2 walk-through page."""

import torch

from snippets.convolution.separable_convolution_cost import conv2d_cost
from snippets.gan.animegan_loss import ANIMEGAN_V2_WEIGHTS
from snippets.gan.animegan_v2_generator import animegan_v2_generator
from snippets.gan.animegan_walkthrough import Step, trace
from snippets.gan.animegan_walkthrough_figure import shapes
from tests.pages.claims import computed, stated

PAGE = "terms/gan/animegan-walkthrough.md"


def steps(side: int) -> dict[str, Step]:
    image = torch.empty(1, 3, side, side, device="meta")
    return {s.name: s for s in trace(animegan_v2_generator().to("meta"), image)}


STEPS = steps(256)
ADDS = sum(step.multiply_adds for step in STEPS.values())
PARAMETERS = sum(step.parameters for step in STEPS.values())
LARGER = sum(step.multiply_adds for step in steps(512).values())
C, E = STEPS["c"], STEPS["e"]
SHAPES = list(shapes().values())
# As the example prints them.
PRINTED = {"content": 0.358, "style": 0.007}
TERMS = {name: ANIMEGAN_V2_WEIGHTS[name] * value for name, value in PRINTED.items()}


def line(c_in: int, c_out: int, k: int, stride: int, side: int) -> list[object]:
    cost = f"{conv2d_cost(c_in, c_out, k, side):,}".replace(",", "{,}")
    return [c_in, c_out, k, k, stride, k * k, c_in, c_out, side, 2, *cost.split("{,}")]


LINE = (
    "- <> 到 <> 通道，核 $<> \\times <>$，步长 <>："
    "$<> \\times <> \\times <> \\times <>^<> = <>{,}<>{,}<>$"
)


def percent(part: int, whole: int) -> int:
    return round(100 * part / whole)


CLAIMS = [
    stated("跟着一张 256×256 的图", "the size chosen"),
    stated("把一张 256×256 的图", "the size chosen"),
    stated("普通卷积为 1，", "a definition"),
    stated("步长 2 的 $3 \\times 3$ 卷积只在下边", "the structure, test_half"),
    stated("输入 $256 \\times 256$：", "the size chosen"),
    computed(LINE + "；", *line(3, 32, 7, 1, 256)),
    computed(LINE + "；", *line(32, 64, 3, 2, 128)),
    computed(LINE + "。", *line(64, 64, 3, 1, 128)),
    computed("合计 <>，", f"{STEPS['a'].multiply_adds:,}"),
    stated("生成器只用 4 个起始通道，图只有 $32 \\times 32$，VGG-19", "the example"),
    computed(
        "输入 <>²，经过 a 变成 <>²，b 和 c 都是 <>²，d 回到 <>²，e 和 out 回到 <>²；"
        "通道数从 <> 升到 <>，再降回 <>。",
        *(SHAPES[n][2] for n in (0, 1, 2, 4, 5)),
        *(SHAPES[0][1], max(shape[1] for shape in SHAPES), SHAPES[-1][1]),
    ),
    computed("全部乘加约 <> 亿次。", round(ADDS / 1e8)),
    computed(
        "`c` 有 <> % 的参数，只占 <> % 的乘加；`e` 只有 <> % 的参数，却占 <> %，",
        percent(C.parameters, PARAMETERS),
        percent(C.multiply_adds, ADDS),
        percent(E.parameters, PARAMETERS),
        percent(E.multiply_adds, ADDS),
    ),
    stated("做 $3 \\times 3$ 和 $7 \\times 7$ 的卷积", "the structure"),
    computed(
        "`c` 的参数是 `e` 的 <> 倍，乘加只有 `e` 的 <> 倍。",
        round(C.parameters / E.parameters, 1),
        round(C.multiply_adds / E.multiply_adds, 1),
    ),
    computed("边长从 <> 加到 <>，参数不变，乘加变成 <> 倍。", 256, 512, LARGER // ADDS),
    computed("要乘 <>，约 <> 亿次。", 2, round(2 * ADDS / 1e8)),
    computed(
        "内容项的权重 <> 比风格项的 <> 小，乘上各自的值以后却是 <> 对 <>；",
        *(ANIMEGAN_V2_WEIGHTS["content"], ANIMEGAN_V2_WEIGHTS["style"]),
        *(f"{TERMS[name]:.2f}" for name in ("content", "style")),
    ),
    stated("ISICA 2019, 2020. [doi:10.1007/978-981-15-5577-0_18]", "a reference"),
]
