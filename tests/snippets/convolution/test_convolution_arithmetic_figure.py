"""The positions drawn are those of the convolution. Drawings have no gradient or bad input."""

from snippets.convolution import convolution_arithmetic_figure as figure


def test_6_pixels_leave_one_cell_that_no_position_reaches() -> None:
    assert [figure.unseen(size) for size in figure.SIZES] == [0, 1]


def test_three_positions_are_drawn_under_each_row() -> None:
    text = figure.positions().to_string()
    assert text.count('height="10"') == 2 * 3
    assert text.count("没用到") == 1
    assert text.count('width="30"') == (5 + 2) + (6 + 2) + 1
