"""Draw what generators make of the same noise: a row for each, a panel for each moment.

Used by docs/lab/toy-gan.ipynb.
"""

from torch import Tensor

from snippets.svg import Axes, Svg

_SIDE, _GAP, _HEAD = 88, 8, 20  # of a panel; between panels; above a row, for its name


def draw_panels(
    rows: dict[str, dict[int, Tensor]], centres: Tensor, distance: float, extent: float
) -> Svg:
    """Draw points of the plane on top of the modes.

    Args:
        rows: for each name the samples, (N, 2), by the number of steps so far; the same
            numbers in every row.
        centres: (K, 2), the modes.
        distance: the radius of the disc about each mode, in the unit of the samples.
        extent: panels show -extent to extent along both axes; what lies outside is left out.
    """
    moments = list(next(iter(rows.values())))
    column, row = _SIDE + _GAP, _HEAD + _SIDE + _GAP
    svg = Svg(column * len(moments) - _GAP, _HEAD + row * len(rows))
    for number, step in enumerate(moments):
        svg.text(column * number + _SIDE / 2, 14, f"{step} 步", anchor="middle")
    for place, (name, by_step) in enumerate(rows.items()):
        top = _HEAD + row * place + _HEAD
        svg.text(0, top - 6, name)
        for number, step in enumerate(moments):
            box = (column * number, top, column * number + _SIDE, top + _SIDE)
            axes = Axes(svg, box, (-extent, extent), (-extent, extent))
            svg.rect(column * number, top, _SIDE, _SIDE)
            disc = distance * _SIDE / (2 * extent)
            modes = [axes.at(*centre) for centre in centres.tolist()]
            svg.dots(modes, "muted", radius=disc, stroke_opacity=0.35)
            inside = by_step[step][(by_step[step].abs() <= extent).all(dim=1)]
            svg.dots([axes.at(*point) for point in inside.tolist()], "a", radius=1.1)
    return svg
