"""ASCII addresses and heading ids, whatever the language of the text."""

import re
import unicodedata
from functools import cache
from pathlib import PurePosixPath

VALID_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@cache  # a title is asked for on each list of notes
def slugify(text: str, separator: str = "-") -> str:
    """Return a text in lower-case ASCII words; Chinese becomes pinyin without tones.

    "Huber 损失" gives "huber-sun-shi". The table of contents, tags and categories share it, so
    no address or heading id of the site needs an escape.
    """
    letters = unicodedata.normalize("NFKD", text if text.isascii() else _spelled(text))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return separator.join(re.findall(r"[a-z0-9]+", plain.lower()))


def block_id(reference: str) -> str:
    """Return the id of the block that shows a section.

    "snippets/losses/huber_loss.py:huber_loss" gives "code-huber-loss".
    """
    file, _, section = reference.partition(":")
    stem = PurePosixPath(file).stem
    return slugify(f"code {stem}" if section == stem else f"code {stem} {section}")


def _spelled(text: str) -> str:
    from pypinyin import lazy_pinyin  # its dictionary takes longer to load than most checks

    return " ".join(lazy_pinyin(text, errors=_keep))


def _keep(text: str) -> list[str]:
    return [text]
