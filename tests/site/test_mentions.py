"""Terms are linked where running text names them, and know which pages do."""

import re
from collections import Counter
from pathlib import Path

import markdown
import pytest

from site_machinery.catalogue import Catalogue, Document, Note, Term
from site_machinery.markdown_extensions.listings import expanded
from site_machinery.mentions import Mention, Mentions, Names
from site_machinery.neighbours import drawing, neighbours
from site_machinery.pages import parse_page
from tests.site.sources import CATALOGUE

CONVOLUTION = """---
names:
  zh: 卷积
  en: convolution
  also: [互相关]
  code: [conv2d]
---
"""
TRANSPOSED = """---
names:
  zh: 转置卷积
  en: transposed convolution
  also: [反卷积, 转置, transposed]
unlinked: [反卷积, 转置矩阵]
---

卷积的转置。
"""
INSTANCE = """---
names:
  zh: 实例归一化
  en: instance normalization
  abbr: IN
---
"""
TERMS = [
    Term("terms/convolution/convolution.md", parse_page(CONVOLUTION)),
    Term("terms/convolution/transposed-convolution.md", parse_page(TRANSPOSED)),
    Term("terms/normalization/instance-normalization.md", parse_page(INSTANCE)),
]
NAMES = Names(TERMS)


def found(text: str) -> list[str]:
    """Return what is linked in a text, with its term."""
    page = parse_page(text)
    mentions = NAMES.mentions(Document("notes/posts/a.md", page))
    return [f"{page.lines[m.line - 1][m.start : m.end]} {m.term[6:9]}" for m in mentions]


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("先做转置卷积，再归一化。", ["转置卷积 con"]),
        ("先做转置卷积，再做卷积。", ["转置卷积 con", "卷积 con"]),
        ("**卷积**把窗口加权。", ["卷积 con"]),
        ("图卷积、卷积核、卷积神经网络。", []),
        ("3×3 卷积、$k$ 卷积、`k` 卷积。", []),
        ("实例归一化层", ["实例归一化 nor"]),
        ("A Transposed Convolution here.", ["Transposed Convolution con"]),
        ("the transposed one", ["transposed con"]),
        ("convolutional, non-convolution, convolution_2", []),
        ("用 IN 代替", ["IN nor"]),
        ("one in ten, INS, LIN", []),
        ("卷积，又是卷积，convolution", ["卷积 con"]),
        ("反卷积不是转置矩阵。", []),
        ("conv2d 是代码里的名字", []),
        ("# 转置卷积\n\n## 转置卷积\n", []),
        ("`转置卷积`、$转置卷积$", []),
        ("$$\n转置卷积\n$$", []),
        ("```python\n转置卷积\n```", []),
        ("[什么是转置卷积](b.md)、![转置卷积](c.svg)", []),
        ("<b title='转置卷积'>甲</b>", []),
        ("<div>\n转置卷积\n</div>\n\n卷积", ["卷积 con"]),
        ("《转置卷积导论》", []),
        ('!!! note "转置卷积"\n    卷积', ["卷积 con"]),
        ("甲[^1]\n\n[^1]: 转置卷积。\n卷积", []),
        ("<!-- names: 转置卷积 -->", []),
        ("| 转置卷积 | 甲 |\n| --- | --- |\n| 卷积 | 乙 |", ["转置卷积 con", "卷积 con"]),
        ("## 参考 {#references}\n\n转置卷积", []),
        ("转置卷积\n\n## 甲\n\n转置卷积\n\n### 乙\n\n转置卷积", ["转置卷积 con"] * 2),
        ("转置卷积。见[它](../../terms/convolution/transposed-convolution.md#x)。", []),
    ],
)
def test_what_is_linked(text: str, linked: list[str]) -> None:
    assert found(text) == linked


def test_a_page_is_not_linked_to_itself() -> None:
    convolution, transposed, _ = TERMS
    assert [mention.term for mention in NAMES.mentions(transposed)] == [convolution.path]


NOTE = """---
title: 记
date: 2021-02-23
---

用卷积。

## 实例 {#instances}

实例归一化与[转置卷积](../../terms/convolution/transposed-convolution.md)；卷积。
"""


def test_a_link_stands_at_the_name_and_leads_to_the_page() -> None:
    note = Note("notes/posts/a.md", parse_page(NOTE))
    mentions = Mentions([note], NAMES)
    body = NOTE.split("---\n\n")[1].rstrip()
    linked = mentions.linked(note.path, body).splitlines()
    link = "(../../terms/convolution/convolution.md){ .mention }"
    assert linked[0] == f"用[卷积]{link}。"
    assert linked[4].endswith(f"；[卷积]{link}。")
    # What a notebook prints stands on its page and not in the source that was read.
    assert mentions.linked(note.path, f"卷积\n\n{body}").splitlines()[0] == f"[卷积]{link}"
    assert mentions.linked("notes/index.md", "卷积") == "卷积"


