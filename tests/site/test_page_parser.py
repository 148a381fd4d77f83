"""site_machinery.pages: a page's parts are found, each on its line."""

import html
import re

import markdown

from site_machinery.pages import (
    Directive,
    Fault,
    Fence,
    Formula,
    Heading,
    Link,
    as_markdown,
    parse_page,
)

PAGE = """---
title: 标题
date: 2021-02-23 23:33:09
tags: [周报]
---

# 一级 {#one}

行内 $a_1$ 与 `$not$`，[链接](x.md#y "题")，![图](f.svg)
接着 $b
+ c$。

<!-- names: losses/huber-loss -->

<!-- formula: snippets/a.py:b -->
$$
x^2
$$

!!! warning "易错"
    ```python title="t"
    --8<-- "snippets/a.py:b"
    ```

~~~{ .text .output }
$ 1 $
~~~
"""


def test_the_parts_of_a_page() -> None:
    page = parse_page(PAGE)
    assert page.title == "标题"
    assert page.line_of("tags") == 4
    assert page.headings == [Heading(7, 1, "一级", "one")]
    assert page.links == [
        Link(9, "链接", "x.md#y", is_image=False),
        Link(9, "图", "f.svg", is_image=True),
    ]
    assert page.formulas == [
        Formula(9, "a_1", display=False),
        Formula(10, "b\n+ c", display=False),
        Formula(16, "x^2", display=True, reading="snippets/a.py:b"),
    ]
    assert page.directives == [Directive(13, "names", "losses/huber-loss")]
    include, output = page.fences
    assert include == Fence(21, 'python title="t"', '--8<-- "snippets/a.py:b"\n')
    assert (include.language, include.include) == ("python", "snippets/a.py:b")
    assert (output.language, output.is_output, output.include) == ("text", True, None)
    assert page.faults == []


def test_the_title_is_the_first_heading_where_the_front_matter_has_none() -> None:
    assert parse_page("# 甲\n\n# 乙\n").title == "甲"


def test_faults_name_the_line_on_which_they_begin() -> None:
    assert parse_page("甲\n\n$$\nx\n\n乙\n").faults == [
        Fault(3, "this $$ is never closed; end the formula with $$")
    ]
    assert parse_page("甲 $$x$$ 乙\n").faults == [
        Fault(1, "$$ inside a paragraph; put it on a line of its own")
    ]
    assert parse_page("甲\n\n```python\nx\n").faults == [
        Fault(3, "this fence is never closed; add ```")
    ]
    assert parse_page("---\ntitle: 甲\n").faults == [
        Fault(1, "the front matter is never closed; add a line ---")
    ]
    (fault,) = parse_page("---\ntitle: 甲\ntags: [a\n---\n").faults
    assert fault.line in (3, 4)
    assert "not valid YAML" in fault.message


def test_a_longer_fence_holds_a_shorter_one() -> None:
    (fence,) = parse_page("````markdown\n```python\nx\n```\n````\n").fences
    assert fence == Fence(1, "markdown", "```python\nx\n```\n")


def test_a_title_is_shown_as_it_is() -> None:
    title = r"a_b* [1, 2] `c` <i> $x$ \d {e} # f"
    dollars = {"pymdownx.arithmatex": {"inline_syntax": ["dollar"]}}
    shown = markdown.markdown(
        f"- [{as_markdown(title)}](/x.md)",
        extensions=list(dollars),
        extension_configs=dollars,
    )
    assert html.unescape(re.sub(r"</?(ul|li|a)[^>]*>|\n", "", shown)) == title
