"""A site of any number of notes, to measure on: each of 8 kB, 6 formulas and 4 blocks.

    python -m tests.site.corpus FOLDER 1000

writes `docs` and `snippets` there, and says how long `check` takes: first with nothing kept,
then again. No formula, sentence or module stands twice.
"""

import random
import sys
import time
from datetime import date, timedelta
from pathlib import Path

_WORDS = (
    "卷积 损失 梯度 网络 样本 特征 通道 步长 填充 归一化 判别器 生成器 权重 残差 学习率 收敛 "
    "离群点 输出 输入 矩阵 转置 参数 批次 优化 误差 平方 绝对值 指数 分布 采样"
).split()
_MODULE = '''"""The code of note {n}."""
'''
_SECTION = '''
# --8<-- [start:part_{k}]
import torch
from torch import Tensor


def scaled_{k}(x: Tensor) -> Tensor:
    """Return x times {n}.{k}."""
    return x * {n}.{k}


assert scaled_{k}(torch.ones(2)).shape == (2,)
# --8<-- [end:part_{k}]
'''


def note(n: int) -> tuple[str, str, str]:
    """Return the day of a note, its page, and the module that it shows."""
    draw = random.Random(n)
    day = str(date(2000, 1, 3) + timedelta(days=7 * n))

    def sentence() -> str:
        return "".join(draw.choices(_WORDS, k=12)) + f"，第 {draw.random():.6f} 次。"

    parts = [
        f"---\ntitle: 第 {n} 篇\ndate: {day}\nslug: week-post-{day}\ntags: [周报]\n"
        f"categories: [周报]\ndescription: {sentence()}\n---\n\n{sentence()}\n\n<!-- more -->\n"
    ]
    for k in range(4):
        parts.append(f"\n## 第 {k} 节 {{#part-{k}}}\n")
        parts += [f"\n{''.join(sentence() for _ in range(4))}\n" for _ in range(4)]
        reference = f"snippets/notes/note_{n}.py:part_{k}"
        parts.append(f'\n```python\n--8<-- "{reference}"\n```\n')
        parts.append(f"\n其中 $x_{{{n}}} = {k}$。\n")
        if k % 2:
            parts.append(
                "\n<!-- formula: none made up -->\n$$\n"
                rf"y = \frac{{1}}{{N}} \sum_{{i=1}}^{{N}} \left(x_i - {n}\right)^{{{k}}}"
                "\n$$\n"
            )
    module = _MODULE.format(n=n) + "\n".join(_SECTION.format(n=n, k=k) for k in range(4))
    return day, "".join(parts), module


def write(root: Path, count: int) -> None:
    """Write a site of so many notes."""
    (root / "docs/notes/posts").mkdir(parents=True)
    (root / "snippets/notes").mkdir(parents=True)
    for n in range(count):
        day, page, module = note(n)
        (root / f"docs/notes/posts/{day}.md").write_text(page, encoding="utf-8")
        (root / f"snippets/notes/note_{n}.py").write_text(module, encoding="utf-8")


def main(folder: str, count: str) -> None:
    """Write the site and time the check."""
    from site_machinery.checks import check

    root = Path(folder)
    write(root, int(count))
    for which in ("cold", "warm"):
        start, cpu = time.perf_counter(), time.process_time()
        problems = check(root)
        spent = time.perf_counter() - start, time.process_time() - cpu
        sys.stdout.write(
            f"{which}: {spent[0]:.2f} s ({spent[1]:.2f} s CPU), {len(problems)} problems\n"
        )
        sys.stdout.writelines(f"{problem}\n" for problem in problems[:3])


if __name__ == "__main__":
    main(*sys.argv[1:])
