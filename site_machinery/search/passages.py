"""A page's text in passages: its lead, and what stands under each heading."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from site_machinery.pages import INLINE_FORMULA, Fence, Page

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?: \"([^\"]*)\")?\)")
_FOOTNOTE = re.compile(r"\[\^[^\]]+\]:?")
_MARKUP = re.compile(
    r"^\s*(?:[-*+]|\d+\.|!!!|\?\?\?\+?|[|: -]+$)\s+|<[^>]+>|\{:? ?[.#][^}]*\}|///.*|\*\*|`|\|",
    re.M,
)
_TEX_SPACE = re.compile(r"\\(?:left|right|[,;! ])")
_TEX_FRACTION = re.compile(r"\\t?frac\{([^{}]*)\}\{([^{}]*)\}")
_TEX_SIGN = {
    r"\le": "≤",
    r"\leq": "≤",
    r"\ge": "≥",
    r"\geq": "≥",
    r"\times": "×",
    r"\cdot": "·",
    r"\ell": "ℓ",
}
_GREEK = re.compile(
    r"\\(?:var)?(?:alpha|beta|gamma|delta|epsilon|zeta|eta|theta|lambda|mu|nu|xi"
    r"|pi|rho|sigma|tau|phi|chi|psi|omega)(?![a-z])",
    re.I,
)


@dataclass(frozen=True)
class Passage:
    """A piece of a page: the heading it stands under, and what it says.

    `id` and `heading` are "" for the lead. `code` is searched but not shown.
    """

    id: str
    heading: str
    text: str
    code: str


def passages(page: Page, ids: list[str], code_of: Callable[[Fence], str]) -> list[Passage]:
    """Return the passages of a page.

    Args:
        page: the page.
        ids: the ids of its headings, in their order.
        code_of: gives the code that a fence shows.
    """
    starts = [(1, "", "")]
    for heading, id_ in zip(page.headings, ids, strict=True):
        if heading.level > 1:
            starts.append((heading.line, id_, plain(heading.text)))
    found = []
    for (first, id_, heading), (end, *_) in zip(starts, [*starts[1:], (10**9,)], strict=True):
        here = [part for part in page.prose if first <= part.line < end]
        shown = [f for f in page.fences if first <= f.line < end and not f.is_output]
        greek = [
            letter
            for formula in page.formulas
            if formula.display and first <= formula.line < end
            for letter in _GREEK.findall(formula.tex)
        ]
        text = " ".join(filter(None, (plain(part.text) for part in here)))
        found.append(Passage(id_, heading, text, "\n".join([*map(code_of, shown), *greek])))
    return found


def plain(markdown: str) -> str:
    """Return what a reader reads of a paragraph, on one line."""
    text = INLINE_FORMULA.sub(lambda match: readable(match["tex"]), markdown)
    text = _LINK.sub(lambda match: " ".join(filter(None, match.groups())), text)
    text = _MARKUP.sub(" ", _FOOTNOTE.sub("", text))
    return " ".join(text.replace("\\", "").split())


def readable(tex: str) -> str:
    r"""Return a short formula in plain characters: `\frac{1}{2}\delta^2` gives 1/2δ^2."""
    text = _TEX_SPACE.sub("", tex)
    text = _TEX_FRACTION.sub(r"\1/\2", text)
    text = _GREEK.sub(lambda match: _greek(match[0]), text)
    for name, sign in _TEX_SIGN.items():
        text = re.sub(rf"{re.escape(name)}(?![a-z])", sign, text)
    return re.sub(r"\\[a-zA-Z]+|[{}\\]", "", text)


def greek_symbol(line: str) -> str:
    r"""Return the Greek letter that a line of a list of symbols explains; "" if none.

    "- $\delta > 0$：两段的分界" gives "δ".
    """
    item = re.match(rf"\s*- \$({_GREEK.pattern})", line, re.I)
    return _greek(item[1]) if item else ""


def _greek(command: str) -> str:
    name = command.removeprefix("\\").removeprefix("var")
    case = "CAPITAL" if name[0].isupper() else "SMALL"
    name = {"lambda": "lamda"}.get(name.lower(), name.lower())
    return unicodedata.lookup(f"GREEK {case} LETTER {name.upper()}")
