"""What the normalisations share: bad input. Values are tested with each of them."""

import math

import pytest
import torch

from snippets.normalization.standardize import scale_channels, standardize
from tests.snippets.rejections import rejects


def test_rejects_what_has_no_variance() -> None:
    with rejects("one number has no variance: shape (1, 3, 1), axes (0, 2)"):
        standardize(torch.zeros(1, 3, 1), (0, 2), 1e-5)
    with rejects("one number has no variance: shape (0, 3), axes (0,)"):
        standardize(torch.zeros(0, 3), (0,), 1e-5)
    assert standardize(torch.zeros(2, 3), (0,), 1e-5).tolist() == [[0, 0, 0]] * 2


@pytest.mark.parametrize("eps", [0, -1, math.inf, math.nan])
def test_rejects_an_eps(eps: float) -> None:
    with rejects(f"eps must be > 0 and finite, got {eps}"):
        standardize(torch.zeros(2, 3), (0,), eps)


def test_rejects_integers() -> None:
    with rejects("input must be floating point, got torch.int64"):
        standardize(torch.zeros(2, 3, dtype=torch.int64), (0,), 1e-5)


@pytest.mark.parametrize("name", ["weight", "bias"])
def test_rejects_a_vector_that_is_not_one_number_a_channel(name: str) -> None:
    vectors = {"weight": None, "bias": None} | {name: torch.zeros(2)}
    with rejects(f"{name} must be (3,), got shape (2,)"):
        scale_channels(torch.zeros(4, 3), **vectors)
