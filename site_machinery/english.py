"""Find the English in Chinese text: what a screen reader has to read with its English voice.

A stretch of Latin letters is English if it holds two words, such as "transposed convolution" or
"Robust Estimation of a Location Parameter", or if it is one in lower case that stands alone: in
brackets behind its translation, 离群点（outlier）, or as all that an element says. So a name of
one word (Huber, PyTorch), an abbreviation (GAN, ReLU), an identifier and a number stay Chinese
text: that is how readers of Chinese say them.
"""

import html
import re
from collections.abc import Iterator
from functools import cache

_LETTER = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
# Up to a last letter; what Markdown has put by stands between STX and ETX.
_LATIN = re.compile(
    f"\x02[^\x03]*\x03|(?P<latin>[0-9]*[{_LETTER}](?:[ -~’–{_LETTER}]*[{_LETTER}])?)"
)
_START_OF_WORD = re.compile(f"[{_LETTER}][a-z\u00df-\u00f6\u00f8-\u024f]")
_WORD = re.compile(
    rf"[(\"']*[{_LETTER}][a-z\u00df-\u00f6\u00f8-\u024f]+(?:[-'’][{_LETTER}]+)*[),.:;!?\"']*"
)


def english_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the English stretches of a text begin and end, in their order."""
    if not _START_OF_WORD.search(text):
        return  # as most texts, which is seen at once
    for match in _LATIN.finditer(text):
        if match["latin"] is None:
            continue
        words = [token for token in match["latin"].split() if _WORD.fullmatch(token)]
        if len(words) > 1 or (words and words[0].islower() and _stands_alone(text, match)):
            yield match.span()


@cache  # the title of a note stands on many pages
def marked(text: str) -> str:
    """Return a text as HTML that says of its English that it is English."""
    parts, end = [], 0
    for start, following in english_in(text):
        english = html.escape(text[start:following])
        parts += [html.escape(text[end:start]), f'<span lang="en">{english}</span>']
        end = following
    return "".join([*parts, html.escape(text[end:])])


def is_english(text: str) -> bool:
    """Tell whether a text is English as a whole."""
    return list(english_in(text)) == [(0, len(text))]


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    before, behind = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    return (before[-1:], behind[:1]) in {("", ""), ("（", "）"), ("（", "，")}
