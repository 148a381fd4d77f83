"""The numbers in the text of the notebook on GANs of a toy distribution.

Training takes seconds, so what it gives is read off the page that the build keeps; only the
cells that define things are run here.
"""

import contextlib
import inspect
import io
import re

import nbformat

from site_machinery.notebooks import markdown_of
from snippets.gan.gan_training import train_gan
from tests.pages.claims import computed, stated
from tests.site.sources import ROOT

PAGE = "lab/toy-gan.ipynb"
NOTEBOOK = ROOT / "docs" / PAGE
OUTPUTS = re.findall(r"```\{ \.text \.output \}\n(.*?)\n```", markdown_of(ROOT, NOTEBOOK), re.S)


def definitions() -> dict:
    """Return the names that the cells bind in which nothing is trained."""
    names: dict = {}
    for cell in nbformat.read(NOTEBOOK, as_version=4).cells:
        if cell.id in ("data", "losses", "train"):
            with contextlib.redirect_stdout(io.StringIO()):
                exec(cell.source, names)
    return names


def rows(output: str) -> dict[str, list[float]]:
    """Return the numbers of each line of a printed table by the words before them."""
    lines = (re.match(r" *(\D*?) *(\d[\d., %]*)$", line) for line in output.splitlines())
    return {
        line[1] or line[2].split()[0]: [float(n) for n in re.findall(r"\d+(?:\.\d+)?", line[2])]
        for line in lines
        if line
    }


NAMES = definitions()
MODES, RADIUS, SPREAD = NAMES["MODES"], int(NAMES["RADIUS"]), NAMES["SPREAD"]
SAMPLES, LEAST = len(NAMES["real_samples"]), NAMES["LEAST"]
DEVIATIONS = round(NAMES["REACH"] / SPREAD)
GENERATOR, DISCRIMINATOR = NAMES["networks"]()
MOMENTS = NAMES["MOMENTS"]
RATE = inspect.signature(train_gan).parameters["lr"].default
STARTS, TABLE = rows(OUTPUTS[2]), rows(OUTPUTS[3])
FIRST, *_, LAST = STARTS.values()
AHEAD = int(LAST[0])
MOST_CERTAIN, FACTOR = 0.01, 100  # asserted in the notebook
assert LAST[1] < MOST_CERTAIN
assert LAST[2] < FIRST[2] / 10
assert LAST[3] > FACTOR * LAST[2]
assert list(TABLE["steps"]) == list(MOMENTS)
TRAINED = {name: row for name, row in TABLE.items() if name != "steps"}
assert len(TRAINED) == 6
BEFORE = {row[-4] for row in TRAINED.values()}
FULL = {row[-2] for row in TRAINED.values()}
CIRCLE = f"{NAMES['circle_share']:.0%}"
assert all(row[-1] > 100 * NAMES["circle_share"] for row in TRAINED.values())
MARGIN = 10  # asserted in the notebook
assert TRAINED["WGAN-GP"][-1] < 100 * NAMES["circle_share"] + MARGIN

CLAIMS = [
    computed("真实分布有 <> 个峰", MODES),
    computed("排在半径 <> 的圆周上", RADIUS),
    computed("标准差 <> 的二维正态分布", SPREAD),
    computed("不超过 <> 个标准差，就算", DEVIATIONS),
    computed("<> 个样本里至少有 <> 个落在一个峰上", SAMPLES, LEAST),
    computed("每个峰有 <> 个。", SAMPLES // MODES),
    computed("真样本也有约 <>% 离", round(100 * (1 - NAMES["real_share"]))),
    computed("离峰超过 <> 个标准差", DEVIATIONS),
    stated("上限不是 100%", "a whole"),
    computed("也覆盖全部 <> 个，份额是 <>。", int(NAMES["circle_modes"]), CIRCLE),
    computed("输入各是 <> 个数。", GENERATOR[0].in_features),
    stated("在论文里是 10[", "the paper's choice"),
    computed("在 <> 个峰的玩具分布上", MODES),
    stated("上用的是 0.1[", "the authors' choice, which the cell below takes over"),
    computed("$D$ 约为 <>/<>，", 1, round(1 / FIRST[1])),
    computed("它先走 <> 步以后，$D$ 不到 <>：", AHEAD, MOST_CERTAIN),
    computed("非饱和损失的是它的 <> 倍以上。两者", FACTOR),
    stated("$-D$ 和 $D - 1$，样本", "the slopes that the page of the losses derives"),
    stated("前者接近 0，后者接近 −1。", "the limits of the slopes for D = 0"),
    computed("学习率都从 <> 直线降到 <>，一批 <> 个样本。", RATE, 0, NAMES["BATCH"]),
    computed("在第 <>、<>、<> 和 <> 步", *MOMENTS),
    computed("用同样的 <> 个噪声", SAMPLES),
    computed("判别器没有先走 <> 步；", AHEAD),
    stated("蓝点是 60 个", "as many as the cell below hands to the drawing"),
    computed("极小极大损失的梯度所剩无几，非饱和损失的是它的 <> 倍以上。", FACTOR),
    computed("- <> 步以后，六种做法都覆盖了全部 <> 个峰", MOMENTS[-1], int(*FULL)),
    computed("只高出不到 <> 个百分点，", MARGIN),
    computed("- 第 <> 步时每一种都已覆盖 <> 个峰，", MOMENTS[-2], int(*BEFORE)),
    stated("NeurIPS 2017", "a reference"),
    stated("arXiv:1704.00028", "a reference"),
    stated("ICLR 2015", "a reference"),
    stated("arXiv:1412.6980", "a reference"),
]
