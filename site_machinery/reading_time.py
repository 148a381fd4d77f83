"""How long a page takes to read.

Chinese characters and English words are counted apart: the theme's plugin takes a run of
Chinese for one word. What is not prose is slower, and counts by the piece.
"""

import re
from collections.abc import Callable

from site_machinery.pages import INLINE_FORMULA, Fence, Page

# Seconds each: 350 Chinese characters or 200 English words a minute.
_CHARACTER, _WORD = 60 / 350, 60 / 200
_INLINE_FORMULA, _DISPLAYED_FORMULA = 3, 15
_LINE_OF_CODE = 2  # or of what it prints

# What is written but not read: tags, targets of links, marks of footnotes and ids.
_UNREAD = re.compile(r"<[^>]+>|\]\([^)]*\)|\[\^[^\]]+\]|\{[^}]*\}")
_CHARACTERS = re.compile(r"[\u3400-\u9fff]+")
_WORDS = re.compile(r"[A-Za-z0-9][A-Za-z0-9.'_-]*")


def reading_minutes(page: Page, lines_of: Callable[[Fence], int]) -> int:
    """Return how many minutes a page takes to read, at least 1.

    Args:
        page: the page.
        lines_of: gives the number of lines that a fence shows.
    """
    prose = (part.text for part in (*page.headings, *page.prose))
    text = _UNREAD.sub(" ", INLINE_FORMULA.sub(" ", "\n".join(prose)))
    displayed = sum(formula.display for formula in page.formulas)
    lines = sum(map(lines_of, page.fences))
    seconds = (
        sum(map(len, _CHARACTERS.findall(text))) * _CHARACTER
        + len(_WORDS.findall(text)) * _WORD
        + (len(page.formulas) - displayed) * _INLINE_FORMULA
        + displayed * _DISPLAYED_FORMULA
        + lines * _LINE_OF_CODE
    )
    return max(1, round(seconds / 60))
