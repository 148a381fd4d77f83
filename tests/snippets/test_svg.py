"""snippets.svg: numbers are rounded, text is escaped, axes map data, and a drawing is XML."""

from xml.etree import ElementTree

import pytest

from snippets.svg import Axes, Svg

NS = "{http://www.w3.org/2000/svg}"


def parsed(svg: Svg) -> ElementTree.Element:
    return ElementTree.fromstring(svg.to_string())


def only(svg: Svg, tag: str) -> ElementTree.Element:
    (element,) = parsed(svg).iter(f"{NS}{tag}")
    return element


def test_canvas_has_its_size_and_view_box() -> None:
    root = parsed(Svg(380, 300.5))
    assert (root.get("width"), root.get("height")) == ("380", "300.5")
    assert root.get("viewBox") == "0 0 380 300.5"


def test_numbers_have_at_most_two_decimals_and_no_minus_zero() -> None:
    svg = Svg(100, 100)
    svg.line(1 / 3, -0.001, 2, 12345.678)
    line = only(svg, "line")
    assert [line.get(name) for name in ("x1", "y1", "x2")] == ["0.33", "0", "2"]
    assert float(line.get("y2")) == pytest.approx(12345.678, rel=1e-4)


def test_text_is_escaped_and_comes_back_whole() -> None:
    svg = Svg(100, 100)
    svg.text(1, 2, "a < b & “离群点”", anchor="middle", font_weight="bold")
    assert "a &lt; b &amp; “离群点”" in svg.to_string()
    text = only(svg, "text")
    assert text.text == "a < b & “离群点”"
    assert (text.get("text-anchor"), text.get("font-weight")) == ("middle", "bold")
    svg.text(1, 2, 3.5)
    assert "3.5" in svg.to_string()


def test_marks_carry_the_class_that_colours_them() -> None:
    svg = Svg(100, 100)
    svg.dot(1, 2, "b", radius=5)
    svg.rect(1, 2, 3, 4, "c", shade=0.25)
    svg.line(0, 0, 1, 1, "muted")
    svg.text(0, 0, "x", "a")
    assert only(svg, "circle").attrib["class"] == "dot b"
    assert only(svg, "circle").attrib["r"] == "5"
    assert only(svg, "rect").attrib["class"] == "box c"
    assert only(svg, "rect").attrib["fill-opacity"] == "0.25"
    assert only(svg, "line").attrib["class"] == "line muted"
    assert only(svg, "text").attrib["class"] == "label a"


def test_curves_are_told_apart_without_colour() -> None:
    dashes = set()
    for kind in ("a", "b", "c"):
        svg = Svg(10, 10)
        svg.curve([(0, 0), (5, 2.345)], kind)
        curve = only(svg, "polyline")
        dashes.add(curve.get("stroke-dasharray"))
        assert curve.get("points") in ("0,0 5,2.35", "0,0 5,2.34")  # a half, rounded
    assert len(dashes) == 3


def test_many_dots_are_one_path_of_round_points() -> None:
    svg = Svg(10, 10)
    svg.dots([(1, 2.345), (-0.01, 4)], "b", radius=1.25, stroke_opacity=0.5)
    path = only(svg, "path")
    assert path.get("d") == "M1 2.3h0M0 4h0"
    assert (path.get("stroke-width"), path.get("stroke-linecap")) == ("2.5", "round")
    assert (path.get("class"), path.get("stroke-opacity")) == ("line b", "0.5")


def test_extra_attributes_win_over_the_default_look() -> None:
    svg = Svg(10, 10)
    svg.line(0, 0, 1, 1, stroke_width=4)
    assert only(svg, "line").get("stroke-width") == "4"


def test_axes_map_corners_and_turn_y_upwards() -> None:
    axes = Axes(Svg(200, 200), (20, 10, 120, 60), x=(-1, 3), y=(0, 5))
    assert axes.at(-1, 0) == (20, 60)
    assert axes.at(3, 5) == (120, 10)
    assert axes.at(1, 1) == (70, 50)


def test_axes_draw_a_grid_line_and_a_number_for_each_tick() -> None:
    svg = Svg(200, 200)
    axes = Axes(svg, (20, 10, 120, 60), x=(0, 4), y=(0, 5))
    axes.frame((0, 2, 4), (0, 2.5), "x name", "y name")
    texts = [text.text for text in parsed(svg).iter(f"{NS}text")]
    assert texts == ["0", "2", "4", "0", "2.5", "x name", "y name"]
    assert len(list(parsed(svg).iter(f"{NS}line"))) == 5


def test_axes_plot_in_data_coordinates() -> None:
    svg = Svg(200, 200)
    Axes(svg, (20, 10, 120, 60), x=(0, 4), y=(0, 5)).plot([(0, 0), (4, 5)], "a")
    assert only(svg, "polyline").get("points") == "20,60 120,10"


def test_describe_gives_the_finding_to_who_cannot_see() -> None:
    svg = Svg(10, 10)
    assert parsed(svg).get("aria-label") is None
    svg.describe('"a" < b')
    assert parsed(svg).get("role") == "img"
    assert parsed(svg).get("aria-label") == '"a" < b'


def test_a_notebook_shows_the_same_drawing() -> None:
    svg = Svg(10, 10)
    svg.dot(1, 1)
    assert svg._repr_svg_() == svg.to_string()
