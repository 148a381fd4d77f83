"""import: nothing of an old note is lost, code that runs stays code, a bad file is named."""

import re
from pathlib import Path
from urllib.error import HTTPError

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from site_machinery.author import fences, old_note
from site_machinery.author.__main__ import main
from site_machinery.author.importing import Importer, Taken, notes_in
from site_machinery.catalogue import Catalogue
from site_machinery.checks import check
from site_machinery.ledger import Evidence
from site_machinery.markdown_extensions.code import CodeExtension
from site_machinery.pages import parse_page
from site_machinery.redirects import file_of, page, redirects
from site_machinery.running import Ran, run_forked
from tests.site import old_notes

PNG = b"\x89PNG\r\n\x1a\n"

# In the format of the author's notes, every sentence made up here.
A_NOTE = """---
title: 一周的笔记
date: 2021-03-09 21:05:00
permalink: week-post-2021-03-09
tags:
 - 周报
categories: 周报
abstract: 这一周记了两个概念。
---

<!--more-->

## 逐通道的卷积

参考[一篇会过期的文章](https://example.org/s?src=11&timestamp=1&signature=a*b-c)

逐通道的卷积只看一个通道，见 [文档](https://example.org/docs/conv.html)。


```python
# from: https://example.org/net.py#L1

class Depthwise(nn.Module):

    def __init__(self, channels, kernel_size=3):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, kernel_size, groups=channels)

    def forward(self, x):

        return self.conv(x)
```

![把 2×2 变成 4×4](https://example.org/imgs/1.png)

公式为[图片](https://example.org/imgs/2.png)

$$
J=\\frac{1}{N} \\sum_{i=1}^{N} \\left|y_{i}-\\hat{y}_{i}\\right|
$$

其中 $\\left|y_{i}-\\hat{y}_{i}\\right|$  是误差，出处：https://example.org/abs/1 。

![](https://example.org/imgs/3.png)

## 参考资料

[1. 一篇会过期的文章](https://example.org/s?signature=a*b-c&new=1)
[2. 一本书](https://example.org/book)
"""


def accept(program: str) -> Ran:
    """Play a run that goes well: most tests here are of the text."""
    return Ran(0, "", "")


def reject(program: str) -> Ran:
    return Ran(1, "", "NameError: name 'x' is not defined")


def picture(address: str) -> bytes:
    return PNG + address.encode()


