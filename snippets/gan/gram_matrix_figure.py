"""Draw three pictures of two channels and their Gram matrices."""

import torch
from torch import Tensor

from snippets.gan.gram_matrix import gram_matrix
from snippets.svg import Svg

_STRIPES = [[2.0, 0.0], [2.0, 0.0]]
_PICTURE = torch.tensor([[_STRIPES, [[0.0, 4.0], [4.0, 0.0]]]])
PICTURES = {
    "原图": _PICTURE,
    "左右翻转": _PICTURE.flip(3),
    "通道同步": torch.tensor([[_STRIPES, [[4.0, 0.0], [4.0, 0.0]]]]),
}
_SIZE = 30


def _grid(svg: Svg, left: float, top: float, values: Tensor, kind: str) -> None:
    most = values.max().item()
    for row, numbers in enumerate(values.tolist()):
        for column, value in enumerate(numbers):
            x, y = left + column * _SIZE, top + row * _SIZE
            svg.rect(x, y, _SIZE, _SIZE, kind, shade=0.5 * value / most)
            svg.text(x + _SIZE / 2, y + _SIZE / 2 + 4.5, f"{value:g}", anchor="middle")


def pictures() -> Svg:
    """Draw a row for each picture: its two channels, then the matrix."""
    svg = Svg(360, 290)
    for text, x in (("通道 0", 110), ("通道 1", 200), ("格拉姆矩阵", 300)):
        svg.text(x, 20, text, anchor="middle")
    for row, (name, features) in enumerate(PICTURES.items()):
        top = 34 + row * 84
        svg.text(8, top + 34, name)
        for channel in (0, 1):
            _grid(svg, 80 + 90 * channel, top, features[0, channel], "b")
        _grid(svg, 270, top, gram_matrix(features)[0], "a")
    return svg


FIGURES = {"gram-matrix": pictures}
