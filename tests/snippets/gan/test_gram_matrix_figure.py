"""The matrices drawn are those of the pictures. Drawings have no gradient and no bad input."""

import torch

from snippets.gan import gram_matrix_figure as figure
from snippets.gan.gram_matrix import gram_matrix


def test_the_flipped_picture_has_the_matrix_of_the_first_and_the_third_another() -> None:
    first, flipped, other = map(gram_matrix, figure.PICTURES.values())
    assert torch.equal(first, flipped)
    assert not torch.equal(figure.PICTURES["原图"], figure.PICTURES["左右翻转"])
    assert (other - first).tolist() == [[[0, 1], [1, 0]]]


def test_every_number_is_drawn() -> None:
    text = figure.pictures().to_string()
    assert text.count("<rect") == 3 * 3 * 4
    assert all(name in text for name in figure.PICTURES)
