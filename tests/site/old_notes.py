"""Notes as the author wrote them for Hexo and VuePress, made up: good ones, and broken ones.

    python -m tests.site.old_notes FOLDER 180

writes so many good ones into a folder, and one of each broken kind.
"""

import random
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

WORDS = (
    "卷积 损失 梯度 网络 样本 特征 通道 步长 填充 归一化 判别器 生成器 权重 残差 学习率 收敛 "
    "离群点 输出 输入 矩阵 转置 参数 批次 优化 误差 平方 绝对值 指数 分布 采样"
).split()


@dataclass(frozen=True)
class Atoms:
    """What must not be lost of a note, word for word."""

    sentences: tuple[str, ...]
    formulas: tuple[str, ...]
    blocks: tuple[str, ...]
    images: tuple[str, ...]
    links: tuple[str, ...]


@dataclass(frozen=True)
class Made:
    """A made-up note: its file's name, its bytes, and what must not be lost of it."""

    name: str
    data: bytes
    atoms: Atoms


class _Writer:
    """Writes one note, drawing from a generator what the next part is."""

    def __init__(self, draw: random.Random, number: int) -> None:
        self.draw, self.number = draw, number
        self.sentences: list[str] = []
        self.formulas: list[str] = []
        self.blocks: list[str] = []
        self.images: list[str] = []
        self.links: list[str] = []
        self._count = 0

    def sentence(self) -> str:
        self._count += 1
        words = "".join(self.draw.choices(WORDS, k=self.draw.randint(3, 9)))
        text = f"{words}，第 {self.number} 篇的第 {self._count} 句。"
        self.sentences.append(text)
        return text

    def tex(self) -> str:
        self._count += 1
        text = rf"y_{{{self._count}}} = \frac{{x^{{2}}}}{{{self.number + 1}}}"
        self.formulas.append(text)
        return text

    def block(self, text: str) -> str:
        self.blocks.append(text)
        return text

    def address(self, kind: str) -> str:
        self._count += 1
        return f"https://example.org/{kind}/{self.number}-{self._count}"

    # The kinds of parts, as they stand in old notes

    def plain(self) -> str:
        return self.sentence() + self.draw.choice(["", " ", "\n"]) + self.sentence()

    def heading(self) -> str:
        self._count += 1
        return f"{self.draw.choice(['##', '###'])} 小节 {self._count}\n\n{self.sentence()}"

    def display(self) -> str:
        shapes = ["$$\n{}\n$$", "$${}$$", "$$\n\n{}\n\n$$", "$$ {}\n$$"]
        return self.draw.choice(shapes).format(self.tex())

    def inline(self) -> str:
        shape = self.draw.choice(["${}$", "$ {} $", "$${}$$", r"\({}\)"])
        return f"其中 {shape.format(self.tex())} 是{self.sentence()}"

    def python(self) -> str:
        self._count += 1
        body = self.draw.choice(
            [
                f"import torch\n\nx = torch.ones({self._count})\nprint(x.shape)\n",
                f"class Layer{self._count}(nn.Module):\n\n    def forward(self, x):\n"
                f"        return x * {self._count}\n",
                f"values = [n * {self._count} for n in range(3)]\n",
                f"def add_{self._count}(a, b=1):\n    return a + b\n",
            ]
        )
        head = self.draw.choice(["python", "py", "Python", ""])
        return f"```{head}\n{self.block(body)}```"

    def no_program(self) -> str:
        self._count += 1
        head, body = self.draw.choice(
            [
                ("python", f"for epoch in range({self._count}):\n    ...\n"),
                ("python", f"loss_{self._count} = criterion(output, target)\n"),
                ("python", f"import tensorflow as tf{self._count}\n"),
                ("python", f"x = {self._count} +\n"),
                ("bash", f"pip install package-{self._count}\n"),
                ("cpp", f"int x = {self._count};\n"),
                ("", f"加载 {self._count} 个文件……\n"),
                ("js {1,3}", f"const x = {self._count};\n"),
            ]
        )
        ticks = self.draw.choice(["```", "~~~", "````"])
        return f"{ticks}{head}\n{self.block(body)}{ticks}"

    def indented(self) -> str:
        self._count += 1
        body = f"make target-{self._count}\n"
        return f"    {self.block(body)}".rstrip("\n")

    def image(self) -> str:
        target = self.address("image") + ".png"
        self.images.append(target)
        words = self.draw.choice(["", f"图 {self._count} 的说明"])
        return self.draw.choice(
            [
                f"![{words}]({target})",
                f'<img src="{target}" alt="{words}" width="300">',
                f'<center><img src="{target}" alt="{words}"></center>',
                f'![{words}]({target} "标题")',
            ]
        )

    def link(self) -> str:
        target = self.address("page") + self.draw.choice(["", "?a=1&b=2", "#part"])
        self.links.append(target)
        shapes = ["见[出处]({})，", "见 <{}> ，", "见 {} ，"]
        return self.draw.choice(shapes).format(target) + self.sentence()

    def expiring(self) -> str:
        target = f"{self.address('s')}?timestamp=1&signature=a*b-{self._count}"
        self.links.append(target)
        return f"参考[会过期的文章]({target})。{self.sentence()}"

    def html(self) -> str:
        return self.draw.choice(
            [
                f"一行<br>另一行，H<sub>2</sub>O，{self.sentence()}",
                f'<div align="center">\n{self.sentence()}\n</div>',
                f'<font color="red">{self.sentence()}</font>',
                f"<table>\n<tr><td>{self.sentence()}</td></tr>\n</table>",
                f"<details>\n<summary>展开</summary>\n\n{self.sentence()}\n\n</details>",
                f"<iframe>\n{self.sentence()}\n</iframe>",
            ]
        )

    def container(self) -> str:
        kind = self.draw.choice(["tip", "warning 注意", "danger", "details 展开", "theorem 甲"])
        inside = self.draw.choice([self.plain, self.python, self.display, self.listing])
        return f"::: {kind}\n{inside()}\n:::"

    def listing(self) -> str:
        mark = self.draw.choice(["-", "*", "1.", "1)"])
        nested = f"\n  {mark} {self.sentence()}" if self.draw.random() < 0.5 else ""
        return f"{mark} {self.sentence()}{nested}\n{mark} {self.sentence()}"

    def listing_after_text(self) -> str:
        return f"{self.sentence()}\n- {self.sentence()}\n- {self.sentence()}"

    def table(self) -> str:
        return f"{self.sentence()}\n| 甲 | 乙 |\n| --- | :-: |\n| {self.sentence()} | 1 |"

    def footnote(self) -> str:
        self._count += 1
        name = f"n{self._count}"
        return f"{self.sentence()}[^{name}]\n\n[^{name}]: {self.sentence()}"

    def quotation(self) -> str:
        return self.draw.choice(
            [
                f"> {self.sentence()}\n> {self.sentence()}",
                "> ```python\n> " + self.block(f"print({self._count + 9000})\n") + "> ```",
            ]
        )

    def comment(self) -> str:
        return f"<!-- {self.sentence()} -->"

    def money(self) -> str:
        return f"一张卡要 $500 到 $600，{self.sentence()}"

    def code_span(self) -> str:
        return f"用 `$x$` 和 `a[0](b)` 这样的写法，{self.sentence()}"


