"""The receptive field by recursion against arithmetic, walking back and autograd.

Integers, so there is no gradient of the code itself.
"""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from snippets.convolution.convolution_sizes import conv_output_size
from snippets.convolution.gradient_map import gradient_map
from snippets.convolution.receptive_field import Field, Layer, receptive_field
from tests.snippets.rejections import rejects

EXAMPLE = [Layer(3, 2, 1), Layer(3, 1, 2, 2), Layer(2, 2)]
LAYERS = st.lists(
    st.builds(
        Layer, st.integers(1, 3), st.integers(1, 3), st.integers(0, 2), st.integers(1, 3)
    ),
    max_size=3,
)


def network_of_ones(layers: list[Layer]) -> nn.Sequential:
    """Return layers of torch along the rows only, so that no gradient cancels."""
    made = nn.Sequential()
    for k, s, p, d in layers:
        conv = nn.Conv2d(1, 1, (k, 1), (s, 1), (p, 0), (d, 1), bias=False)
        nn.init.ones_(conv.weight)
        made.append(conv)
    return made


def walked_back(layers: list[Layer], position: int) -> set[int]:
    """Return the pixels, in padding too, that are read for one output, layer by layer."""
    pixels = {position}
    for k, s, p, d in reversed(layers):
        pixels = {i * s - p + tap * d for i in pixels for tap in range(k)}
    return pixels


def test_by_hand() -> None:
    fields = [receptive_field(EXAMPLE[:depth]) for depth in range(4)]
    assert fields == [
        (1, 1, 0),
        (3, 2, -1),  # 1 + 2*1 | 1*2 | 0 - 1*1
        (11, 2, -5),  # 3 + 2*2*2 | 2*1 | -1 - 2*2
        (13, 4, -5),  # 11 + 1*2 | 2*2 | -5 - 0
    ]


@given(layers=LAYERS, position=st.integers(0, 3))
def test_ends_are_those_of_walking_back(layers: list[Layer], position: int) -> None:
    size, jump, start = receptive_field(layers)
    pixels = walked_back(layers, position)
    assert (min(pixels), max(pixels)) == (
        start + position * jump,
        start + position * jump + size - 1,
    )


@given(layers=LAYERS)
def test_the_gradient_is_zero_outside_and_not_at_the_ends(layers: list[Layer]) -> None:
    size, jump, start = receptive_field(layers)
    rows, position = 60, 2
    for k, s, p, d in layers:
        rows = conv_output_size(rows, k, s, p, d)
    if position >= rows:
        return
    seen = gradient_map(network_of_ones(layers), torch.zeros(1, 1, 60, 1), (position, 0))
    field = range(start + position * jump, start + position * jump + size)
    expected = {pixel for pixel in walked_back(layers, position) if 0 <= pixel < 60}
    # Some padding of a later layer may lie inside the image: then fewer pixels are seen.
    found = set(seen[:, 0].nonzero().flatten().tolist())
    assert found <= expected <= set(field)
    if not any(layer.padding for layer in layers):
        assert found == expected
        assert {field[0], field[-1]} <= found


@pytest.mark.parametrize("position", [2, 3])
def test_the_example_sees_every_pixel_of_its_field(device, position: int) -> None:
    network = network_of_ones(EXAMPLE).to(device)
    seen = gradient_map(network, torch.zeros(1, 1, 40, 1).to(device), (position, 0))
    first = -5 + 4 * position
    assert seen[:, 0].nonzero().flatten().tolist() == list(range(first, first + 13))


def test_the_order_of_layers_matters_through_the_jump_only() -> None:
    assert receptive_field([Layer(3, 2), Layer(5)]) == Field(11, 2, 0)  # 1 + 2*1 + 4*2
    assert receptive_field([Layer(5), Layer(3, 2)]) == Field(7, 2, 0)  # 1 + 4*1 + 2*1


@given(layers=LAYERS)
def test_padding_moves_the_field_and_keeps_its_size(layers: list[Layer]) -> None:
    bare = receptive_field([layer._replace(padding=0) for layer in layers])
    assert bare[:2] == receptive_field(layers)[:2]
    assert bare.start == 0


def test_a_stage_with_its_stride_in_the_last_block_sees_more() -> None:
    """ResNet-50 by its longest path, the stride in the first 3x3 layer (torch) or the last."""
    stem = [Layer(7, 2, 3), Layer(3, 2, 1)]
    blocks = (3, 4, 6, 3)
    first, last = list(stem), list(stem)
    for stage, count in enumerate(blocks):
        first += [Layer(3, 2 if stage > 0 and b == 0 else 1, 1) for b in range(count)]
        last += [Layer(3, 2 if stage < 3 and b == count - 1 else 1, 1) for b in range(count)]
    assert receptive_field(first)[:2] == (427, 32)
    assert receptive_field(last)[:2] == (483, 32)  # Araujo et al. 2019: resnet_v1_50


def test_batch_statistics_and_global_pooling_reach_every_pixel() -> None:
    torch.manual_seed(0)
    x = torch.rand(1, 1, 9, 9, dtype=torch.float64)
    conv = nn.Conv2d(1, 1, 3, padding=1).double()
    norm = nn.BatchNorm2d(1).double()
    assert torch.count_nonzero(gradient_map(conv, x, (4, 4))) == 9
    assert torch.count_nonzero(gradient_map(nn.Sequential(conv, norm), x, (4, 4))) == 81
    assert torch.count_nonzero(gradient_map(nn.Sequential(conv, norm.eval()), x, (4, 4))) == 9
    pooled = nn.Sequential(conv, nn.AdaptiveAvgPool2d(1))
    assert torch.count_nonzero(gradient_map(pooled, x, (0, 0))) == 81


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        (Layer(0), "kernel_size must be an int >= 1, got 0"),
        (Layer(3, 0), "stride must be an int >= 1, got 0"),
        (Layer(3, 1, -1), "padding must be an int >= 0, got -1"),
        (Layer(3, 1, 0, 0), "dilation must be an int >= 1, got 0"),
    ],
)
def test_rejects(layer: Layer, message: str) -> None:
    with rejects(message):
        receptive_field([Layer(3), layer])


def test_defaults_are_those_of_torch() -> None:
    made = nn.Conv2d(1, 1, 3)
    torch_says = (made.stride[0], made.padding[0], made.dilation[0])
    assert Layer(3)[1:] == torch_says
