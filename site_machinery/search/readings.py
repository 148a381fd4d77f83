"""How readers type Chinese who do not type the characters: pinyin, sounds, traditional ones."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pypinyin
from opencc import OpenCC
from pypinyin import Style, lazy_pinyin, pinyin

from site_machinery.kept import Kept

MADE_BY = (Path(__file__), Path(pypinyin.__file__))  # which tells its version

_HAN = re.compile(r"[\u4e00-\u9fff]+")


def readings(names: Iterable[str], kept: Kept) -> dict[str, str]:
    """Return reading -> characters, as the characters are read in these names, without tones.

    ü is written v.

    Args:
        names: what may be typed.
        kept: how each run of characters is read, as found out before; made by `MADE_BY`.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for run in dict.fromkeys(run for name in names for run in _HAN.findall(name)):
        if run not in kept:
            kept[run] = lazy_pinyin(run, v_to_u=False)
        for character, reading in zip(run, kept[run], strict=True):
            found[reading].add(character)
    return _sorted(found)


def sounds(of: Iterable[str]) -> dict[str, str]:
    """Return reading -> all common characters that can be read so, for the given readings."""
    wanted = set(of)
    found: dict[str, set[str]] = defaultdict(set)
    for character, ways in _common().items():
        for reading in ways:
            if reading in wanted:
                found[reading].add(character)
    return _sorted(found)


def traditional(text: str) -> tuple[str, str]:
    """Return the traditional characters whose simplified ones stand in a text, and those."""
    there = set(text)
    pairs = [(old, new) for old, new in _simplified().items() if new in there and old != new]
    return "".join(old for old, _ in pairs), "".join(new for _, new in pairs)


def _sorted(table: dict[str, set[str]]) -> dict[str, str]:
    return {reading: "".join(sorted(table[reading])) for reading in sorted(table)}


@cache
def _common() -> dict[str, list[str]]:
    """The characters of GB 2312, each with all its readings."""
    rows = (bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    characters = [row.decode("gb2312", errors="ignore") for row in rows]
    return {c: pinyin(c, style=Style.NORMAL, heteronym=True)[0] for c in characters if c}


@cache
def _simplified() -> dict[str, str]:
    characters = [chr(code) for code in range(0x4E00, 0xA000)]
    # A line each: no character is taken for a part of a word.
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return dict(zip(characters, converted, strict=True))
