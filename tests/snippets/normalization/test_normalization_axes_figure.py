"""The cells shaded are those that the output depends on. No gradient and no bad input."""

import pytest

from snippets.normalization import normalization_axes_figure as figure


@pytest.mark.parametrize(
    ("name", "depends"),
    [
        ("批", lambda sample, channel: channel == 2),
        ("层", lambda sample, channel: sample == 1),
        ("实例", lambda sample, channel: (sample, channel) == (1, 2)),
    ],
)
def test_a_column_a_row_and_a_cell(name: str, depends) -> None:
    expected = [[depends(sample, channel) for channel in range(4)] for sample in range(3)]
    assert figure.shared(figure.NORMALIZATIONS[name]) == expected


def test_the_cells_are_drawn() -> None:
    assert figure.axes().to_string().count('class="box a"') == 3 + 4 + 1
    assert figure.FIGURES["layer-normalization"]().to_string().count('class="box a"') == 4
    text = figure.FIGURES["instance-normalization"]().to_string()
    assert text.count('class="box a"') == 1
    assert "实例归一化" in text
