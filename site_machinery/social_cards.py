"""The picture that goes with a link to a page: what the page is, its title, the site's name.

A picture is drawn once and kept in .cache/cards under a digest of all that decides it. That is
its name on the site, too: places that keep pictures by address ask anew when a title changes.
"""

import hashlib
import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import cache, lru_cache
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont
from PIL import __version__ as version_of_pillow

from site_machinery.catalogue import Catalogue, Note, Term
from site_machinery.kept import FOLDER, write_whole

WIDTH, HEIGHT = 1200, 630  # what the places that show links ask for
_FONT = Path(__file__).parent / "vendor/noto-sans-sc/NotoSansSC-Medium-GB2312.woff2"

_MARGIN = 84
_SMALL, _MIDDLE = 34, 46  # sizes, in pixels
# Those of the title, the largest first, each with the number of lines that it may fill.
_SIZES = ((80, 2), (60, 3), (48, 4))
_LEADING = 1.5  # from line to line, in sizes

# Two inks on one ground, each in so many shades, for the edges of letters: 16 colours are
# 4 bits a pixel, and a picture is 8 kB.
_SHADES = 8
_GROUND = (29, 52, 89)
_WHITE, _BLUE = range(2)
_INKS = ((255, 255, 255), (158, 192, 250))

# Chinese breaks between any two characters, but not before a closing mark or after an opening
# one; a word in Latin letters stays whole.
_PIECE = re.compile(r"[（《「“]*(?:[!-~\u00c0-\u03ff]+|[^（《「“])[，。、：；！？）》」”…]* *")


@dataclass(frozen=True)
class Card:
    """What stands on a picture; kind and subtitle may be empty."""

    site: str
    title: str
    kind: str = ""
    subtitle: str = ""


class Cards:
    """The pictures of one build.

    Args:
        root: the repository.
    """

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER / "cards"
        parts = (Path(__file__).read_bytes(), _FONT.read_bytes(), version_of_pillow.encode())
        self._program = hashlib.sha256(b"\0".join(parts))
        self.pictures: dict[str, bytes] = {}  # PNG files by name

    def add(self, card: Card) -> str:
        """Have the picture of a card, and return its name.

        A card with a character that the font lacks gets the picture of the site.
        """
        digest = self._program.copy()
        digest.update("\0".join(astuple(card)).encode())
        name = f"{digest.hexdigest()[:16]}.png"
        if name not in self.pictures:
            self.pictures[name] = self._kept(name) or self._drawn(name, card)
        return name

    def _kept(self, name: str) -> bytes | None:
        try:
            return (self._folder / name).read_bytes()
        except OSError:  # none yet
            return None

    def _drawn(self, name: str, card: Card) -> bytes:
        is_legible = all(_has(letter) for text in astuple(card) for letter in text)
        picture = draw(card if is_legible else Card(card.site, card.site))
        try:
            write_whole(self._folder / name, picture)
        except OSError:
            pass  # the folder cannot be written: the next build draws it again
        return picture

    def forget_others(self) -> None:
        """Delete what this build had no use for."""
        for file in self._folder.glob("*.png"):
            if file.name not in self.pictures:
                file.unlink(missing_ok=True)


def card_of(document: Note | Term, catalogue: Catalogue, site: str) -> Card:
    """Return the card of a note or a term of a site."""
    if isinstance(document, Note):
        return Card(site, document.title, f"周报 · {document.date}")
    field = catalogue.fields.get(document.field, "")
    english, short = document.name("en"), document.name("abbr")
    return Card(
        site,
        document.name("zh") or document.title,
        " · ".join(filter(None, ("术语", field))),
        f"{english} ({short})" if english and short else english or short,
    )


def draw_ahead(root: Path, catalogue: Catalogue, site: str) -> None:
    """Keep the pictures of all notes and terms, for whoever asks for them later."""
    cards = Cards(root)
    for document in (*catalogue.notes, *catalogue.terms):
        cards.add(card_of(document, catalogue, site))


def draw(card: Card) -> bytes:
    """Return a card's picture, a PNG file: the same bytes for the same card."""
    image = Image.new("L", (WIDTH, HEIGHT), 0)  # places in the palette
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 16, HEIGHT), _full(_BLUE))
    _write(image, card.kind, _SMALL, _BLUE, _MARGIN)
    lines = [(line, size, _WHITE) for size, line in _title(card.title)]
    lines += [(line, _MIDDLE, _BLUE) for line in _lines(card.subtitle, _MIDDLE, 1)]
    top = (HEIGHT - sum(size for _, size, _ in lines) * _LEADING) / 2
    for line, size, ink in lines:
        _write(image, line, size, ink, top)
        top += size * _LEADING
    if card.site != card.title:
        _write(image, card.site, _SMALL, _BLUE, HEIGHT - _MARGIN - _SMALL)
    return _png(image)


