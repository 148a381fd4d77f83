"""Where the weight of uniform layers lies, against counting paths, autograd and by hand.

Numbers without torch, so there is no gradient of the code itself.
"""

from math import erf, sqrt

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from snippets.convolution.effective_receptive_field import central_width, uniform_spread
from snippets.convolution.gradient_map import gradient_map
from snippets.convolution.gridding import path_counts
from snippets.convolution.receptive_field import Layer, receptive_field
from tests.snippets.rejections import rejects

LAYERS = st.lists(
    st.builds(Layer, st.integers(1, 3), st.integers(1, 3), st.just(0), st.integers(1, 3)),
    max_size=3,
)


def spread_of(weights: list[float]) -> float:
    """Return the standard deviation of a place drawn with these weights."""
    total = sum(weights)
    mean = sum(place * weight for place, weight in enumerate(weights)) / total
    return sqrt(sum((p - mean) ** 2 * w for p, w in enumerate(weights)) / total)


def test_by_hand() -> None:
    assert uniform_spread([]) == 0
    assert uniform_spread([Layer(3)]) == pytest.approx(sqrt(2 / 3))  # (1 + 0 + 1) / 3
    assert uniform_spread([Layer(2, 2), Layer(2)]) == pytest.approx(sqrt(1 / 4 + 4 / 4))
    assert uniform_spread([Layer(3, 1, 0, 5)]) == pytest.approx(5 * sqrt(2 / 3))


@given(layers=LAYERS)
def test_equals_the_spread_of_the_gradient(layers: list[Layer]) -> None:
    size = receptive_field(layers).size
    network = nn.Sequential()
    for k, s, p, d in layers:
        conv = nn.Conv2d(1, 1, (k, 1), (s, 1), (p, 0), (d, 1), bias=False)
        nn.init.ones_(conv.weight)
        network.append(conv)
    seen = gradient_map(network.double(), torch.zeros(1, 1, size, 1).double(), (0, 0))
    assert uniform_spread(layers) == pytest.approx(spread_of(seen[:, 0].tolist()))


@pytest.mark.parametrize("depth", [5, 20, 80])
def test_spread_grows_with_the_root_of_the_depth(depth: int) -> None:
    assert uniform_spread([Layer(3)] * depth) == pytest.approx(sqrt(2 * depth / 3))
    assert receptive_field([Layer(3)] * depth).size == 2 * depth + 1


def test_the_profile_of_many_layers_is_normal() -> None:
    counts, spread = path_counts([1] * 80), sqrt(2 * 80 / 3)
    total = sum(counts)
    for reach in (2, 7, 15):
        inside = sum(counts[80 - reach : 80 + reach + 1]) / total
        # tolerance: a sum of 80 steps is normal up to about 1/80
        assert inside == pytest.approx(erf((reach + 0.5) / (spread * sqrt(2))), abs=2e-3)


def test_central_width_by_hand() -> None:
    weights = [1, 2, 4, 2, 1]  # middle 4 of 10, then 8, then 10
    shares = {0.3: 1, 0.4: 1, 0.5: 3, 0.8: 3, 0.81: 5, 1: 5}
    assert {share: central_width(weights, share) for share in shares} == shares
    assert central_width([7], 0.5) == 1


@given(
    half=st.lists(st.integers(1, 9), max_size=4),
    middle=st.integers(1, 9),
    share=st.floats(0.1, 1),
)
def test_central_width_is_the_least_that_is_enough(half, middle, share) -> None:
    weights = [*half, middle, *half]
    width = central_width(weights, share)
    margin = (len(weights) - width) // 2

    def held(margin: int) -> int:
        return sum(weights[margin : len(weights) - margin])

    assert held(margin) >= share * sum(weights)
    assert width == 1 or held(margin + 1) < share * sum(weights)


def test_rejects() -> None:
    with rejects("weights must have a middle one, got 2 of them"):
        central_width([1, 1], 0.5)
    for share, shown in [(0, "0"), (1.5, "1.5"), (-1, "-1")]:
        with rejects(f"share must be > 0 and <= 1, got {shown}"):
            central_width([1, 2, 1], share)
    with rejects("kernel_size must be an int >= 1, got 0"):
        uniform_spread([Layer(0)])
