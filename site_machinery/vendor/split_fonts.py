"""Split KaTeX's large fonts in two, so that a page loads the part that its formulas need.

    python site_machinery/vendor/split_fonts.py DIST    # needs fonttools 4.68.0, brotli 1.2.1

DIST is the folder `dist` of the npm package `katex`. Writes docs/assets/katex/fonts, and
docs/assets/katex/fonts.css in place of what katex.min.css says of the fonts. A browser asks
for a part only where a formula has one of its characters, so no formula can lack one. The fonts
that are small go in as they are. The fonts' licence reserves their names for what is unchanged:
so a part has another name, inside and out; its copyright and licence stay in it.
"""

import re
import shutil
import sys
from pathlib import Path

from fontTools import subset

_HERE = Path(__file__).parent
_TARGET = _HERE.parents[1] / "docs/assets/katex"
# What most formulas are made of. The space is in it: a browser takes the height of a line from
# the part with the space.
_ASCII = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0"
_BASIC = (
    _ASCII
    + "\u200b\ue020"  # KaTeX's own: an empty character, and the stroke through "="
    + "¬±·×÷ˆˉ˙˜ΓΔΘΛΞΠΣΦΨΩ…′ℓ←→⇒⇔∀∂∃∅∇∈−∗∘√∝∞∣∥∧∨∩∪∫∼≈≡≤≥≪≫⊂⊆⊕⊗⊙⊤⊥⋅⋮⋯⋱⌈⌉⌊⌋⟨⟩"
)
_GREEK = "αβγδεζηθικλμνξοπρςστυφχψωϵϕ"
_FIRST_PARTS = {
    "Main-Regular": _BASIC,
    "Main-Bold": _BASIC,
    "Math-Italic": _ASCII + _GREEK,
    "AMS-Regular": _ASCII,  # the letters of \mathbb
}
_FACE = re.compile(r"@font-face\{([^}]*?);src:url\(fonts/KaTeX_([\w-]+)\.woff2\)[^}]*\}")


def main(dist: Path) -> None:
    """Write the fonts and their style sheet."""
    fonts = _TARGET / "fonts"
    shutil.rmtree(fonts, ignore_errors=True)
    fonts.mkdir()
    faces = []
    for about, name in _FACE.findall((dist / "katex.min.css").read_text(encoding="utf-8")):
        original = dist / f"fonts/KaTeX_{name}.woff2"
        if name not in _FIRST_PARTS:
            shutil.copy(original, fonts)
            faces.append(_face(about, original.name))
            continue
        characters = set(subset.load_font(original, subset.Options()).getBestCmap())
        first = characters & set(map(ord, _FIRST_PARTS[name]))
        for number, part in enumerate((first, characters - first), 1):
            file = f"formulas-{name.lower()}-{number}.woff2"
            _write_part(original, fonts / file, part)
            faces.append(_face(about, file, _ranges(part)))
    (_TARGET / "fonts.css").write_text("\n".join(faces) + "\n", encoding="utf-8")


def _face(about: str, file: str, ranges: str = "") -> str:
    of_part = f";unicode-range:{ranges}" if ranges else ""
    return f'@font-face{{{about};src:url(fonts/{file}) format("woff2"){of_part}}}'


def _ranges(characters: set[int]) -> str:
    runs: list[list[int]] = []
    for character in sorted(characters):
        if runs and character == runs[-1][1] + 1:
            runs[-1][1] = character
        else:
            runs.append([character, character])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in runs)


def _write_part(original: Path, target: Path, characters: set[int]) -> None:
    options = subset.Options(flavor="woff2", name_IDs=["*"], notdef_outline=True)
    options.recalc_timestamp = False  # the same input gives the same bytes
    font = subset.load_font(original, options)
    part = subset.Subsetter(options)
    part.populate(unicodes=characters)
    part.subset(font)
    reserved = font["name"].getDebugName(1)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            record.string = record.toUnicode().replace(reserved, target.stem)
    subset.save_font(font, target, options)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
