"""Draw where the corners of the RGB cube lie in the plane of U and V."""

import torch

from snippets.gan.color_conversion import rgb_to_yuv
from snippets.svg import Axes, Svg

# Around the hexagon; the names in Chinese with the placement of each label.
CORNERS = {
    "红": ((1, 0, 0), "middle", 0, -9),
    "黄": ((1, 1, 0), "end", -8, 4),
    "绿": ((0, 1, 0), "end", -8, 6),
    "青": ((0, 1, 1), "middle", 0, 19),
    "蓝": ((0, 0, 1), "start", 8, 6),
    "品红": ((1, 0, 1), "end", -8, 14),
}


def chroma() -> dict[str, tuple[float, float]]:
    """Return U and V of each corner, and of black and white, which are both at 0."""
    colours = {name: corner[0] for name, corner in CORNERS.items()}
    colours |= {"黑": (0, 0, 0), "白": (1, 1, 1)}
    image = torch.tensor(list(colours.values()), dtype=torch.float64)[:, :, None, None]
    return {
        name: (u, v)
        for name, (_, u, v) in zip(colours, rgb_to_yuv(image).flatten(1).tolist(), strict=True)
    }


def uv_plane() -> Svg:
    """Draw the hexagon of the colours that exist inside the box of the two ranges."""
    svg = Svg(396, 340)
    axes = Axes(svg, (52, 34, 372, 290), x=(-0.7, 0.7), y=(-0.7, 0.7))
    axes.frame((-0.6, -0.3, 0, 0.3, 0.6), (-0.6, -0.3, 0, 0.3, 0.6), "U", "V")
    left, top = axes.at(-0.436, 0.615)
    right, bottom = axes.at(0.436, -0.615)
    svg.rect(left, top, right - left, bottom - top, "muted", shade=0.0, stroke_dasharray="4 3")
    points = chroma()
    ring = [points[name] for name in CORNERS]
    axes.plot([*ring, ring[0]], "a")
    for name, (_, anchor, right_by, down_by) in CORNERS.items():
        x, y = axes.at(*points[name])
        svg.dot(x, y, "a")
        svg.text(x + right_by, y + down_by, name, "a", anchor=anchor)
    x, y = axes.at(*points["白"])
    svg.dot(x, y, "ink")
    svg.text(x + 8, y - 6, "黑、灰、白")
    return svg


FIGURES = {"yuv-plane": uv_plane}
