"""snippets.gan.sample_panels: every sample that fits is drawn where it lies.

A drawing has no gradient and no property beyond its places, and nothing to reject.
"""

import re
from xml.etree import ElementTree

import torch

from snippets.gan.sample_panels import draw_panels

NS = "{http://www.w3.org/2000/svg}"
CENTRES = torch.tensor([[2.0, 0.0], [0.0, -1.0]])


def drawn() -> ElementTree.Element:
    rows = {
        "first": {5: torch.tensor([[0.0, 0.0], [4.0, 4.0]]), 90: torch.tensor([[0.0, 4.1]])},
        "second": {5: torch.tensor([[-4.0, 2.0]]), 90: torch.tensor([[-4.1, 0.0], [1.0, 0.0]])},
    }
    return ElementTree.fromstring(draw_panels(rows, CENTRES, 0.5, 4.0).to_string())


def paths(kind: str) -> list[str]:
    found = drawn().iter(f"{NS}path")
    return [path.get("d") for path in found if path.get("class") == f"line {kind}"]


def test_panels_stand_in_rows_and_columns_under_their_names() -> None:
    root = drawn()
    # two columns of 88 and a gap of 8; two rows of 20 + 88 + 8 under 20 for the steps
    assert (root.get("width"), root.get("height")) == ("184", "252")
    boxes = [
        tuple(b.get(k) for k in ("x", "y", "width", "height")) for b in root.iter(f"{NS}rect")
    ]
    assert boxes == [(x, y, "88", "88") for y in ("40", "156") for x in ("0", "96")]
    texts = [
        (t.text, t.get("x"), t.get("y"), t.get("text-anchor")) for t in root.iter(f"{NS}text")
    ]
    assert texts == [
        ("5 步", "44", "14", "middle"),
        ("90 步", "140", "14", "middle"),
        ("first", "0", "34", "start"),
        ("second", "0", "150", "start"),
    ]


def test_samples_stand_where_they_lie_and_those_outside_are_left_out() -> None:
    # a panel shows 8 units on 88 pixels: 11 a unit, the origin 44 from its left and its top
    assert paths("a") == ["M44 84h0M88 40h0", "", "M0 178h0", "M151 200h0"]
    (dot, *_) = [p for p in drawn().iter(f"{NS}path") if p.get("class") == "line a"]
    assert dot.get("stroke-width") == "2.2"


def test_every_panel_shows_the_modes_as_discs() -> None:
    places = [re.findall(r"M(\S+) (\S+)h0", path) for path in paths("muted")]
    assert places == [
        [(str(x + 66), str(y + 44)), (str(x + 44), str(y + 55))]
        for y in (40, 156)
        for x in (0, 96)
    ]
    for path in drawn().iter(f"{NS}path"):
        if path.get("class") == "line muted":
            assert path.get("stroke-width") == "11"  # twice 0.5 units of 11
            assert path.get("stroke-opacity") == "0.35"