PARTS = [
    name
    for name, value in vars(_Writer).items()
    if callable(value)
    and not name.startswith("_")
    and name not in ("sentence", "tex", "block", "address")
]


def old_note(number: int, parts: list[str], seed: int, slug: str = "") -> Made:
    """Return a note of these parts, in one of the shapes of front matter and of bytes."""
    draw = random.Random(seed)
    writer = _Writer(draw, number)
    day = date(2015, 1, 5) + timedelta(days=7 * number)
    slug = slug or f"week-post-{day}"
    moment = draw.choice(
        [
            f"{day}",
            f"{day} 23:33:09",
            f"{day}T15:33:09.000Z",
            f"{day} 08:03:09 +0800",
            f"'{day} 8:03'",
            f"{day:%Y/%m/%d}",
        ]
    )
    body = "\n\n".join(getattr(writer, part)() for part in parts)
    more = draw.choice(["<!--more-->", "<!-- more -->", "<!--  more-->"])
    body = draw.choice([f"{writer.sentence()}\n{more}\n\n{body}", f"{more}\n\n{body}", body])
    head = [
        f"title: {writer.sentence()}",
        f"date: {moment}",
        draw.choice([f"permalink: {slug}", f"permalink: /{slug}/", f"permalink: '/{slug}/'"]),
        draw.choice(["tags: 周报", "tags:\n - 周报\n - 学习", "tags: [周报]", "tags:"]),
        draw.choice(["categories: 周报", "categories:\n - [周报, 甲]", "category: 周报"]),
    ]
    if draw.random() < 0.7:
        head.append(f"abstract: {writer.sentence()}")
    if draw.random() < 0.3:
        head.append(f"cover: {writer.address('cover')}")
    text = "---\n" + "\n".join(head) + f"\n---\n\n{body}\n"
    data = text.encode(draw.choice(["utf-8", "utf-8", "utf-8-sig", "gbk"]))
    if draw.random() < 0.3:
        data = data.replace(b"\n", b"\r\n")
    # Of several shapes that were written, one was drawn.
    written = (writer.sentences, writer.formulas, writer.blocks, writer.images, writer.links)
    atoms = Atoms(*(tuple(part for part in parts if part in text) for parts in written))
    return Made(f"{day}.md", data, atoms)


