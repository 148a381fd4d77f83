"""The boxes and the line drawn are the patches. Drawings have no gradient and no bad input."""

import re

import pytest
import torch
from torch import nn

from snippets.convolution.gradient_map import gradient_map
from snippets.gan import patchgan_figure as figure
from snippets.gan.patchgan import patch_discriminator

BOX = re.compile(
    r'<rect class="box (\w+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"'
)


def test_each_patch_is_drawn_where_its_pixels_lie() -> None:
    text = figure.patches().to_string()
    boxes = [(kind, *map(float, numbers)) for kind, *numbers in BOX.findall(text)]
    outside, image, logits, inner, *shown = boxes
    scale = figure.SCALE
    assert outside[3] == pytest.approx(302 * scale, abs=0.02)  # from -23 to 278
    assert image[3] == pytest.approx(256 * scale, abs=0.02)
    assert image[1] - outside[1] == pytest.approx(23 * scale, abs=0.02)
    assert logits[3] == 30 * figure.CELL
    assert (inner[1] - logits[1], inner[3]) == (3 * figure.CELL, 24 * figure.CELL)
    assert len(shown) == 2 * len(figure.SHOWN)
    for patch, cell, (row, column) in zip(shown[::2], shown[1::2], figure.SHOWN, strict=True):
        assert patch[0] == cell[0]
        assert patch[1] - image[1] == pytest.approx((8 * column - 23) * scale, abs=0.02)
        assert patch[2] - image[2] == pytest.approx((8 * row - 23) * scale, abs=0.02)
        assert patch[3] == patch[4] == pytest.approx(70 * scale, abs=0.02)
        assert cell[1] - logits[1] == column * figure.CELL
        assert cell[2] - logits[2] == row * figure.CELL


def test_words_as_counted() -> None:
    text = figure.patches().to_string()
    for words in (
        "256×256 的图，四周补零",
        "30×30 个 logit",
        "一块 70×70",
        "相邻的块错开 8",
        "中间 24×24 个",
    ):
        assert f">{words}<" in text


def test_the_coverage_is_how_many_logits_a_pixel_acts_on() -> None:
    torch.manual_seed(0)
    judge = patch_discriminator(1, width=1, norm=nn.Identity).double()
    column = torch.rand(1, 1, 256, 24, dtype=torch.float64)
    seen = [gradient_map(judge, column, (row, 0)).sum(dim=1) != 0 for row in range(30)]
    assert figure.coverage() == torch.stack(seen).sum(dim=0).tolist()


def test_the_line_passes_through_the_coverage() -> None:
    (points,) = re.findall(r'points="([^"]+)"', figure.counts().to_string())
    pairs = [tuple(map(float, pair.split(","))) for pair in points.split()]
    for (x, y), (pixel, count) in zip(pairs, enumerate(figure.coverage()), strict=True):
        assert x == pytest.approx(40 + 344 * pixel / 256, abs=0.01)
        assert y == pytest.approx(190 - 156 * count / 10, abs=0.01)
