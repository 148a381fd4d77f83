"""The curves drawn are gradients of stacks of layers. Drawings have no bad input."""

from xml.etree import ElementTree

import pytest
import torch
from torch import nn

from snippets.convolution import receptive_field_figure as figure
from snippets.convolution.gradient_map import gradient_map


@pytest.mark.parametrize("depth", figure.SERIES)
def test_profile_is_the_gradient(depth: int) -> None:
    layers = [nn.Conv2d(1, 1, (3, 1), bias=False) for _ in range(depth)]
    for layer in layers:
        nn.init.constant_(layer.weight, 1 / 3)
    network = nn.Sequential(*layers).double()
    x = torch.zeros(1, 1, 2 * depth + 1, 1, dtype=torch.float64)
    seen = gradient_map(network, x, (0, 0))[:, 0]
    places = torch.linspace(-1, 1, 2 * depth + 1, dtype=torch.float64)
    assert [w for _, w in figure.profile(depth)] == pytest.approx((seen / seen.max()).tolist())
    assert [p for p, _ in figure.profile(depth)] == pytest.approx(places.tolist())


def test_curves_pass_through_the_profiles() -> None:
    svg = figure.FIGURES["receptive-field-weight"]()
    assert svg.width <= 400
    curves = [e for e in ElementTree.fromstring(svg.to_string()) if e.tag.endswith("polyline")]
    assert len(curves) == 2 * len(figure.SERIES)  # each with its line in the key
    for curve, depth in zip(curves[::2], figure.SERIES, strict=True):
        points = [tuple(map(float, pair.split(","))) for pair in curve.get("points").split()]
        for (x, y), (place, weight) in zip(points, figure.profile(depth), strict=True):
            # coordinates are written with two decimals, and 'g' keeps six digits
            assert x == pytest.approx(44 + 170 * (place + 1), abs=0.05)
            assert y == pytest.approx(250 - 216 * weight, abs=0.05)


def test_weights_as_the_text_alternative_gives_them() -> None:
    at = {depth: dict(figure.profile(depth)) for depth in figure.SERIES}
    weights = [next(w for p, w in at[d].items() if p == pytest.approx(0.4)) for d in at]
    assert [f"{weight:.2f}" for weight in weights] == ["0.59", "0.09", "0.00"]
