"""The numbers in the text of the notebook on robust line fitting."""

import contextlib
import io
from math import ceil, floor

import nbformat

from tests.pages.claims import computed
from tests.site.sources import ROOT

PAGE = "lab/robust-line-fit.ipynb"


def run() -> dict:
    """Return the names that the notebook's code binds."""
    names: dict = {}
    for cell in nbformat.read(ROOT / "docs" / PAGE, as_version=4).cells:
        if cell.cell_type == "code":
            with contextlib.redirect_stdout(io.StringIO()):
                exec(cell.source, names)
    return names


NAMES = run()
X, CLEAN, SPOILT = NAMES["x"], NAMES["clean"], NAMES["spoilt"]
INTERCEPT, SLOPE = int(NAMES["TRUE_INTERCEPT"]), int(NAMES["TRUE_SLOPE"])
LEFT, RIGHT = int(X[0]), int(X[-1])
COUNT, OUTLIERS = len(X), int(NAMES["is_outlier"].sum())
DROP = int((CLEAN - SPOILT).max())
DELTA = int(NAMES["losses"]["Huber"].keywords["delta"])
DELTAS = [f"{delta:g}" for delta in NAMES["by_delta"]]
LINES, ERRORS = NAMES["lines"], NAMES["errors"]
STEEP = ceil(LINES["MSE"][1])  # the slope under MSE is below it

CLAIMS = [
    computed("真实直线是 $y = <> + <>x$。", INTERCEPT, SLOPE),
    computed(
        "取 $[<>, <>]$ 上等距的 <> 个 $x$，给 $y$ 加上标准差 <> 的正态噪声",
        *(LEFT, RIGHT, COUNT, 0.5),
    ),
    computed("再把最右边 <> 个点的 $y$ 各减去 <>，", OUTLIERS, DROP),
    computed("这 <> 个点就是离群点", OUTLIERS),
    computed("Huber 损失取 $\\delta = <>$，", DELTA),
    computed("在 $[<>, <>]$ 上的最大距离", LEFT, RIGHT),
    computed("有了 <> 个离群点，MSE 的斜率从 <> 附近掉到 <> 以下，", OUTLIERS, SLOPE, STEEP),
    computed("来自那 <> 个离群点。", OUTLIERS),
    computed("<> 个离群点压过了其余 <> 个点。", OUTLIERS, COUNT - OUTLIERS),
    computed("离群点只占 $<>/<>$。", OUTLIERS, COUNT),
    computed("从小于噪声的 <> 调到远大于离群点的 <>，", DELTAS[0], DELTAS[-1]),
    computed("离真实直线都不到 <>。", ceil(2 * max(NAMES["clean_errors"].values())) / 2),
    computed("- <> 个点里有 <> 个离群点时，", COUNT, OUTLIERS),
    computed(
        "MSE 的直线最多偏出 <> 以上，斜率不到 <>（真实值是 <>）；",
        *(floor(ERRORS["MSE"]), STEEP, SLOPE),
    ),
    computed("偏离都不到 <>。", ceil(max(ERRORS["MAE"], ERRORS["Huber"]))),
    computed("从 <> 增到 <>，偏离一路变大", DELTAS[0], DELTAS[-1]),
]
