"""Join the strokes of a font's characters, where they lie on top of each other.

    python site_machinery/vendor/join_strokes.py FONT...

Needs fonttools 4.68.0, brotli 1.2.1, skia-pathops 0.9.2. Noto Sans SC comes out of a variable
font with its strokes apart, and says so of each character; FreeType then draws it with 16
samples for each pixel, which takes three times as long.
"""

import sys
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.removeOverlaps import removeOverlaps

_OF_A_CHARACTER, _OF_PARTS = 0x40, 0x400  # the signs that strokes may overlap


def main(file: Path) -> None:
    """Write the font in place."""
    font = TTFont(file, recalcTimestamp=False)  # the same bytes each time
    removeOverlaps(font)
    glyphs = font["glyf"]
    for name in glyphs.keys():
        glyph = glyphs[name]
        if glyph.isComposite():
            for part in glyph.components:
                part.flags &= ~_OF_PARTS
        elif glyph.numberOfContours:
            glyph.flags[0] &= ~_OF_A_CHARACTER
    font.save(file)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        main(Path(name))
