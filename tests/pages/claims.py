"""Bind the numbers in a page's prose: to what the code gives, or to the reason why none does.

Each page with numbers has a module `tests/pages/<page>_claims.py` with its `PAGE` (below docs)
and its `CLAIMS`. A claim quotes the page word for word, as Markdown. In what the code computes,
<> stands for each number:

    computed("残差是 3 时 <>", huber_loss(...).item())   # refused: the 3 is not bound
    computed("残差是 <> 时 <>", r, huber_loss(...).item())
    stated("从 0 数起", "the convention of the indices")

`faults` asks that every quotation stands on its page, and every number in a quotation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from site_machinery.notebooks import line_in_file, read_notebook
from site_machinery.pages import fence_opening

# 14, 0.5, 1,024; not the digit of conv2d, float16 or C_1.
NUMBER = re.compile(r"(?<![A-Za-z_\d.])\d+(?:[.,]\d+)*")
_SIGNED = re.compile(rf"[−-]?{NUMBER.pattern}")
# What is no prose: the number of an item, where a link leads, a heading's id, a comment, HTML.
_MARKUP = re.compile(r"^ *\d+\. |(?<=\]\()[^)\s]+|\{ ?[#.][^}]*\}|<!--.*?-->|<[a-z/][^>]*>")
_IN_FRONT_MATTER = ("description:",)


@dataclass(frozen=True)
class Claim:
    """What a page says, with its numbers filled in, and what vouches for them."""

    parts: tuple[str, ...]  # the text between the computed numbers
    values: tuple[str, ...]
    reason: str = ""

    @property
    def text(self) -> str:
        """The quotation as it must stand on the page."""
        filled = [
            part + value for part, value in zip(self.parts, (*self.values, ""), strict=True)
        ]
        return "".join(filled)

    def near(self, text: str) -> re.Match[str] | None:
        """Find the quotation with other numbers in it."""
        words = map(re.escape, _SIGNED.split(self.text))
        return re.search(_SIGNED.pattern.join(words), text)

    def bound(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the spans of `text` whose numbers the claim binds."""
        for start in (match.start() for match in re.finditer(re.escape(self.text), text)):
            if self.reason:
                yield start, start + len(self.text)
            for part, value in zip(self.parts, self.values, strict=False):
                start += len(part)
                yield start, start + len(value)
                start += len(value)


def computed(template: str, *values: object) -> Claim:
    """Claim that a page shows these values, computed by the caller, where <> stands.

    Args:
        template: the page's words, without any digit.
        values: for each <>, what the code gives; a float is shown as format "g" shows it, a
            minus as - in a formula and as − outside. Give a text to show it otherwise.

    Raises:
        ValueError: a number stands in the template itself, or the counts differ.
    """
    parts = tuple(template.split("<>"))
    if any(NUMBER.search(part) for part in parts):
        raise ValueError(f"write <> for each number and pass its value: {template}")
    if len(parts) != len(values) + 1 or not values:
        raise ValueError(f"{len(parts) - 1} places for {len(values)} values: {template}")
    dollars = accumulate(part.count("$") for part in parts)
    minus = ("-" if count % 2 else "−" for count in dollars)
    return Claim(parts, tuple(map(_shown, values, minus)))


def stated(text: str, reason: str) -> Claim:
    """Claim that a page says `text`, whose numbers no code gives, and why."""
    if not NUMBER.search(text) or not reason:
        raise ValueError(f"quote a number, and give the reason: {text!r}, {reason!r}")
    return Claim((text,), (), reason)


def _shown(value: object, minus: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return f"{value:{'g' if isinstance(value, float) else 'd'}}".replace("-", minus)
    raise ValueError(f"pass an int, a float or a text, got {value!r}")


def faults(text: str, claims: list[Claim]) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with the numbers of a page's prose, each with its line."""

    def line_at(position: int) -> int:
        return text.count("\n", 0, position) + 1

    bound: set[int] = set()
    for claim in claims:
        count = text.count(claim.text)
        if count == 0:
            near = claim.near(text)
            said = f"the page says {near[0]!r}" if near else "the page has nothing like it"
            due = "the claim is" if claim.reason else "the code gives"
            yield line_at(near.start()) if near else 1, f"{due} {claim.text!r}; {said}"
        elif count > 1 and not claim.reason:
            yield line_at(text.index(claim.text)), f"quote more around {claim.text!r}"
        bound.update(*(range(*span) for span in claim.bound(text)))
    for number in NUMBER.finditer(text):
        if number.start() not in bound:
            context = text[max(0, number.start() - 12) : number.end() + 8]
            yield (
                line_at(number.start()),
                f"nothing binds {number[0]} in {context!r}; claim it in tests/pages",
            )


def prose(page: Path) -> str:
    """Return a page's text, each line where it stands in the file, blank where it is no prose.

    Blank are the front matter but for its description, code, display formulas (other tests
    check those), and markup. Of a notebook the text cells remain.
    """
    if page.suffix == ".ipynb":
        return _prose_of_notebook(page)
    kept: list[str] = []
    closing = None
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(keepends=True)):
        fence = fence_opening(line.rstrip("\n"))
        if closing is None and line.strip() == "---" and number == 0:
            closing = "---"
        elif closing is None and fence:
            closing = fence["ticks"]
        elif closing is None and line.strip() == "$$":
            closing = "$$"
        elif closing is None:
            kept.append(_without_markup(line))
            continue
        elif line.strip() == closing:
            closing = None
        elif closing == "---" and line.startswith(_IN_FRONT_MATTER):
            kept.append(line)
            continue
        kept.append(re.sub(r"[^\n]", " ", line))
    return "".join(kept)


def _prose_of_notebook(page: Path) -> str:
    file = page.read_text(encoding="utf-8")
    lines = [""] * (file.count("\n") + 1)
    for cell in read_notebook(file).cells:
        if cell.cell_type == "markdown":
            for number, line in enumerate(cell.source.splitlines(), start=1):
                lines[line_in_file(file, cell.source, number) - 1] = _without_markup(line)
    return "\n".join(lines)


def _without_markup(line: str) -> str:
    return _MARKUP.sub(lambda match: " " * len(match[0]), line)
