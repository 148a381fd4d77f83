"""The terms beside a term: those that it mentions and those that mention it, as a drawing.

The term stands in the middle, up to six neighbours on each side, each an arrow and a link. Who
mentions it stands on the left, what it mentions on the right; those that mention each other
fill the side that is shorter. They come first, then those that speak of the other in more
places.
"""

import html
import math
import posixpath
import re
from dataclasses import dataclass

from site_machinery.catalogue import Catalogue, Term

_ON_A_SIDE = 6
# The drawing, in units: at the width of a phone a unit is about a pixel.
_WIDTH, _SIDE, _MIDDLE = 360, 106, 88
_LINE, _PADDING, _GAP, _SIZE = 15, 6, 8, 12
_HEAD = 5  # of an arrow
_REM_PER_UNIT = 0.062
_PARTS = re.compile(r"[a-zA-Z0-9×.,'-]+ ?|.")


@dataclass(frozen=True)
class Neighbour:
    """A term beside another."""

    term: Term
    is_mentioned: bool  # by the other
    mentions: bool  # the other
    places: int  # the sections in which one speaks of the other

    @property
    def is_mutual(self) -> bool:
        """Whether each mentions the other."""
        return self.is_mentioned and self.mentions

    @property
    def relation(self) -> str:
        """How the two are related, in a word."""
        if self.is_mutual:
            return "互相提到"
        return "本页提到它" if self.is_mentioned else "它提到本页"


def neighbours(catalogue: Catalogue, term: Term) -> list[Neighbour]:
    """Return the terms that mention a term or are mentioned by it, the nearest first."""
    places = catalogue.mentions.places
    found = []
    for other in catalogue.terms:
        there, here = places(term.path, other.path), places(other.path, term.path)
        if there or here:
            found.append(Neighbour(other, bool(there), bool(here), there + here))
    return sorted(found, key=lambda n: (not n.is_mutual, -n.places))


def drawing(catalogue: Catalogue, term: Term) -> str:
    """Return a term and its neighbours as SVG; "" if it has none."""
    left, right = _sides(neighbours(catalogue, term))
    if not left + right:
        return ""
    height = max(_height(left), _height(right), _tall(_lines(term.name("zh"), _MIDDLE))) + 1
    parts = [
        f'<rect x="{(_WIDTH - _MIDDLE) / 2:g}" y="0.5" width="{_MIDDLE}" '
        f'height="{height - 1}" rx="4"/>',
        _text(_lines(term.name("zh"), _MIDDLE), _WIDTH / 2, height / 2),
    ]
    for side, x in ((left, 0.5), (right, _WIDTH - _SIDE - 0.5)):
        y = (height - _height(side)) / 2
        for neighbour in side:
            parts.append(_node(term, neighbour, x, y, is_on_the_left=side is left))
            y += _tall(_lines(neighbour.term.name("zh"), _SIDE)) + _GAP
    name = html.escape(term.name("zh"))
    return (
        f'<svg class="neighbours" viewBox="0 0 {_WIDTH} {height}" role="group" '
        f'aria-label="{name}和它邻近的术语" style="width:{_WIDTH * _REM_PER_UNIT:g}rem">'
        f"{''.join(parts)}</svg>"
    )


def _sides(found: list[Neighbour]) -> tuple[list[Neighbour], list[Neighbour]]:
    left: list[Neighbour] = []
    right: list[Neighbour] = []
    for neighbour in found:
        if neighbour.is_mutual:
            side = left if len(left) <= len(right) else right
        else:
            side = left if neighbour.mentions else right
        if len(side) < _ON_A_SIDE:
            side.append(neighbour)
    return left, right


def _node(term: Term, neighbour: Neighbour, x: float, y: float, *, is_on_the_left: bool) -> str:
    """Return a neighbour as a link with the arrow beside it; `x` and `y` are its corner."""
    name = neighbour.term.name("zh")
    lines = _lines(name, _SIDE)
    address = posixpath.relpath(neighbour.term.address, term.address)
    label = html.escape(f"{name}：{neighbour.relation}")
    # With `href` the theme's instant navigation would take it for a link of HTML, and fail. The
    # role is what it has anyway: Lighthouse takes a link without either for no link.
    return (
        f'<a xlink:href="{address}/" role="link" aria-label="{label}">'
        f'<rect x="{x:g}" y="{y:g}" '
        f'width="{_SIDE}" height="{_tall(lines)}" rx="4"/>'
        f"{_text(lines, x + _SIDE / 2, y + _tall(lines) / 2)}</a>"
        f'<path d="{_arrow(neighbour, y + _tall(lines) / 2, is_on_the_left)}"/>'
    )


def _arrow(neighbour: Neighbour, y: float, is_on_the_left: bool) -> str:
    """Return the path of an arrow between a neighbour and the middle, at a height."""
    node, middle = _SIDE + 2, (_WIDTH - _MIDDLE) / 2 - 2
    at_node, at_middle = neighbour.is_mentioned, neighbour.mentions
    if not is_on_the_left:
        node, middle = _WIDTH - node, _WIDTH - middle
    path = f"M{node:g} {y:g}H{middle:g}"
    for has_head, tip, away in ((at_node, node, 1), (at_middle, middle, -1)):
        if has_head:
            back = tip + (away if is_on_the_left else -away) * _HEAD
            path += (
                f"M{back:g} {y - _HEAD / 2 - 1:g}L{tip:g} {y:g}L{back:g} {y + _HEAD / 2 + 1:g}"
            )
    return path


def _text(lines: list[str], x: float, y: float) -> str:
    """Return lines of text about a point."""
    first = y - _LINE * (len(lines) - 1) / 2 + _SIZE * 0.36  # from the middle to the base line
    if len(lines) == 1:
        return f'<text x="{x:g}" y="{first:g}">{html.escape(lines[0])}</text>'
    spans = "".join(
        f'<tspan x="{x:g}" y="{first + _LINE * number:g}">{html.escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return f"<text>{spans}</text>"


def _tall(lines: list[str]) -> int:
    return _LINE * len(lines) + 2 * _PADDING


def _height(column: list[Neighbour]) -> int:
    tall = [_tall(_lines(neighbour.term.name("zh"), _SIDE)) for neighbour in column]
    return sum(tall) + _GAP * (len(tall) - 1) if tall else 0


def _lines(name: str, width: int) -> list[str]:
    """Return a name in as few lines as fit into a width, none of them much longer."""
    room = (width - 2 * _PADDING) / _SIZE
    count = math.ceil(_ems(name) / room)
    lines = [""]
    for part in _PARTS.findall(name):
        wanted = min(room, _ems(name) / count + 0.5)
        if lines[-1] and _ems(lines[-1] + part.rstrip()) > wanted:
            lines.append("")
        lines[-1] += part
    return [line.rstrip() for line in lines]


def _ems(text: str) -> float:
    """Return about how wide a text is: a Chinese character is 1."""
    return sum(1 if character > "\u2e7f" else 0.58 for character in text)
