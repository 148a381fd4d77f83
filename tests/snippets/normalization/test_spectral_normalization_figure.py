"""The lines drawn are the estimates. Drawings have no gradient and no bad input."""

import pytest

from snippets.normalization import spectral_normalization_figure as figure


@pytest.mark.parametrize("second", [0.5, 0.9])
def test_estimates_are_those_of_the_closed_form(second: float) -> None:
    found = figure.estimates(second)
    assert len(found) == figure.STEPS + 1
    assert found[0] == pytest.approx((1 + second) / 2)
    for k in range(1, 11):  # |W.T u| with u along (1, second ** (2 k - 1))
        expected = ((1 + second ** (4 * k)) / (1 + second ** (4 * k - 2))) ** 0.5
        assert found[k] == pytest.approx(expected)


def test_every_line_is_drawn_and_named() -> None:
    text = figure.curves().to_string()
    assert text.count("<polyline") == 2
    assert ">第二奇异值 0.5</text>" in text
    assert ">第二奇异值 0.9</text>" in text
