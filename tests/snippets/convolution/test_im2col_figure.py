"""The window that is marked is the column that is marked. Drawings have no gradient."""

from snippets.convolution import im2col_figure as figure


def test_the_marked_column_is_the_marked_window() -> None:
    row, column = divmod(figure.MARKED, 2)
    window = figure.IMAGE[0, 0, row : row + 2, column : column + 2]
    assert (
        figure.columns()[:, figure.MARKED].tolist() == window.flatten().tolist() == [4, 5, 7, 8]
    )


def test_all_numbers_are_drawn() -> None:
    text = figure.windows().to_string()
    assert text.count("<rect") == 9 + 16 + 2
    assert text.count(">5<") == 1 + 4
