"""The cells drawn are the connections that autograd finds in layers of torch.

Drawings have no gradient and no bad input.
"""

from xml.etree import ElementTree

import torch
from torch import nn
from torch.autograd.functional import jacobian

from snippets.convolution import grouped_convolution_figure as figure


def layer(groups: int) -> nn.Module:
    made = nn.Conv2d(8, 8, 1, groups=groups, bias=False)
    nn.init.ones_(made.weight)
    return made


NETWORKS = [
    *(layer(groups) for groups in (1, 2, 4, 8)),
    nn.Sequential(layer(2), layer(2)),
    nn.Sequential(layer(2), nn.ChannelShuffle(2), layer(2)),
    nn.Sequential(layer(4), layer(4)),
    nn.Sequential(layer(4), nn.ChannelShuffle(4), layer(4)),
]


def paths(network: nn.Module) -> list[list[float]]:
    """Return the derivative of each output channel by each input channel."""
    sees = jacobian(lambda x: network(x).flatten(), torch.zeros(1, 8, 1, 1))
    return sees[:, 0, :, 0, 0].tolist()


def test_each_panel_holds_the_connections_of_its_network() -> None:
    assert [matrix.tolist() for _, matrix in figure.PANELS] == [paths(n) for n in NETWORKS]


def test_each_cell_is_filled_where_there_is_a_connection() -> None:
    svg = figure.FIGURES["grouped-connections"]()
    assert svg.width <= 400
    root = ElementTree.fromstring(svg.to_string())
    boxes = [e for e in root if e.tag.endswith("rect")]
    filled = [count > 0 for network in NETWORKS for row in paths(network) for count in row]
    assert [box.get("class") == "box a" for box in boxes] == filled
    assert [float(box.get("fill-opacity")) for box in boxes] == [0.8 * cell for cell in filled]
    places = {(float(box.get("x")), float(box.get("y"))) for box in boxes}
    assert len(places) == 8 * 64
    assert max(x for x, _ in places) + figure.CELL <= svg.width
    assert (max(figure.LEFTS) - min(figure.LEFTS)) / 3 > 8 * figure.CELL  # panels are apart


def test_the_captions_count_the_connections() -> None:
    root = ElementTree.fromstring(figure.connections().to_string())
    texts = [e.text for e in root if e.tag.endswith("text")]
    assert texts[1::2] == [f"{n} / 64" for n in (64, 32, 16, 8, 32, 64, 16, 32)]
    assert texts[::2] == [name for name, _ in figure.PANELS]
