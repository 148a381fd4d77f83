"""The numbers drawn are those of the rows. Drawings have no gradient and no bad input."""

from snippets.gan import total_variation_loss_figure as figure


def test_both_have_one_total_variation_and_different_squares() -> None:
    assert figure.measures("陡边") == (4, 16)
    assert figure.measures("缓坡") == (4, 4)


def test_both_rows_are_drawn() -> None:
    text = figure.profiles().to_string()
    assert text.count("<polyline") == 2
    assert text.count("<circle") == 10
    assert "陡边：全变分 4，平方和 16" in text
