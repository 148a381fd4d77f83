"""The numbers in the text of the notebook on checkerboard artefacts."""

import contextlib
import inspect
import io
from math import ceil, floor

import nbformat
import torch

from snippets.convolution import learnt_upsampling
from tests.pages.claims import computed, stated
from tests.site.sources import ROOT

PAGE = "lab/checkerboard-artifacts.ipynb"


def run() -> dict:
    """Return the names that the notebook's code binds."""
    names: dict = {}
    threads = torch.get_num_threads()
    for cell in nbformat.read(ROOT / "docs" / PAGE, as_version=4).cells:
        if cell.cell_type == "code":
            with contextlib.redirect_stdout(io.StringIO()):
                exec(cell.source, names)
    torch.set_num_threads(threads)
    return names


NAMES = run()
FLAT, SHARES, SPECTRA = NAMES["flat"], NAMES["shares"], NAMES["spectra"]
CHANNELS, CHANNELS_OUT = FLAT.shape[1], len(SHARES["resize"])
SCALE = NAMES["outputs"]["resize"].shape[-1] // FLAT.shape[-1]
SIZE = len(SPECTRA["resize"])
PEAKS = [found.gt(1e-3).nonzero().tolist() for found in SPECTRA.values()]
NYQUIST = SIZE // 2
assert PEAKS[:3] == [[[0, 0], [0, NYQUIST], [NYQUIST, 0], [NYQUIST, NYQUIST]]] * 3
assert PEAKS[3:] == [[[0, 0]]] * 2

GRADIENTS = NAMES["gradients"]
STAMPED = sorted(set(GRADIENTS["convolution 3"].flatten().int().tolist()))
POOLED = sorted((9 * GRADIENTS["max pooling 3"]).flatten().round().int().tolist())
assert sorted(set(POOLED)) == STAMPED
PATTERNS = {
    name: (NAMES["checkerboard_contrast"](found, 2) / found.square().mean().sqrt()).item()
    for name, found in GRADIENTS.items()
}
assert PATTERNS["convolution 3"] > 0.4
assert PATTERNS["max pooling 3"] > 0.4
assert PATTERNS["max pooling 2"] < 0.03
pooled_once = NAMES["F"].max_pool2d(NAMES["noise"][:1], 2).sum()
(ONE_IMAGE,) = torch.autograd.grad(pooled_once, NAMES["noise"])
assert NAMES["F"].avg_pool2d(ONE_IMAGE[:1], 2).unique().tolist() == [0.25]

SEEN, UNSEEN, RESULTS = NAMES["seen"], NAMES["unseen"], NAMES["results"]
BEFORE, AFTER = RESULTS["transposed", "before"], RESULTS["transposed", "after"]
LEFT = ceil(100 * AFTER[1] / BEFORE[1])
CLEAN = max(RESULTS["resize", "before"][1:] + RESULTS["resize", "after"][1:])
assert CLEAN < 1e-5
WEIGHTS = {
    learnt_upsampling.initial_weights(s, seed=0)[2].numel()
    for _, s in NAMES["decoders"].values()
}
assert len(WEIGHTS) == 1  # as many in one as in the other
assert "lr=0.02" in inspect.getsource(learnt_upsampling.train)

CLAIMS = [
    computed("核 <>、步长 <> 的像素被盖 <>、<> 或 <> 次。", 3, 2, *STAMPED),
    computed("把一张 <> 个通道、处处为 <> 的图放大到 <> 倍", CHANNELS, int(FLAT.max()), SCALE),
    computed("除以 <> 的余数分成 <> 组", SCALE, SCALE**2),
    computed("每 <> 个像素一个周期）", SIZE // NYQUIST),
    stated("0 表示没有棋盘格，1 表示除了棋盘格什么也没有", "tests of checkerboard_contrast"),
    computed("每种层有 <> 个输出通道", CHANNELS_OUT),
    stated("核 4 的转置卷积和像素重排与核 3 一样", "names of rows of the table above it"),
    computed("单位是每 <> 个像素的周期数", SIZE),
    computed("除了均值 `[<>, <>]`，只有含 <> 的三个，", *PEAKS[0][0], PEAKS[0][1][1]),
    computed("三个，<> 正是奈奎斯特频率；", NYQUIST),
    computed("再对 <> 张噪声图取平均；", len(NAMES["noise"])),
    computed(
        "卷积核的权重全是 <>。", int(NAMES["strided"]["convolution 3"].keywords["weight"].max())
    ),
    computed("打印的是内部 <>×<> 个像素", *GRADIENTS["convolution 3"].shape),
    computed("核 <>、步长 <> 的卷积，像素的梯度是 <>、<> 或 <>，", 3, 2, *STAMPED),
    stated("窗口 3、步长 2 时窗口重叠", "the second layer of the cell"),
    computed("比例仍约为 <>、<>、<>。", *sorted(set(POOLED))),
    stated("窗口 2、步长 2 时窗口不重叠", "the third layer of the cell"),
    stated("判别器第一层用步长 2 卷积的 GAN", "the paper, section Artifacts in Gradients"),
    computed("按 <>×<> 取平均缩小", SCALE, SCALE),
    computed(
        "两者都是一个 <>×<> 的卷积、<> 个通道、ReLU",
        *learnt_upsampling.initial_weights((1, 8, 3, 3), seed=0)[0].shape[2:],
        learnt_upsampling.CHANNELS,
    ),
    computed(
        "一个用核 <> 的转置卷积，一个用核 <> 的缩放卷积",
        *(shape[-1] for _, shape in NAMES["decoders"].values()),
    ),
    computed(
        "训练图像 <> 张，数值从 <> 到 <>，",
        *(len(SEEN), round(SEEN.min().item()), round(SEEN.max().item())),
    ),
    stated("训练 200 步", "the argument of train in the cell"),
    computed("取自另外 <> 张图像", len(UNSEEN)),
    stated("亮度依次是 0.5、1 和 3，", "the loop of the cell"),
    stated("亮度 3 超出了训练时见过的范围。", "the images go from 0 to 1"),
    computed("还剩训练前的 <> % 不到。", LEFT),
    computed("亮度 <> 时超过 <>。", 3, floor(10 * AFTER[4]) / 10),
    stated("核 4 的转置卷积、像素重排与核 3 的转置卷积一样", "asserted in the cell"),
    stated("步长 2 的卷积和窗口重叠的最大池化", "the layers of the cell"),
    stated("Distill, 2016. [doi:10.23915/distill.00003](", "a reference"),
    stated("convolution*, 2017. [arXiv:1707.02937](", "a reference"),
]