def test_a_term_knows_the_pages_and_sections_that_mention_it() -> None:
    convolution, transposed, instance = TERMS
    note = Note("notes/posts/a.md", parse_page(NOTE))
    mentions = Mentions([*TERMS, note], NAMES)
    assert [(link.document, link.places) for link in mentions.of(convolution.path)] == [
        (transposed, []),
        (note, [("instances", "实例")]),
    ]
    assert [link.document for link in mentions.of(transposed.path)] == [note]
    assert [link.document for link in mentions.of(instance.path)] == [note]


def test_what_is_kept_is_found_again_unless_something_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found_by(names: Names, path: str, text: str) -> list[Mention]:
        mentions = Mentions([note := Note(path, parse_page(text))], names)
        mentions.find(tmp_path)
        return mentions.within(note)

    # A written link takes the place of one; where it leads depends on where the page lies.
    elsewhere = "[它](../terms/convolution/transposed-convolution.md)是转置卷积。"
    cases = [  # each differs from the one before in one thing
        (NAMES, "notes/posts/a.md", NOTE),
        (Names(TERMS[1:]), "notes/posts/a.md", NOTE),
        (Names(TERMS[1:]), "notes/posts/a.md", NOTE.replace("用卷积", "用转置卷积")),
        (NAMES, "notes/posts/a.md", elsewhere),
        (NAMES, "notes/a.md", elsewhere),
    ]
    for names, path, text in cases:
        expected = names.mentions(Note(path, parse_page(text)))
        assert found_by(names, path, text) == expected
        with monkeypatch.context() as patch:
            patch.delattr(Names, "mentions")  # nothing is looked for a second time
            assert found_by(names, path, text) == expected
    assert found_by(*cases[3]) != found_by(*cases[4])


def test_mutual_neighbours_come_first_and_each_says_how_it_is_related() -> None:
    for term in CATALOGUE.terms:
        found = neighbours(CATALOGUE, term)
        kinds = [neighbour.is_mutual for neighbour in found]
        assert kinds == sorted(kinds, reverse=True)
        for neighbour in found:
            back = {n.term.path: n for n in neighbours(CATALOGUE, neighbour.term)}[term.path]
            assert back.is_mentioned == neighbour.mentions
            assert back.mentions == neighbour.is_mentioned
            assert back.places == neighbour.places
    relations = Counter(n.relation for t in CATALOGUE.terms for n in neighbours(CATALOGUE, t))
    assert set(relations) == {"互相提到", "本页提到它", "它提到本页"}


def test_a_term_without_neighbours_has_no_drawing() -> None:
    lonely = Term("terms/x/y.md", parse_page("---\nnames: {zh: 甲乙丙}\n---\n"))
    assert drawing(CATALOGUE, lonely) == ""


def test_older_notes_are_folded_up_and_each_has_its_link(tmp_path: Path) -> None:
    pages = {"terms/convolution/convolution.md": CONVOLUTION}
    for day in range(1, 13):
        title = f"第 {day} 天：<robust estimation>"
        pages[f"notes/posts/{day}.md"] = (
            f"---\ntitle: {title}\ndate: 2021-03-{day:02}\nslug: day-{day}\n---\n\n卷积。\n"
        )
    for path, text in pages.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    listed = expanded(Catalogue(tmp_path), "<!-- mentions: convolution/convolution -->")
    shown, folded = listed.split("\n\n")
    assert re.findall(r"第 (\d+) 天", shown) == [str(day) for day in range(12, 2, -1)]
    assert folded == (
        '<details class="abstract"><summary>更早的 2 篇周报</summary><ul>'
        '<li><time>2021-03-02</time> <a href="../../../day-2/">'
        '第 2 天：&lt;<span lang="en">robust estimation</span>&gt;</a></li>'
        '<li><time>2021-03-01</time> <a href="../../../day-1/">'
        '第 1 天：&lt;<span lang="en">robust estimation</span>&gt;</a></li></ul></details>'
    )


def test_brackets_in_a_title_or_a_heading_do_not_end_a_link(tmp_path: Path) -> None:
    note = """---
title: 区间 [0, 1]：是 , 1]
date: 2021-03-02
slug: week-post-2021-03-02
---

## 下标 `x[0]` 与 1] {#part}

卷积在这里。
"""
    pages = {"terms/convolution/convolution.md": CONVOLUTION, "notes/posts/a.md": note}
    for path, text in pages.items():
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    listed = expanded(Catalogue(tmp_path), "<!-- mentions: convolution/convolution -->")
    shown = markdown.markdown(listed)
    assert re.findall(r'<a href="[^"]*">(.*?)</a>', shown) == [
        "区间 [0, 1]：是 , 1]",
        "下标 `x[0]` 与 1]",
    ]
