"""What is kept from the last build is never out of date."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import Files

from site_machinery import meanwhile
from site_machinery.kept_pages import KeptPages
from tests.site.conftest import build
from tests.site.sources import CATALOGUE, ROOT


def replace(file: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def count_one_test_more(root: Path) -> None:
    file = root / "tests/ledger.json"
    ledger = json.loads(file.read_text(encoding="utf-8"))
    block = ledger["blocks"]["snippets/gan/gram_matrix.py:gram_matrix"]
    counts = next(iter(block["tests"].values()))
    counts[next(iter(counts))] += 1
    file.write_text(json.dumps(ledger, ensure_ascii=False), encoding="utf-8")


# One change of each thing that a page depends on, with a page that must show it.
CHANGES = [
    (
        replace("snippets/losses/mse_loss.py", ".square()", ".square() * 1"),
        "terms/losses/mse-loss",
        "待验证：这段代码在测试之后改过",
    ),
    (count_one_test_more, "terms/gan/gram-matrix", "项测试"),
    (
        replace("docs/assets/figures/im2col.svg", "</text>", " 改过</text>"),
        "terms/convolution/im2col",
        "改过",
    ),
    (
        replace("docs/notes/posts/2021-02-23.md", "slug: week-post-2021-02-23", "slug: moved"),
        "week-post-2026-11-23",
        "../moved/",
    ),
    (replace("docs/terms/losses/l1-loss.md", "zh: ", "zh: 新"), "terms", "新"),
    (
        replace("docs/terms/losses/log-cosh-loss.md", "- logcosh", "- logcosh\n    - 离群点"),
        "lab/robust-line-fit",
        '<a class="mention" href="../../terms/losses/log-cosh-loss/">离群点</a>',
    ),
    (
        replace("docs/notes/posts/2026-11-23.md", "这一周回头", "这一周学谱归一化，回头"),
        "terms/normalization/spectral-normalization",
        'href="../../../week-post-2026-11-23/"',
    ),
    (
        replace("docs/terms/losses/hinge-loss.md", "## 易错点", "补一句。\n\n## 易错点"),
        "terms/losses/hinge-loss",
        "补一句。",
    ),
    (  # of the front matter, which is no part of what is rendered
        replace("docs/terms/losses/focal-loss.md", 'reviewed: "', 'reviewed: "0'),
        "terms/losses/focal-loss",
        "待复核",
    ),
]


def contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


# Has a build write down which process does what to which page.
SAYING_WHO = """
import os
from mkdocs.commands import build
def saying(what, function):
    def said(page, *given, **named):
        with open("who.txt", "a", encoding="utf-8") as file:
            file.write(f"{what} {os.getpid()} {page.file.src_uri}\\n")
        return function(page, *given, **named)
    return said
build._populate_page = saying("render", build._populate_page)
build._build_page = saying("write", build._build_page)
"""


def built(root: Path, name: str, prologue: str = "") -> dict[str, bytes]:
    nowhere = {"REPO_URL": "", "EDIT_URI": ""}
    done = build(root, root / name, "--no-strict", prologue=prologue, variables=nowhere)
    assert done.returncode == 0, done.stdout + done.stderr
    return contents(root / name)


def assert_two_processes_did_it(who: Path) -> None:
    lines = [line.split() for line in who.read_text(encoding="utf-8").splitlines()]
    did: dict[str, dict[str, list[str]]] = {"render": {}, "write": {}}
    for what, process, page in lines:
        did[what].setdefault(process, []).append(page)
    first, second = did["render"].values()
    assert len(set(first)) == len(first)  # it restores what the second has rendered
    assert set(second) < set(first)
    assert len(second) > len(first) / 10
    first_half, second_half = did["write"].values()
    assert sorted([*first_half, *second_half]) == sorted(first)  # each once
    assert min(len(first_half), len(second_half)) > len(first) / 10


def test_a_build_with_kept_pages_is_that_without(root: Path) -> None:
    kept = root / ".cache/pages"
    before = built(root, "before")
    pages = "".join(t.decode() for file, t in before.items() if file.endswith(".html"))
    assert "分钟读完" in pages
    assert "编辑这一页" not in pages  # there is no repository to lead to
    assert "更新</span>" not in pages  # and no history
    assert b"<lastmod>" not in before["sitemap.xml"]
    names = {file.name for file in kept.iterdir()}
    for change, _, _ in CHANGES:
        change(root)
    after = built(root, "after")
    still = names & {file.name for file in kept.iterdir()}
    assert len(names) / 2 < len(still) < len(names)  # most are restored, and not all
    shutil.rmtree(kept)
    assert after == built(root, "anew", SAYING_WHO)
    if meanwhile.CAN_FORK:
        assert_two_processes_did_it(root / "who.txt")
    for _, page, shown in CHANGES:
        assert after[f"{page}/index.html"] != before[f"{page}/index.html"], page
        assert shown in after[f"{page}/index.html"].decode(), page
    replace("mkdocs.yml", "本节链接", "这一节")(root)
    restored = after["terms/losses/log-cosh-loss/index.html"].decode()
    left = root / "after/gone/index.html"
    left.parent.mkdir()
    left.write_text("of the site before", encoding="utf-8")
    again = built(root, "after")
    assert "gone/index.html" not in again
    rendered = again["terms/losses/log-cosh-loss/index.html"].decode()
    assert rendered == restored.replace("本节链接", "这一节") != restored
    for number, file in enumerate(sorted(kept.iterdir())):
        whole = file.read_bytes()
        file.write_bytes((whole[:-1], whole[:20], b"{}\n", b"\xff")[number % 4])
    assert built(root, "after") == again


def test_the_address_of_the_site_is_part_of_what_decides(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Programs name it; the environment sets it."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    deciding = set()
    for address in ("https://one.example/", "https://other.example/"):
        monkeypatch.setenv("SITE_URL", address)
        config = load_config(str(ROOT / "mkdocs.yml"))
        deciding.add(KeptPages(ROOT, config, Files([]), CATALOGUE)._program)
    assert len(deciding) == 2


def test_a_page_with_a_fault_is_not_kept(root: Path) -> None:
    """Else the second build would pass over it."""
    replace("docs/verification.md", "# ", "[断](nowhere.md)\n\n# ")(root)
    for _ in range(2):
        done = build(root, root / "site")
        assert done.returncode != 0
        assert "nowhere.md" in done.stdout + done.stderr
