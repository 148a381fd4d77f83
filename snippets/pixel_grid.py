"""Draw small images as squares of one colour whose opacity is the value, for few bytes.

A row's run of one shade is a stroke as wide as a pixel, and all runs of a shade are one path:
a picture of 16 x 16 pixels takes about 2 kB. What has no ink shows the page, light or dark.
"""

from collections.abc import Mapping
from itertools import groupby
from xml.etree import ElementTree

from torch import Tensor

from snippets.svg import Svg

_SHADES = 10  # steps of opacity between nothing and full


class PixelGrid(Svg):
    """A canvas that shows images."""

    def image(self, x: float, y: float, values: Tensor, pixel: float) -> None:
        """Draw (H, W) values, 0 as nothing and 1 as full ink, with a frame around them.

        Args:
            x: left edge on the canvas.
            y: top edge on the canvas.
            values: (H, W); what lies outside of 0 to 1 is drawn as the nearer end.
            pixel: width of a square on the canvas.
        """
        height, width = values.shape
        self.rect(x, y, width * pixel, height * pixel, "muted")
        paths = [""] * (_SHADES + 1)
        for row, shades in enumerate((values.clamp(0, 1) * _SHADES).round().int().tolist()):
            column = 0
            for shade, run in groupby(shades):
                length = len(list(run))
                paths[shade] += f"M{column} {row}h{length}"
                column += length
        place = f"translate({x:g} {y + pixel / 2:g})scale({pixel:g})"
        look = {"class": "line ink", "stroke": "#1f2430", "transform": place}
        group = ElementTree.SubElement(self._root, "g", look)
        for shade in range(1, _SHADES + 1):
            if paths[shade]:
                opacity = f"{shade / _SHADES:g}"
                ElementTree.SubElement(
                    group, "path", {"stroke-opacity": opacity, "d": paths[shade]}
                )


def row_of_images(images: Mapping[str, Tensor], finding: str) -> PixelGrid:
    """Draw square images of values from 0 to 1 side by side, each below its title."""
    grid = PixelGrid(92 * len(images) - 10, 112)
    for place, (title, values) in enumerate(images.items()):
        grid.text(92 * place + 1, 16, title, font_size=11)
        grid.image(92 * place + 1, 27, values, 80 / len(values))
    grid.describe(finding)
    return grid
