"""site_machinery.checks: each mistake of an author is named with its file, line and mend.

A small site without a fault stands in a temporary folder. Each case makes one mistake in it.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from site_machinery.checks import check

NOTE = """---
title: 标题
date: 2021-02-23 23:33:09
slug: week-post-2021-02-23
tags: [周报]
categories: [周报]
description: 一句话。
---

导语。

<!-- more -->

见[证据](../../evidence/losses/huber_loss.md#tests)与[公式](../../terms/losses/huber-loss.md#formula)。

```python
--8<-- "snippets/losses/huber_loss.py:huber"
```
"""

TERM = """---
description: 一句话。
names:
  zh: Huber 损失
  en: Huber loss
reviewed: "0123456789ab"
---

# Huber 损失

![发现](../../assets/figures/huber.svg)

## 直觉 {#intuition}

## 公式 {#formula}

<!-- formula: snippets/losses/huber_loss_formula.py:mean -->
$$
x^2
$$

## 手算 {#by-hand}

## 代码 {#code}

## 图 {#figure}

## 易错点 {#pitfalls}

## 相关术语 {#related}

<!-- map: losses/huber-loss -->

## 参考 {#references}

## 提到它的页面 {#mentions}

<!-- mentions: losses/huber-loss -->
"""

FILES = {
    "docs/notes/posts/2021-02-23.md": NOTE,
    "docs/terms/index.md": "---\nfields: {losses: 损失函数}\n---\n\n# 术语\n",
    "docs/terms/losses/huber-loss.md": TERM,
    "docs/assets/figures/huber.svg": "<svg/>",
    "docs/lab/fit.ipynb": json.dumps(
        {
            "cells": [
                {
                    "cell_type": "markdown",
                    "id": "a",
                    "metadata": {},
                    "source": ["# 题\n", "甲"],
                },
                {
                    "cell_type": "code",
                    "id": "b",
                    "metadata": {},
                    "source": ["x = 1"],
                    "execution_count": None,
                    "outputs": [],
                },
            ],
            "metadata": {"description": "一句话。"},
            "nbformat": 4,
            "nbformat_minor": 5,
        },
        ensure_ascii=False,
        indent=1,
    ),
    "snippets/losses/huber_loss.py": (
        "# --8<-- [start:huber]\ndef huber(): ...\n# --8<-- [end:huber]\n"
    ),
    "snippets/losses/huber_loss_formula.py": "FORMULAS = {}\n",
}
A_NOTE, _, A_TERM, A_FIGURE, A_NOTEBOOK, A_SNIPPET, _ = FILES


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for file, text in FILES.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_small_site_has_no_problem(root: Path) -> None:
    assert check(root) == []


def replace(file: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} must stand once in {file}"
        (root / file).write_text(text.replace(old, new), encoding="utf-8")

    return change


def copy(file: str, to: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / to).write_bytes((root / file).read_bytes())

    return change


INCLUDE = '--8<-- "snippets/losses/huber_loss.py:huber"'
ANOTHER_NOTE = "docs/notes/posts/2021-03-02.md"
ANOTHER_TERM = "docs/terms/losses/other.md"

MISTAKES = {
    "no-date": (
        replace(A_NOTE, "date: 2021-02-23 23:33:09\n", ""),
        f"{A_NOTE}:1: a note needs a date, got None; write 'date: 2021-02-23'",
    ),
    "malformed-date": (
        replace(A_NOTE, "2021-02-23 23:33:09", "2021-2-30x"),
        f"{A_NOTE}:3: a note needs a date, got '2021-2-30x'; write 'date: 2021-02-23'",
    ),
    "impossible-date": (
        replace(A_NOTE, "2021-02-23 23:33:09", "2021-02-30"),
        f"{A_NOTE}:3: the front matter is not valid YAML: day is out of range for month",
    ),
    "no-title": (
        replace(A_NOTE, "title: 标题\n", ""),
        f"{A_NOTE}:1: a note needs a title; add 'title: ...'",
    ),
    "no-slug": (
        replace(A_NOTE, "slug: week-post-2021-02-23\n", ""),
        f"{A_NOTE}:1: a note needs a slug of a-z, 0-9 and hyphens, got None",
    ),
    "malformed-slug": (
        replace(A_NOTE, "week-post-2021-02-23", "周报 1"),
        f"{A_NOTE}:4: a note needs a slug of a-z, 0-9 and hyphens, got '周报 1'",
    ),
    "taken-address": (
        replace(A_NOTE, "slug: week-post-2021-02-23", "slug: terms"),
        f"{A_NOTE}:4: the address /terms/ is taken; choose another slug",
    ),
    "same-slug": (
        copy(A_NOTE, ANOTHER_NOTE),
        f"{ANOTHER_NOTE}:4: the slug 'week-post-2021-02-23' is also that of {A_NOTE}",
    ),
    "category-as-string": (
        replace(A_NOTE, "categories: [周报]", "categories: 周报"),
        f"{A_NOTE}:6: categories must be a list, got '周报'; write 'categories: [周报]'",
    ),
    "no-more": (
        replace(A_NOTE, "<!-- more -->", "<!--more-->"),
        f"{A_NOTE}:8: a note needs a line '<!-- more -->' after its lead",
    ),
    "unclosed-front-matter": (
        replace(A_NOTE, "description: 一句话。\n---\n", "description: 一句话。\n"),
        f"{A_NOTE}:1: the front matter is never closed; add a line ---",
    ),
    "unknown-snippet-file": (
        replace(A_NOTE, INCLUDE, '--8<-- "snippets/losses/hubert.py:huber"'),
        f"{A_NOTE}:17: snippets/losses/hubert.py does not exist; mend the path",
    ),
    "unknown-section": (
        replace(A_NOTE, INCLUDE, '--8<-- "snippets/losses/huber_loss.py:hubert"'),
        f"{A_NOTE}:17: snippets/losses/huber_loss.py has no section 'hubert' (it has: huber)",
    ),
    "unclosed-section": (
        replace(A_SNIPPET, "# --8<-- [end:huber]\n", ""),
        f"{A_SNIPPET}:1: section 'huber' is never closed; mend the marker",
    ),
    "snippet-that-is-not-python": (
        replace(A_SNIPPET, "def huber(): ...", "def huber() ..."),
        f"{A_SNIPPET}:2: not Python: ",
    ),
    "snippet-that-cannot-run-alone": (
        replace(A_SNIPPET, "def huber(): ...", "def huber(): return delta"),
        f"{A_NOTE}:17: snippets/losses/huber_loss.py:huber cannot run alone: "
        "snippets/losses/huber_loss.py: nothing binds delta",
    ),
    "include-outside-of-a-fence": (
        replace(A_NOTE, "导语。", '--8<-- "README.md"'),
        f"{A_NOTE}:10: an include outside of a fence; put it into a ```python one",
    ),
    "other-encoding": (
        lambda root: (root / A_NOTE).write_bytes(NOTE.encode("gbk")),
        f"{A_NOTE}:2: this is not UTF-8; save the file in that encoding",
    ),
    "snippet-in-another-encoding": (
        lambda root: (root / A_SNIPPET).write_bytes("x = '甲'".encode("gbk")),
        f"{A_SNIPPET}:1: this is not UTF-8; save the file in that encoding",
    ),
    "notebook-in-another-encoding": (
        lambda root: (root / A_NOTEBOOK).write_bytes('{"甲": 1}'.encode("gbk")),
        f"{A_NOTEBOOK}:1: this is not UTF-8; save the file in that encoding",
    ),
    "key-given-twice": (
        replace(A_NOTE, "tags: [周报]", "title: 又一个\ntags: [周报]"),
        f"{A_NOTE}:5: the front matter has 'title' twice; keep one",
    ),
    "heading-id-in-chinese": (
        replace(A_TERM, "## 直觉 {#intuition}", "## 直觉 {#intuition}\n\n### 甲 {#甲}"),
        f"{A_TERM}:15: the id '甲' must be of a-z, 0-9 and hyphens",
    ),
    "address-in-chinese": (
        copy(A_NOTE, "docs/周报.md"),
        "docs/周报.md:1: the path becomes the address; name it with a-z, 0-9 and hyphens",
    ),
    "other-ending": (
        copy(A_NOTE, "docs/page.markdown"),
        "docs/page.markdown:1: another ending; name a page .md, in lower case",
    ),
    "orphan-section": (
        replace(A_NOTE, f"```python\n{INCLUDE}\n```\n", ""),
        f"{A_SNIPPET}:2: no page shows section 'huber'; include it or take it out",
    ),
    "raw-code": (
        replace(A_NOTE, INCLUDE, "print(1)"),
        f"{A_NOTE}:16: code typed into the page is not tested; move it to a section",
    ),
    "raw-code-behind-an-include": (
        replace(A_NOTE, INCLUDE, f"{INCLUDE}\nprint(1)"),
        f"{A_NOTE}:16: code typed into the page is not tested; move it to a section",
    ),
    "other-language": (
        replace(A_NOTE, f"```python\n{INCLUDE}", "```cpp\nint x;"),
        f"{A_NOTE}:16: no test runs a block of cpp",
    ),
    "no-language": (
        replace(A_NOTE, f"```python\n{INCLUDE}", "~~~~\nx\n```"),
        f"{A_NOTE}:16: no test runs a block of no language",
    ),
    "output-without-code": (
        replace(A_NOTE, "导语。", "导语。\n\n```{ .text .output }\n1\n```"),
        f"{A_NOTE}:12: output stands without the code that prints it",
    ),
    "unclosed-fence": (
        replace(A_NOTE, f"{INCLUDE}\n```", INCLUDE),
        f"{A_NOTE}:16: this fence is never closed; add ```",
    ),
    "unclosed-formula": (
        replace(A_TERM, "x^2\n$$", "x^2\n"),
        f"{A_TERM}:18: this $$ is never closed; end the formula with $$",
    ),
    "formula-error": (
        replace(A_TERM, "x^2", r"\frac{x^2"),
        f"{A_TERM}:18: KaTeX cannot read this formula: Unexpected end of input",
    ),
    "inline-formula-error": (
        replace(A_NOTE, "导语。", r"导语 $\huber$。"),
        f"{A_NOTE}:10: KaTeX cannot read this formula: Undefined control sequence: \\huber",
    ),
    "other-formula-marks": (
        replace(A_NOTE, "导语。", r"导语 \(y\)。"),
        f"{A_NOTE}:10: other marks of a formula; write $ and $, or $$ and $$",
    ),
    "binding-without-formula": (
        replace(A_TERM, "mean -->\n$$", "mean -->\n\n文字。\n\n$$"),
        f"{A_TERM}:19: the line above binds a formula, but no $$ follows it",
    ),
    "output-by-title": (
        replace(A_NOTE, f"```python\n{INCLUDE}", '```python title="a.output"\nprint(1)'),
        f"{A_NOTE}:16: code typed into the page is not tested",
    ),
    "formula-without-reading": (
        replace(A_TERM, "<!-- formula: snippets/losses/huber_loss_formula.py:mean -->\n", ""),
        f"{A_TERM}:17: a display formula must say what it is checked against",
    ),
    "formula-without-reason": (
        replace(A_TERM, "snippets/losses/huber_loss_formula.py:mean", "none"),
        f"{A_TERM}:18: no reason why nothing computes this formula; write",
    ),
    "formula-with-dead-reading": (
        replace(A_TERM, "huber_loss_formula.py:mean", "gone_formula.py:mean"),
        f"{A_TERM}:18: the formula's reading 'snippets/losses/gone_formula.py:mean' does not",
    ),
    "broken-link": (
        replace(A_NOTE, "huber-loss.md#formula", "hubert-loss.md"),
        f"{A_NOTE}:14: the link leads to docs/terms/losses/hubert-loss.md, which does not",
    ),
    "broken-anchor": (
        replace(A_NOTE, "#formula", "#formulas"),
        f"{A_NOTE}:14: docs/terms/losses/huber-loss.md has no heading with the id 'formulas'",
    ),
    "link-from-the-root": (
        replace(A_NOTE, "../../terms", "/terms"),
        f"{A_NOTE}:14: /terms/losses/huber-loss.md#formula starts at the root",
    ),
    "expiring-link": (
        replace(A_NOTE, "导语。", "[导语](https://example.org/s?timestamp=1&signature=a*b)。"),
        f"{A_NOTE}:10: this link expires; cite a lasting source",
    ),
    "remote-image": (
        replace(A_NOTE, "导语。", "![图](https://example.org/a.png)"),
        f"{A_NOTE}:10: an image from elsewhere; draw it with code in snippets",
    ),
    "missing-figure": (
        replace(A_TERM, "huber.svg", "gone.svg"),
        f"{A_TERM}:11: the link leads to docs/assets/figures/gone.svg, which does not exist",
    ),
    "evidence-of-nothing": (
        replace(A_NOTE, "evidence/losses/huber_loss.md", "evidence/losses/hubert_loss.md"),
        f"{A_NOTE}:14: the link leads to docs/evidence/losses/hubert_loss.md, "
        "which does not exist",
    ),
    "figure-without-text": (
        replace(A_TERM, "![发现]", "![]"),
        f"{A_TERM}:11: an image needs a text that states its finding",
    ),
    "picture-that-no-code-draws": (
        lambda root: (
            copy(A_FIGURE, "docs/assets/a.png")(root),
            replace(A_NOTE, "导语。", "![图](../../assets/a.png)")(root),
        ),
        f"{A_NOTE}:10: not a figure of ours; draw it with code in snippets",
    ),
    "block-that-nobody-ran": (
        replace(A_NOTE, f"```python\n{INCLUDE}", "```{ .bash .unverified }\nls"),
        f"{A_NOTE}:16: nobody has run this block of an old note; move it to a section",
    ),
    "unknown-reason-to-be-unverified": (
        replace(A_NOTE, "tags: [周报]", "tags: [周报]\nunverified: true"),
        f"{A_NOTE}:6: unverified must be one of import, template, got True",
    ),
    "old-address-as-text": (
        replace(A_NOTE, "tags: [周报]", "tags: [周报]\nredirect_from: /old/"),
        f"{A_NOTE}:6: redirect_from must be a list of old addresses, got '/old/'",
    ),
    "malformed-old-address": (
        replace(A_NOTE, "tags: [周报]", "tags: [周报]\nredirect_from: [old]"),
        f"{A_NOTE}:6: redirect_from must be a list of old addresses, got 'old'",
    ),
    "old-address-of-another-page": (
        replace(A_NOTE, "tags: [周报]", "tags: [周报]\nredirect_from: [/terms/]"),
        f"{A_NOTE}:6: the address /terms/ is that of docs/terms/index.md already",
    ),
    "missing-heading": (
        replace(A_TERM, "## 手算 {#by-hand}\n", ""),
        f"{A_TERM}:1: a term page needs a heading '## 手算 {{#by-hand}}'",
    ),
    "no-names": (
        replace(A_TERM, "  en: Huber loss\n", ""),
        f"{A_TERM}:3: a term needs its names: 'names:' with 'zh:' and 'en:'",
    ),
    "never-reviewed": (
        replace(A_TERM, 'reviewed: "0123456789ab"\n', ""),
        f"{A_TERM}:1: a term needs 'reviewed: ...', which says what its prose was checked",
    ),
    "names-as-text": (
        replace(A_TERM, "  en: Huber loss\n", "  en: Huber loss\n  also: Huber\n"),
        f"{A_TERM}:3: 'also' must be a list of texts, got 'Huber'; write [a, b]",
    ),
    "unknown-kind-of-name": (
        replace(A_TERM, "  en: Huber loss\n", "  en: Huber loss\n  alias: [Huber]\n"),
        f"{A_TERM}:3: unknown kind of name 'alias' (known: zh, en, abbr, also, code)",
    ),
    "exception-as-text": (
        replace(A_TERM, "reviewed:", "unlinked: Huber\nreviewed:"),
        f"{A_TERM}:6: unlinked must be a list of texts, got 'Huber'; write [a, b]",
    ),
    "exception-that-holds-no-name": (
        replace(A_TERM, "reviewed:", "unlinked: [Huber 损失面, 卷积]\nreviewed:"),
        f"{A_TERM}:6: unlinked lists '卷积', which holds no name of this term; take it out",
    ),
    "main-formula-that-is-none": (
        replace(A_TERM, "reviewed:", "formula: median\nreviewed:"),
        f"{A_TERM}:6: the page binds no formula 'median' (it has: mean, or none)",
    ),
    "name-claimed-twice": (
        copy(A_TERM, ANOTHER_TERM),
        f"{ANOTHER_TERM}:3: the name 'Huber 损失' is claimed by {A_TERM} as well",
    ),
    "unknown-field": (
        replace("docs/terms/index.md", "losses: 损失函数", "gan: 生成对抗网络"),
        f"{A_TERM}:1: field 'losses' has no Chinese name",
    ),
    "unknown-directive": (
        replace(A_TERM, "<!-- mentions: ", "<!-- mention: "),
        f"{A_TERM}:38: unknown directive 'mention' (known: names, map, mentions, fields, ",
    ),
    "directive-to-no-term": (
        replace(A_TERM, "mentions: losses/huber-loss", "mentions: losses/hubert-loss"),
        f"{A_TERM}:38: there is no term 'losses/hubert-loss' (there are: losses/huber-loss)",
    ),
    "malformed-notebook": (
        lambda root: (root / A_NOTEBOOK).write_text("{", encoding="utf-8"),
        f"{A_NOTEBOOK}:1: not a notebook",
    ),
    "notebook-without-description": (
        replace(A_NOTEBOOK, "一句话。", ""),
        f'{A_NOTEBOOK}:23: nothing describes the notebook; add "description": "..." to',
    ),
    "old-notebook": (
        replace(A_NOTEBOOK, '"nbformat": 4', '"nbformat": 3'),
        f"{A_NOTEBOOK}:1: not a notebook of format 4; save it anew with Jupyter",
    ),
    "notebook-with-a-cell-that-is-none": (
        replace(A_NOTEBOOK, '"cell_type": "markdown"', '"cell_type": "text"'),
        f"{A_NOTEBOOK}:1: not a notebook: ",
    ),
    "notebook-formula-error": (
        replace(A_NOTEBOOK, "甲", r"$\\huber$"),
        f"{A_NOTEBOOK}:9: KaTeX cannot read this formula",
    ),
    "notebook-raw-code": (
        replace(A_NOTEBOOK, "甲", "```\\n1\\n```"),
        f"{A_NOTEBOOK}:9: code typed into a text cell is not run; make it a code cell",
    ),
    "notebook-with-outputs": (
        replace(
            A_NOTEBOOK,
            '"outputs": []',
            '"outputs": [{"output_type": "stream", "name": "stdout", "text": "1"}]',
        ),
        f"{A_NOTEBOOK}:17: clear the stored outputs",
    ),
}


@pytest.mark.parametrize(("mistake", "expected"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_named(root: Path, mistake: Callable[[Path], None], expected: str) -> None:
    mistake(root)
    problems = check(root)
    found = [problem for problem in problems if str(problem).startswith(expected)]
    assert found, problems
    for problem in problems:  # each says what to do, and points at what it is about
        assert problem.mend != problem.what
        assert problem.mend
        if problem.text:
            lines = (root / problem.file).read_text("utf-8", errors="replace").splitlines()
            assert lines[problem.line - 1][problem.column - 1 :].startswith(problem.text)


@pytest.mark.parametrize(
    ("mistake", "column", "text"),
    [
        ("broken-link", 55, "../../terms/losses/hubert-loss.md"),
        ("unknown-section", 9, "snippets/losses/huber_loss.py:hubert"),
        ("inline-formula-error", 5, r"\huber"),
        ("taken-address", 7, "terms"),
        ("no-more", 1, "---"),
    ],
)
def test_a_mistake_has_its_column_and_its_text(
    root: Path, mistake: str, column: int, text: str
) -> None:
    MISTAKES[mistake][0](root)
    assert (column, text) in [(problem.column, problem.text) for problem in check(root)]


def test_unreadable_front_matter_is_not_called_missing(root: Path) -> None:
    replace(A_NOTE, "2021-02-23 23:33:09", "2021-02-30")(root)
    (problem,) = check(root)
    assert "not valid YAML" in problem.message