def many(count: int) -> list[Made]:
    """Return notes that have every part, each in a different order."""
    notes = []
    for number in range(count):
        draw = random.Random(number)
        parts = draw.sample(PARTS, k=draw.randint(6, len(PARTS)))
        notes.append(old_note(number, parts, number))
    return notes


_HEAD = "---\ntitle: 甲\ndate: 2014-01-{:02d}\npermalink: broken-{}\n---\n\n"

# Each way in which a note is broken: what follows its head (or all of it, as bytes), the line
# on which that is said, and some words of what is said.
BROKEN: dict[str, tuple[str | bytes, int, str]] = {
    "no-date": (b"---\ntitle: x\n---\n\ntext\n", 1, "needs a date, got none"),
    "malformed-date": (b"---\ntitle: x\ndate: soon\n---\n", 3, "needs a date, got 'soon'"),
    "impossible-date": (b"---\ntitle: x\ndate: '2021-02-30'\n---\n", 3, "no such date"),
    "no-title": (b"---\ndate: 2021-02-23\n---\n\ntext\n", 1, "a note needs a title"),
    "unclosed-front-matter": (b"---\ntitle: x\n\ntext\n", 1, "is never closed; add a line ---"),
    "malformed-front-matter": (b"---\ntitle: [x\ndate: 1\n---\n", 3, "not valid YAML"),
    "no-mapping": (b"---\n- a\n---\n", 2, "must be 'key: value' lines"),
    "key-twice": (b"---\ntitle: x\ndate: 2021-02-23\ntitle: y\n---\n", 4, "'title' twice"),
    "draft": (b"---\ntitle: x\ndate: 2021-02-23\ndraft: true\n---\n", 4, "a draft"),
    "empty": (b"\n", 1, "the file is empty"),
    "binary": (b"---\ntitle: x\n---\n\0\1", 4, "a zero byte"),
    "damaged": ("---\ntitle: 周报一二三\n---\n".encode() + b"\xe5\x91\n", 4, "damaged"),
    "control": (b"---\ntitle: x\n---\n\na\x07b\n", 5, "a control character"),
    "permalink": (
        b"---\ntitle: x\ndate: 2021-02-23\npermalink: /:year/\n---\n",
        *(4, "the permalink '/:year/' is no address"),
    ),
    "unclosed-fence": ("文字\n\n```python\nx = 1\n", 9, "this fence is never closed"),
    "unclosed-formula": ("文字\n\n$$\nx = 1\n", 9, "this formula is never closed"),
    "unclosed-container": ("::: tip\n文字\n", 7, "this container is never closed"),
    "unclosed-comment": ("文字 <!-- 注释\n", 7, "this comment is never closed"),
    "formula": ("文字\n\n好 $\\frac{1}$ 的\n", 9, "KaTeX cannot read this formula"),
    "footnote": ("文字\n\n没有脚注的[^1]引用\n", 9, "is markup that a reader would see"),
}


def broken() -> dict[str, bytes]:
    """Return name -> bytes of one note of each broken kind."""
    notes = {}
    for number, (name, (content, _, _)) in enumerate(BROKEN.items(), start=1):
        text = content if isinstance(content, bytes) else None
        if text is None:
            text = (_HEAD.format(number, name) + content).encode()
        notes[f"{name}.md"] = text
    return notes


def main(folder: str, count: str) -> None:
    """Write notes into a folder."""
    root = Path(folder)
    root.mkdir(parents=True)
    for note in many(int(count)):
        (root / note.name).write_bytes(note.data)
    for name, data in broken().items():
        (root / name).write_bytes(data)


if __name__ == "__main__":
    main(*sys.argv[1:])
