"""What Markdown makes of a page is judged, whatever way it was written."""

import markdown
import pytest

from site_machinery.rendered import faults

CODE = "is code that no test runs; show a section of snippets"
MARKUP = "is markup that a reader would see; mend it"


def rendered(text: str) -> str:
    return markdown.markdown(
        text, extensions=["pymdownx.superfences", "pymdownx.highlight", "attr_list"]
    )


@pytest.mark.parametrize(
    "text",
    [
        "文字\n\n    print(1)\n",
        "> ```python\n> print(1)\n> ```\n",
        "- ```python\n  print(1)\n  ```\n",
        "<pre>print(1)</pre>\n",
        "```python\nprint(1)\n```\n",
        '=== "甲"\n\n        print(1)\n',
    ],
    ids=["indented", "quoted", "in-a-list", "html", "fence", "in-a-tab"],
)
def test_code_is_found_however_it_was_written(text: str) -> None:
    assert ("print(1)", CODE) in faults(rendered(text))


@pytest.mark.parametrize(
    "text", ["价格 $ x$", r"\begin{aligned}", "**粗", "--8<-- x", "[^1]", "图](x.svg)"]
)
def test_markup_left_in_the_text_is_found(text: str) -> None:
    (found,) = faults(rendered(f"段落。\n\n前面 {text}\n"))
    assert found[1] == MARKUP
    assert found[0] in text


def test_code_from_snippets_and_printed_output_are_right() -> None:
    section = '<div class="python highlight" data-section="s"><pre><code>1 $</code></pre></div>'
    output = '<div class="text output no-copy highlight"><pre><code>**</code></pre></div>'
    formula = "<math><annotation>\\begin{a}</annotation></math>"
    assert faults(f"<p>用 <code>$x$</code><br>{section}{output}{formula}</p>") == []


def test_a_fault_after_vouched_code_is_found_too() -> None:
    section = '<div class="python highlight" data-section="s"><pre><code>1</code></pre></div>'
    assert faults(f"{section}<pre>2</pre>") == [("2", CODE)]


def test_an_item_that_follows_a_paragraph_without_an_empty_line_is_found() -> None:
    text = "- 一\n\n    段落\n- **二**\n\n1. 一\n\n    段落\n2. 二\n"
    message = "is no item of a list; put an empty line before it"
    assert [found for found in faults(rendered(text)) if found[1] == message]
    assert faults(rendered(text.replace("段落\n", "段落\n\n"))) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("<script>1</script>", "<script"),
        ('<script src="a.js"></script>', "<script"),
        ("<style>p {}</style>", "<style"),
        ('<iframe src="https://example.org/"></iframe>', "<iframe"),
        ('<button onclick="go()">走</button>', "onclick"),
        ("![图](https://example.org/a.png)", "https://example.org/a.png"),
        ('<img src="//example.org/a.png" alt="图">', "//example.org/a.png"),
    ],
)
def test_what_the_policy_would_block_is_found(text: str, fault: str) -> None:
    found = dict(faults(rendered(f"段落。\n\n{text}\n")))
    assert "policy" in found[fault] or "elsewhere" in found[fault]


def test_links_that_lead_elsewhere_and_files_of_the_site_are_right() -> None:
    text = "[文](https://example.org/) ![图](a.svg) ![图](../http/a.svg)"
    assert faults(rendered(text)) == []


def test_a_figure_to_play_with_says_what_it_shows() -> None:
    (found,) = faults(rendered('<div data-widget="layer-cost" data-a="b"></div>\n'))
    assert found == (
        'data-widget="layer-cost"',
        "has no text; say in the element what is to be seen there",
    )
    assert faults(rendered('<div data-widget="layer-cost">两种卷积的成本。</div>\n')) == []
