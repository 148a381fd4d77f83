"""Draw figures as small SVG files whose colours the reader's colour scheme decides.

Every mark carries a class (`ink`, `muted`, `a`, `b`, `c`) and the same look as presentation
attributes: a stylesheet wins over attributes, so the file looks right alone and follows light
and dark mode where a page inlines it. Text stays text. Coordinates are rounded to two
decimals, so the same drawing gives the same bytes on every machine.
"""

from collections.abc import Sequence
from xml.etree import ElementTree

# class -> (stroke, fill) when no stylesheet is there to say otherwise
_LOOK = {
    "ink": ("#1f2430", "#1f2430"),
    "muted": ("#9aa1ad", "#9aa1ad"),
    "a": ("#2563b0", "#2563b0"),
    "b": ("#b4491c", "#b4491c"),
    "c": ("#1f7a4d", "#1f7a4d"),
}
_DASH = {"b": "6 4", "c": "2 3"}  # series differ by more than hue


def _number(value: float) -> str:
    return f"{round(value, 2) + 0.0:g}"  # + 0.0 turns -0.0 into 0.0


class Svg:
    """A canvas in pixels, origin top left, y downwards."""

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        self._root = ElementTree.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "class": "figure",
                "viewBox": f"0 0 {_number(width)} {_number(height)}",
                "width": _number(width),
                "height": _number(height),
                "font-family": "system-ui, sans-serif",
                "font-size": "13",
            },
        )

    def _add(self, tag: str, **attributes: str | float) -> ElementTree.Element:
        pairs = {
            name.rstrip("_").replace("_", "-"): (
                _number(value) if isinstance(value, int | float) else value
            )
            for name, value in attributes.items()
        }
        return ElementTree.SubElement(self._root, tag, pairs)

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        kind: str = "ink",
        **extra: str | float,
    ) -> None:
        """Draw a straight line; `extra` are SVG attributes, such as stroke_width=2."""
        self._add(
            "line",
            class_=f"line {kind}",
            x1=x1,
            y1=y1,
            x2=x2,
            y2=y2,
            **{"stroke": _LOOK[kind][0], "stroke_width": 1, **extra},
        )

    def curve(
        self, points: Sequence[tuple[float, float]], kind: str, **extra: str | float
    ) -> None:
        """Draw a polyline through points given in canvas pixels."""
        dash = {"stroke_dasharray": _DASH[kind]} if kind in _DASH else {}
        self._add(
            "polyline",
            class_=f"line {kind}",
            fill="none",
            points=" ".join(f"{_number(x)},{_number(y)}" for x, y in points),
            **{"stroke": _LOOK[kind][0], "stroke_width": 2, **dash, **extra},
        )

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        kind: str = "muted",
        *,
        shade: float = 0.0,
        **extra: str | float,
    ) -> None:
        """Draw a box outlined in `kind` and filled with it at opacity `shade` (0 to 1)."""
        stroke, fill = _LOOK[kind]
        self._add(
            "rect",
            class_=f"box {kind}",
            x=x,
            y=y,
            width=width,
            height=height,
            **{"stroke": stroke, "fill": fill, "fill_opacity": shade, **extra},
        )

    def dot(
        self,
        x: float,
        y: float,
        kind: str = "ink",
        *,
        radius: float = 3.5,
        **extra: str | float,
    ) -> None:
        """Draw a filled dot centred on (x, y)."""
        self._add(
            "circle",
            class_=f"dot {kind}",
            cx=x,
            cy=y,
            r=radius,
            **{"fill": _LOOK[kind][1], **extra},
        )

    def dots(
        self,
        points: Sequence[tuple[float, float]],
        kind: str = "ink",
        *,
        radius: float = 1.5,
        **extra: str | float,
    ) -> None:
        """Draw many filled dots as one mark, a tenth of the bytes of as many `dot`s.

        Each is a line of no length with round ends, so it takes its colour as lines do; where
        dots overlap, a stroke_opacity below 1 does not add up.
        """
        self._add(
            "path",
            class_=f"line {kind}",
            d="".join(f"M{_number(round(x, 1))} {_number(round(y, 1))}h0" for x, y in points),
            **{"stroke": _LOOK[kind][0], "stroke_width": 2 * radius, **extra},
            stroke_linecap="round",
        )

    def text(
        self,
        x: float,
        y: float,
        content: object,
        kind: str = "ink",
        *,
        anchor: str = "start",
        **extra: str | float,
    ) -> None:
        """Write text; `anchor` says whether it starts, has its middle or ends at (x, y)."""
        element = self._add(
            "text",
            class_=f"label {kind}",
            x=x,
            y=y,
            text_anchor=anchor,
            **{"fill": _LOOK[kind][1], **extra},
        )
        element.text = str(content)

    def describe(self, finding: str) -> None:
        """Say what the drawing shows, for readers who cannot see it."""
        self._root.set("role", "img")
        self._root.set("aria-label", finding)

    def _repr_svg_(self) -> str:  # what a notebook asks for
        return self.to_string()

    def to_string(self) -> str:
        """Return the drawing as one SVG element, a mark a line, ending in a newline."""
        ElementTree.indent(self._root, space="")
        return ElementTree.tostring(self._root, encoding="unicode") + "\n"


class Axes:
    """Map data to a rectangle of an `Svg` and draw the frame, the ticks and their numbers.

    Args:
        svg: the canvas.
        box: left, top, right and bottom edge in pixels.
        x, y: smallest and largest value shown on each axis.
    """

    def __init__(
        self,
        svg: Svg,
        box: tuple[float, float, float, float],
        x: tuple[float, float],
        y: tuple[float, float],
    ) -> None:
        self.svg, self.box, self._x, self._y = svg, box, x, y

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return the pixel position of a data point."""
        left, top, right, bottom = self.box
        return (
            left + (x - self._x[0]) / (self._x[1] - self._x[0]) * (right - left),
            bottom - (y - self._y[0]) / (self._y[1] - self._y[0]) * (bottom - top),
        )

    def frame(
        self, x_ticks: Sequence[float], y_ticks: Sequence[float], x_name: str, y_name: str
    ) -> None:
        """Draw grid lines with their numbers, and name the axes."""
        left, top, right, bottom = self.box
        for tick in x_ticks:
            x, _ = self.at(tick, self._y[0])
            self.svg.line(x, top, x, bottom, "muted", stroke_opacity=0.35)
            self.svg.text(x, bottom + 17, f"{tick:g}".replace("-", "−"), anchor="middle")
        for tick in y_ticks:
            _, y = self.at(self._x[0], tick)
            self.svg.line(left, y, right, y, "muted", stroke_opacity=0.35)
            self.svg.text(left - 6, y + 4.5, f"{tick:g}".replace("-", "−"), anchor="end")
        self.svg.text((left + right) / 2, bottom + 36, x_name, anchor="middle")
        self.svg.text(left, top - 9, y_name)

    def plot(
        self, points: Sequence[tuple[float, float]], kind: str, **extra: str | float
    ) -> None:
        """Draw a curve through data points."""
        self.svg.curve([self.at(x, y) for x, y in points], kind, **extra)
