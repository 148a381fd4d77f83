"""Reading time: Chinese by the character, English by the word, the rest by the piece."""

import pytest

from site_machinery.pages import parse_page
from site_machinery.reading_time import reading_minutes


def minutes(text: str) -> int:
    return reading_minutes(parse_page(text), lambda fence: fence.body.count("\n"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 1),
        ("卷" * 350 * 4, 4),  # a run of Chinese is not one word
        ("卷积，" * 175 * 4, 4),  # and its marks are not read
        ("word " * 200 * 4, 4),
        ("卷" * 350 * 2 + " word" * 200 * 2, 4),
        ("$x_{i}$，" * 80, 4),  # 80 of 3 s
        ("$$\nx\n$$\n\n" * 16, 4),  # 16 of 15 s
        ("```python\n" + "x = 1\n" * 120 + "```\n", 4),  # 120 lines of 2 s
        ("[卷](../a/very/long/address/of-many-words.md#and-an-anchor)" * 350 * 4, 4),
        ('<span class="one two three four">卷</span>' * 350 * 4, 4),
        ("---\ndescription: " + "卷" * 5000 + "\n---\n\n# 题\n", 1),  # shown elsewhere
        ("## " + "卷" * 350 * 4 + " {#id}", 4),
    ],
    ids=[
        "nothing",
        "chinese",
        "punctuation",
        "english",
        "both",
        "inline-formulas",
        "displayed-formulas",
        "code",
        "link-targets",
        "tags",
        "front-matter",
        "heading",
    ],
)
def test_minutes(text: str, expected: int) -> None:
    assert minutes(text) == expected