def unreachable(address: str) -> bytes:
    raise OSError("Connection refused")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An empty repository."""
    (tmp_path / "docs/terms").mkdir(parents=True)
    (tmp_path / "docs/terms/index.md").write_text("# 术语\n", encoding="utf-8")
    return tmp_path


def put(folder: Path, name: str, content: str | bytes) -> Path:
    folder.mkdir(exist_ok=True)
    data = content if isinstance(content, bytes) else content.encode()
    (folder / name).write_bytes(data)
    return folder / name


def take(root: Path, *files: Path, fetch=unreachable, run=accept) -> list[Taken]:
    importer = Importer(root, fetch, run)
    taken = importer.take(notes_in(files))
    for outcome in taken:
        importer.write(outcome)
    return taken


def body_of(lines: str, root: Path, **given) -> tuple[str, list[str]]:
    """Return the page that a body becomes, without front matter, and its gaps."""
    head = (
        "---\ntitle: 甲\ndate: 2021-03-09\npermalink: a\nabstract: 一句话。\n---\n\n导语。\n\n"
    )
    head += "<!-- more -->\n\n"
    (taken,) = take(root, put(root / "old", "a.md", head + lines), **given)
    assert taken.bad is None, taken.bad
    text = (root / taken.page).read_text(encoding="utf-8")
    return text.partition("<!-- more -->\n\n")[2], [gap.what for gap in taken.gaps]


# Nothing is lost


def words(text: str) -> str:
    return " ".join(text.split())


def assert_kept(atoms: old_notes.Atoms, taken: Taken) -> None:
    """Each part of a note stands on its page, in its module, among its images, or its gaps."""
    texts = [
        text.decode(errors="replace") if isinstance(text, bytes) else text
        for text in taken.files.values()
    ]
    reported = "\n".join(gap.what for gap in taken.gaps)
    kept = words("\n".join([*texts, reported]))
    without_marks = words(re.sub(r"(?m)^\s*>? ?", "", "\n".join(texts)))
    for part in (*atoms.sentences, *atoms.formulas, *atoms.images, *atoms.links):
        assert words(part) in kept, part
    for block in atoms.blocks:
        assert words(block) in without_marks, block


ALPHABET = st.lists(st.sampled_from(old_notes.PARTS), min_size=1, max_size=8)


@settings(max_examples=40)
@given(parts=ALPHABET, seed=st.integers(0, 10**6), fetched=st.booleans())
def test_nothing_of_a_generated_note_is_lost(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str], seed: int, fetched: bool
) -> None:
    folder = tmp_path_factory.mktemp("note")
    made = old_notes.old_note(3, parts, seed)
    importer = Importer(folder, picture if fetched else unreachable, accept)
    (taken,) = importer.take([put(folder / "old", made.name, made.data)])
    assert taken.bad is None, f"{taken.bad}\n{made.data.decode(errors='replace')}"
    assert_kept(made.atoms, taken)


def test_a_loss_would_be_noticed() -> None:
    atoms = old_notes.Atoms(("一句。",), ("x^2",), ("a = 1\n",), ("i.png",), ("l",))
    whole = Taken(Path("a"), files={"p": "一句。 x^2 a = 1 i.png l"})
    assert_kept(atoms, whole)
    for part in ("一句。", "x^2", "a = 1", "i.png", "l"):
        text = "一句。 x^2 a = 1 i.png l".replace(part, "", 1)
        with pytest.raises(AssertionError):
            assert_kept(atoms, Taken(Path("a"), files={"p": text}))


def test_a_note_in_the_format_of_the_authors_becomes_a_page(root: Path) -> None:
    (taken,) = take(root, put(root / "old", "note.md", A_NOTE))
    assert (taken.page, taken.address) == (
        "docs/notes/posts/2021-03-09.md",
        "/week-post-2021-03-09/",
    )
    meta = parse_page((root / taken.page).read_text(encoding="utf-8")).meta
    assert meta["title"] == "一周的笔记"
    assert str(meta["date"]) == "2021-03-09 21:05:00"
    assert (meta["tags"], meta["categories"]) == (["周报"], ["周报"])
    assert meta["description"] == "这一周记了两个概念。"
    assert meta["unverified"] == "import"
    assert meta["gaps"] == [str(gap) for gap in taken.gaps]
    assert [str(gap) for gap in taken.gaps] == [
        "line 15: this link expires and became plain text: "
        "https://example.org/s?src=11&timestamp=1&signature=a*b-c",
        "line 34: an image is missing (Connection refused): https://example.org/imgs/1.png",
        "line 44: an image is missing (example.org does not answer): "
        "https://example.org/imgs/3.png",
        "line 48: this link expires and became plain text: "
        "https://example.org/s?signature=a*b-c&new=1",
    ]
    assert check(root) == []


def test_nothing_of_that_note_is_lost(root: Path) -> None:
    (taken,) = take(root, put(root / "old", "note.md", A_NOTE))
    body = A_NOTE.split("---\n")[2]
    fence = re.search(r"```python\n(.*?)```", body, re.S)[1]
    marks = r"```.*?```|\$\$.*?\$\$|!?\[(.*?)\]\(.*?\)|[#$]|<!--more-->"
    prose = re.sub(marks, r"\1", body, flags=re.S)
    sentences = [line.strip() for line in prose.splitlines() if line.strip()]
    formulas = re.findall(r"\$\$\n(.*?)\n\$\$|\$([^$]+)\$", body)
    text = (root / taken.page).read_text(encoding="utf-8")
    plain = re.sub(r"!?\[(.*?)\]\(.*?\)|[#$<>]", r"\1", text)
    for sentence in sentences:
        assert sentence.replace("https://example.org/abs/1 ", "https://example.org/abs/1") in (
            plain.replace("https://example.org/abs/1 ", "https://example.org/abs/1")
        )
    addresses = re.findall(r"\]\((.*?)\)", body)
    atoms = old_notes.Atoms(
        (), tuple("".join(f) for f in formulas), (fence,), (), tuple(addresses)
    )
    assert_kept(atoms, taken)


# What becomes of each part


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("甲 $ x^2 $ 乙", "甲 $x^2$ 乙"),
        (r"甲 \(x\) 乙", "甲 $x$ 乙"),
        ("甲 $$x$$ 乙", "甲 $x$ 乙"),
        ("一张 $5，两张 $6", "一张 `$5`，两张 `$6`"),
        ("`$x$` 不动", "`$x$` 不动"),
        ("文字\n- 甲\n  - 乙\n- 丙", "文字\n\n- 甲\n    - 乙\n- 丙"),
        ("1) 甲\n2) 乙", "1. 甲\n2. 乙"),
        ("文字\n| a | b |\n|---|---|\n| 1 | 2 |", "文字\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
        ("::: tip 标题\n甲\n:::", '!!! tip "标题"\n\n    甲'),
        (
            "::: warning\n甲\n:::: details 乙\n丙\n::::\n:::",
            '!!! warning\n\n    甲\n\n    ??? note "乙"\n\n        丙',
        ),
        (
            "<details>\n<summary>展开</summary>\n\n甲\n\n</details>",
            '??? note "展开"\n\n    甲',
        ),
        ("见 https://example.org/a。", "见 <https://example.org/a>。"),
        ("[甲](https://example.org/a_(b))", "[甲](https://example.org/a_(b))"),
        ("[甲](#乙-丙)\n\n## 乙 丙", "[甲](#yi-bing)\n\n## 乙 丙"),
        ("甲<br>乙 H<sub>2</sub>O", "甲<br>乙 H<sub>2</sub>O"),
        ("句[^1]\n\n[^1]: 注", "句[^1]\n\n[^1]: 注"),
    ],
)
def test_a_part_is_written_as_pages_here_have_it(root: Path, old: str, new: str) -> None:
    text, gaps = body_of(old + "\n", root)
    assert text == new + "\n"
    assert gaps == []


@pytest.mark.parametrize(
    ("old", "new", "gap"),
    [
        ("[甲](https://a.org/?signature=1)", "甲", "https://a.org/?signature=1"),
        ("[甲](/gone/)", "甲", "/gone/"),
        ("甲<!-- 乙 -->丙", "甲丙", "<!-- 乙 -->"),
        ("[TOC]\n\n甲", "甲", "[TOC]"),
        ("<center>\n甲\n</center>", "甲", "<center> </center>"),
        ("<font color=red>甲</font>", "甲", "</font>"),
        ("甲 <input value=1> 乙", "甲 `<input value=1>` 乙", "<input value=1>"),
        ("::: theorem 甲\n乙\n:::", '!!! note "甲"\n\n    乙', "'theorem'"),
    ],
)
def test_what_has_no_place_is_reported(root: Path, old: str, new: str, gap: str) -> None:
    text, gaps = body_of(old + "\n", root)
    assert text == new + "\n"
    assert any(gap in what for what in gaps), gaps


@pytest.mark.parametrize("shape", ["$$\n{}\n$$", "$${}$$", "$$\n\n{}\n\n$$", "\\[\n{}\n\\]"])
def test_a_display_formula_says_that_nothing_computes_it(root: Path, shape: str) -> None:
    text, _ = body_of(shape.format("x^2") + "\n", root)
    assert text.endswith("-->\n$$\nx^2\n$$\n")
    assert text.startswith("<!-- formula: none ")


def test_a_link_to_another_note_leads_to_its_page(root: Path) -> None:
    other = A_NOTE.replace("2021-03-09", "2021-03-16")
    linked = "[那](/week-post-2021-03-16/)"
    linking = A_NOTE.replace("[文档](https://example.org/docs/conv.html)", linked)
    take(root, put(root / "old", "a.md", linking), put(root / "old", "b.md", other))
    text = (root / "docs/notes/posts/2021-03-09.md").read_text(encoding="utf-8")
    assert "[那](2021-03-16.md)" in text
    assert check(root) == []


def test_images_are_fetched_once_and_known_by_what_they_begin_with(root: Path) -> None:
    asked = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        return b"<html>not found" if address.endswith("b.png") else PNG

    body = (
        "![甲](https://a.org/a.png)\n\n![](https://a.org/a.png)\n\n![乙](https://a.org/b.png)\n"
    )
    text, gaps = body_of(body, root, fetch=fetch)
    assert text == (
        "![甲](../../assets/imported/a/1-a.png)\n\n"
        "![原笔记没有说明这张图](../../assets/imported/a/1-a.png)\n\n"
        "[缺图：乙](https://a.org/b.png)\n"
    )
    assert asked == ["https://a.org/a.png", "https://a.org/b.png"]
    assert (root / "docs/assets/imported/a/1-a.png").read_bytes() == PNG
    assert gaps == [
        "an image without a text: https://a.org/a.png",
        "an image is missing (what stands there is no PNG, JPEG, GIF or WebP): "
        "https://a.org/b.png",
    ]
    assert check(root) == []


def test_a_host_that_does_not_answer_is_not_asked_again(root: Path) -> None:
    asked = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        if address.endswith("gone.png"):
            raise HTTPError(address, 404, "Not Found", None, None)
        raise OSError("timed out")

    body = "\n\n".join(
        f"![甲](https://{place}.png)"
        for place in ("a.org/gone", "a.org/1", "a.org/2", "b.org/3")
    )
    _, gaps = body_of(body + "\n", root, fetch=fetch)
    assert [address[8:] for address in asked] == [
        "a.org/gone.png",
        "a.org/1.png",
        "b.org/3.png",
    ]
    assert "a.org does not answer" in gaps[1] + gaps[2]


def test_an_image_beside_the_note_is_taken_along(root: Path) -> None:
    put(root / "old", "x.md", "")
    put(root / "old" / "img", "b c.png", PNG)
    text, _ = body_of("![甲](./img/b%20c.png)\n\n<img src='gone.png' alt='乙'>\n", root)
    assert text == "![甲](../../assets/imported/a/1-b-c.png)\n\n（缺图：乙）\n"


# Front matter and bytes


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2021-02-23", "2021-02-23"),
        ("2021-02-23 23:33:09", "2021-02-23 23:33:09"),
        ("2021-02-23T15:33:09.000Z", "2021-02-23 23:33:09"),
        ("2021-02-23 08:03:09 +0800", "2021-02-23 08:03:09"),
        ("2021-02-23 20:00:00 -05:00", "2021-02-24 09:00:00"),
        ("'2021-2-3 8:03'", "2021-02-03 08:03:00"),
        ("2021/02/23", "2021-02-23"),
        ("2021年2月3日", "2021-02-03"),
    ],
)
def test_a_date_is_read_in_all_its_variants(tmp_path: Path, given: str, expected: str) -> None:
    file = put(tmp_path, "a.md", f"---\ntitle: 甲\ndate: {given}\n---\n\n文\n")
    assert str(old_note.read_old_note(file).date) == expected


def test_a_description_is_made_of_text_and_not_of_a_formula(root: Path) -> None:
    head = "---\ntitle: 甲\ndate: 2021-03-09\npermalink: a\n---\n\n## 节\n\n$$\nx\n$$\n\n"
    take(root, put(root / "old", "a.md", head + "一句 $y$ **话**。又一句。\n"))
    meta = parse_page((root / "docs/notes/posts/2021-03-09.md").read_text("utf-8")).meta
    assert meta["description"] == "一句  话。"


def test_without_front_matter_name_and_heading_say_what_is_needed(root: Path) -> None:
    (taken,) = take(
        root, put(root / "old", "2021-02-23-abc.md", "# 标题\n\n第一句。第二句。\n")
    )
    meta = parse_page((root / taken.page).read_text(encoding="utf-8")).meta
    assert (meta["title"], str(meta["date"])) == ("标题", "2021-02-23")
    assert (meta["slug"], meta["description"]) == ("2021-02-23-abc", "第一句。")
    assert check(root) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("tags: 甲", ["甲"]),
        ("tags: [甲, 2]", ["甲", "2"]),
        ("tags:\n - [甲, 乙]\n - 甲", ["甲", "乙"]),
        ("tags:", ["周报"]),
        ("tag: 甲", ["甲"]),
    ],
)
def test_tags_are_a_list(tmp_path: Path, given: str, expected: list[str]) -> None:
    file = put(tmp_path, "2021-02-23.md", f"---\ntitle: 甲\n{given}\n---\n\n文\n")
    assert old_note.read_old_note(file).tags == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_bytes_are_read_in_all_their_variants(encoding: str, line_end: str) -> None:
    text = "标题\n\n一段中文，够长才认得出编码。\n"
    assert old_note.decode(text.replace("\n", line_end).encode(encoding)) == text


@pytest.mark.parametrize(
    ("permalink", "slug", "old"),
    [
        ("week-post-1", "week-post-1", None),
        ("/week-post-1/", "week-post-1", None),
        ("https://a.org/week-post-1/", "week-post-1", None),
        ("/2021/02/23/post/", "2021-02-23-post", "/2021/02/23/post/"),
        ("/pages/Ab12.html", "pages-ab12", "/pages/Ab12.html"),
        ("/周报/", "zhou-bao", "/周报/"),
    ],
)
def test_an_address_is_kept_or_leads_to_the_new_one(
    root: Path, permalink: str, slug: str, old: str | None
) -> None:
    text = A_NOTE.replace("permalink: week-post-2021-03-09", f"permalink: {permalink}")
    (taken,) = take(root, put(root / "old", "a.md", text))
    assert taken.address == f"/{slug}/"
    importer = Importer(root)  # reads the pages anew
    assert check(root) == []
    assert redirects(Catalogue(root / "docs")) == ({old: f"/{slug}/"} if old else {})
    assert importer.take([root / "old" / "a.md"])[0].there


def test_a_redirect_leads_from_where_it_stands() -> None:
    assert file_of("/2021/post/") == "2021/post/index.html"
    assert 'url=../../new/"' in page("/2021/post/", "/new/")
    assert 'url=new/"' in page("/old.html", "/new/")


# Code


def test_a_block_that_runs_is_a_section_with_what_it_takes_for_granted(root: Path) -> None:
    """Runs in earnest: nn is bound by the module, and the page shows what is printed."""
    body = (
        "```python\nlayer = nn.Linear(2, 3)\n```\n\n"
        "```py\nprint(layer.weight.shape)\n```\n\n"
        "```python\nfor batch in loader:\n    ...\n```\n\n"
        "```python\nimport numpy\n```\n\n"
        "```python\nprint(random.random())\n```\n\n"
        "```python\nprint(set('abcdefghij'))\n```\n\n"
        "```python\nprint(object())\n```\n\n"
        "```python\n1 / 0\n```\n\n"
        "```bash\npip install torch\n```\n"
    )
    text, gaps = body_of(body, root, run=run_forked)
    module = (root / "snippets/imported/a.py").read_text(encoding="utf-8")
    assert module.count("# --8<-- [start:") == 2
    assert "\nfrom torch import nn\n" in module
    assert text.startswith('```python\n--8<-- "snippets/imported/a.py:block_1"\n```\n')
    assert "```{ .text .output }\ntorch.Size([3, 2])\n```\n" in text
    assert "```{ .bash .unverified .no-copy }\npip install torch\n```\n" in text
    assert text.count(".unverified .no-copy }") == 7
    reasons = [gap.rpartition("because ")[2] for gap in gaps]
    assert reasons == [
        "it leaves something out (...)",
        "it imports numpy",
        *["it prints something else each time"] * 3,
        "ZeroDivisionError: division by zero",
    ]
    assert check(root) == []
    test = (root / "tests/snippets/imported/test_a.py").read_text(encoding="utf-8")
    assert 'import_apart("snippets.imported.a")' in test


def test_blocks_that_do_not_run_are_all_kept_as_text(root: Path) -> None:
    text, _ = body_of("```python\nx = 1\n```\n\n~~~~\n```\ny = 2\n~~~~\n", root, run=reject)
    assert text == (
        "```{ .python .unverified .no-copy }\nx = 1\n```\n\n"
        "````{ .text .unverified .no-copy }\n```\ny = 2\n````\n"
    )
    assert not (root / "snippets").exists()
    assert check(root) == []


def test_only_an_unchecked_old_note_may_show_code_that_nobody_ran(root: Path) -> None:
    body_of("```python\nx = 1\n```\n", root, run=reject)
    file = root / "docs/notes/posts/2021-03-09.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("unverified: import\n", ""), encoding="utf-8")
    (problem,) = check(root)
    assert "nobody has run this block of an old note" in problem.message


def test_the_badge_of_old_code_waits_for_a_real_test(root: Path) -> None:
    body_of("```python\nx = 1\n```\n\n```bash\nls\n```\n", root)
    page_text = (root / "docs/notes/posts/2021-03-09.md").read_text(encoding="utf-8")
    body = page_text.rpartition("---\n")[2].replace(
        '--8<-- "snippets/imported/a.py:block_1"', "x = 1"
    )
    body = body.replace(
        "```python", '```{ .python data-program="snippets/imported/a.py:block_1" }'
    )
    extensions = [
        "attr_list",
        "pymdownx.highlight",
        "pymdownx.superfences",
        CodeExtension(root),
    ]
    html = Markdown(extensions=extensions).convert(body)
    assert "待验证：来自旧笔记，只知道它能单独运行" in html
    assert "待验证：来自旧笔记，没有运行过" in html
    assert "已验证" not in html
    runs = {"tests/site/test_blocks.py": {"test_a_program_runs_alone": 1}}
    assert Evidence(runs, "2", "3").only_runs
    real = runs | {"tests/snippets/imported/test_a.py": {"test_by_hand": 1}}
    assert not Evidence(real, "2", "3").only_runs


def test_ellipsis_and_words_are_no_program() -> None:
    for body in ("hello\n", "1\n", "x\n"):
        fence = fences.OldFence(1, "", "", body)
        assert fences.module_of([fence], "a", "a.md", accept).text == ""
    fence = fences.OldFence(1, "", "", "x = 1\n")
    assert fences.module_of([fence], "a", "a.md", accept).sections == {fence: "block_1"}


# Many files


@pytest.mark.parametrize("name", old_notes.BROKEN)
def test_a_bad_file_is_named_with_its_line(root: Path, name: str) -> None:
    _, line, message = old_notes.BROKEN[name]
    (taken,) = take(root, put(root / "old", f"{name}.md", old_notes.broken()[f"{name}.md"]))
    assert taken.bad is not None
    assert (taken.bad.line, message in taken.bad.what) == (line, True), taken.bad
    assert "; " in taken.bad.what  # the mend
    assert (
        not list((root / "docs/notes").rglob("*.md"))
        if (root / "docs/notes").exists()
        else True
    )


def test_good_files_go_in_beside_bad_ones_and_a_second_run_changes_nothing(root: Path) -> None:
    old = root / "old"
    good = old_notes.many(6)
    for made in good:
        put(old, made.name, made.data)
    for name, data in old_notes.broken().items():
        put(old, name, data)
    runner = CliRunner()
    command = ["--root", str(root), "import", str(old), "--no-fetch"]

    def files() -> dict[str, bytes]:
        return {
            f.relative_to(root).as_posix(): f.read_bytes()
            for f in root.rglob("*")
            if f.is_file() and ".cache" not in f.parts
        }

    before = files()
    planned = runner.invoke(main, [*command, "--dry-run"])
    assert planned.exit_code == 1
    assert files() == before
    assert "6 would come in, 0 were there, 20 could not be taken" in planned.output
    done = runner.invoke(main, command)
    assert "6 came in, 0 were there, 20 could not be taken" in done.output
    after = files()
    written = set(after) - set(before) - {"snippets/imported/__init__.py"}
    assert written == set(re.findall(r"would write (\S+)", planned.output))
    again = runner.invoke(main, command)
    assert "0 came in, 6 were there, 20 could not be taken" in again.output
    assert files() == after
    assert check(root) == []


def test_a_changed_old_note_is_not_written_over_its_page(root: Path) -> None:
    file = put(root / "old", "a.md", A_NOTE)
    take(root, file)
    put(root / "old", "a.md", A_NOTE + "\n又一句。\n")
    (taken,) = take(root, file)
    assert "another version came in as docs/notes/posts/2021-03-09.md" in taken.bad.what
    assert "又一句" not in (root / "docs/notes/posts/2021-03-09.md").read_text(encoding="utf-8")


def test_two_notes_cannot_claim_one_address(root: Path) -> None:
    first, second = take(
        root,
        put(root / "old", "a.md", A_NOTE),
        put(root / "old", "b.md", A_NOTE + "\n多一句。\n"),
    )
    assert first.bad is None
    assert (second.bad.line, "is that of a.md" in second.bad.what) == (4, True)


def test_a_path_that_is_not_there_is_named(root: Path) -> None:
    result = CliRunner().invoke(main, ["--root", str(root), "import", str(root / "gone.md")])
    assert result.exit_code == 1
    assert "gone.md:1: not taken: No such file or directory" in result.output


def test_the_front_matter_that_is_left_out_is_reported(root: Path) -> None:
    text = A_NOTE.replace("tags:", "cover: https://a.org/c.png\nauthor: 某人\ntags:")
    (taken,) = take(root, put(root / "old", "a.md", text))
    gaps = [gap.what for gap in taken.gaps if gap.line < 10]
    assert gaps == [
        "left out of the front matter: cover: https://a.org/c.png",
        "left out of the front matter: author: 某人",
    ]


def test_every_kind_of_part_is_among_the_made_up_notes() -> None:
    assert len(old_notes.PARTS) > 15
    assert len(old_notes.BROKEN) == 20
