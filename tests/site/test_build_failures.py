"""What goes wrong ends the strict build, with the file, the line and what to do."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.site.conftest import build

NOTE = "docs/notes/posts/2021-02-23.md"
NOTEBOOK = "docs/lab/robust-line-fit.ipynb"


def append(file: str, text: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        with (root / file).open("a", encoding="utf-8") as stream:
            stream.write(text)

    return change


def change_a_snippet(root: Path) -> None:
    file = root / "snippets/losses/mse_loss.py"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(".square()", ".square() * 1"), encoding="utf-8")


def break_a_cell(root: Path) -> None:
    notebook = json.loads((root / NOTEBOOK).read_text(encoding="utf-8"))
    cell = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    cell["source"] = ["1 / 0"]
    text = json.dumps(notebook, ensure_ascii=False, indent=1)
    (root / NOTEBOOK).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("changes", "messages"),
    [
        ([append(NOTE, "\n$$\nx^2\n")], [f"{NOTE}:{{last}}: this $$ is never closed"]),
        (
            [append(NOTE, "\n> ```python\n> print(1)\n> ```\n")],
            [f"{NOTE}:{{code}}: 'print(1)' is code that no test runs"],
        ),
        (
            [break_a_cell],
            ["fails with ZeroDivisionError: division by zero; mend the cell"],
        ),
        (
            [change_a_snippet, append("docs/unlisted.md", "# 页\n")],
            [
                "snippets/losses/mse_loss.py:mse_loss has changed since its tests ran",
                'not included in the "nav" configuration:\n  - unlisted.md',
            ],
        ),
    ],
    ids=["mistake-in-a-source", "quoted-code", "failing-cell", "untested-change-and-orphan"],
)
def test_the_strict_build_stops(
    root: Path, changes: list[Callable[[Path], None]], messages: list[str]
) -> None:
    last = len((root / NOTE).read_text(encoding="utf-8").splitlines()) + 2
    for change in changes:
        change(root)
    done = build(root, root / "site")
    assert done.returncode != 0
    for message in messages:
        assert message.format(last=last, code=last + 1) in done.stdout + done.stderr


def test_a_build_that_is_not_strict_marks_what_has_changed(root: Path) -> None:
    change_a_snippet(root)
    done = build(root, root / "site", "--no-strict")
    assert done.returncode == 0, done.stderr
    term = (root / "site/terms/losses/huber-loss/index.html").read_text(encoding="utf-8")
    assert "这一页的代码或公式在文字核对之后改动过" in term
    assert term.count("待验证：这段代码在测试之后改过") >= 2  # the loss, and what uses it
    other = (root / "site/terms/convolution/transposed-convolution/index.html").read_text(
        "utf-8"
    )
    assert "待复核" not in other
    assert "待验证" not in other