def _png(image: Image.Image) -> bytes:
    """Return a PNG file, each row as the difference to the one above.

    Pillow would try each of the five filters on each row, which takes longer than all the rest.
    """
    image.putpalette([value for ink in _INKS for colour in _ramp(ink) for value in colour])
    width = WIDTH // 2  # in bytes
    rows = Image.frombytes("L", (width, HEIGHT), image.tobytes("raw", "P;4"))
    above = Image.new("L", rows.size)
    above.paste(rows, (0, 1))
    pixels = ImageChops.subtract_modulo(rows, above).tobytes()
    filtered = [b"\2" + pixels[at : at + width] for at in range(0, len(pixels), width)]
    packer = zlib.compressobj(strategy=zlib.Z_RLE)  # most of it is runs of the ground
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)  # 4 bits, with a palette
    data = packer.compress(b"".join(filtered)) + packer.flush()
    parts = {b"IHDR": head, b"PLTE": bytes(image.getpalette()), b"IDAT": data, b"IEND": b""}
    chunks = [
        struct.pack(">I", len(part)) + name + part + struct.pack(">I", zlib.crc32(name + part))
        for name, part in parts.items()
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _ramp(ink: tuple[int, int, int]) -> Iterator[tuple[int, ...]]:
    for shade in range(_SHADES):
        part = shade / (_SHADES - 1)
        yield tuple(round(g + (i - g) * part) for g, i in zip(_GROUND, ink, strict=True))


def _full(ink: int) -> int:
    """Return the place of an ink's full shade in the palette."""
    return (ink + 1) * _SHADES - 1


@cache
def _shades(ink: int) -> list[int]:
    """Return the place in the palette for each of 256 degrees of cover."""
    return [ink * _SHADES + round(cover / 255 * (_SHADES - 1)) for cover in range(256)]


def _write(image: Image.Image, text: str, size: int, ink: int, top: float) -> None:
    image.paste(_written(text, size, ink), (_MARGIN, round(top)))


@lru_cache(16)  # most cards share the name of the site
def _written(text: str, size: int, ink: int) -> Image.Image:
    cover = Image.new("L", (WIDTH - _MARGIN, round(size * _LEADING)))
    at = 0.0
    for letter in text:
        (left, top), drawn = _letter(letter, size)
        cover.paste(255, (round(at) + left, top), drawn)
        at += _length(letter, size)
    return cover.point(_shades(ink))


@cache  # a letter is drawn once for all pictures: the font's outlines are what takes time
def _letter(letter: str, size: int) -> tuple[tuple[int, int], Image.Image]:
    """Return where a letter begins, from where it is written, and how much it covers."""
    left, top, right, bottom = map(round, _font(size).getbbox(letter))
    drawn = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(drawn).text((-left, -top), letter, 255, _font(size))
    return (left, top), drawn


def _title(text: str) -> list[tuple[int, str]]:
    """Return the lines of a title, each with its size: the largest in which all has room."""
    for size, most in _SIZES:
        if len(_lines(text, size)) <= most:
            break
    return [(size, line) for line in _lines(text, size, most)]


def _lines(text: str, size: int, most: int | None = None) -> list[str]:
    """Break a text into lines; what there are too many of ends in an ellipsis."""
    lines, filled = [""], 0.0
    room = WIDTH - 2 * _MARGIN
    pieces = _PIECE.findall(text)
    if any(_length(piece.rstrip(), size) > room for piece in pieces):
        pieces = list(text)  # there is a word that is longer than a line
    for piece in pieces:
        if lines[-1] and filled + _length(piece.rstrip(), size) > room:
            lines.append("")
            filled = 0
        lines[-1] += piece
        filled += _length(piece, size)
    lines = [line.rstrip() for line in lines if line]
    if most is None or len(lines) <= most:
        return lines
    return [*lines[: most - 1], lines[most - 1][:-1] + "…"]


@cache
def _length(piece: str, size: int) -> float:
    return _font(size).getlength(piece)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    # The other engine, where it is installed, may set the same text otherwise.
    return ImageFont.truetype(_FONT, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _has(letter: str) -> bool:
    """Say whether the font has a letter: what it lacks looks like any other lack."""
    font = _font(_SMALL)
    return letter == " " or bytes(font.getmask(letter)) != bytes(font.getmask("\uffff"))
