"""The bars drawn are the parameters. Drawings have no gradient and no bad input."""

import re

import pytest

from snippets.gan import animegan_generator_figure as figure


def test_a_bar_for_each_stage_as_long_as_its_parameters() -> None:
    text = figure.parameters().to_string()
    counts = [n for stages in figure.counts().values() for n in stages.values()]
    widths = [float(w) for w in re.findall(r'<rect[^>]* width="([^"]+)"', text)]
    assert len(widths) == 12
    assert widths == pytest.approx([figure.FULL * n / max(counts) for n in counts], abs=0.01)
    for number in ("AnimeGAN：3,956,096", "AnimeGANv2：2,143,552", *(f"{n:,}" for n in counts)):
        assert f">{number}<" in text
