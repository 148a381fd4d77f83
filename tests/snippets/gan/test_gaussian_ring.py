"""snippets.gan.gaussian_ring by hand, and the shares that a normal distribution promises.

Counting has no gradient.
"""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.testing import assert_close

from snippets.gan.gaussian_ring import mode_coverage, ring_centres, sample_mixture
from tests.snippets.rejections import rejects

CENTRES = torch.tensor([[0.0, 0.0], [4.0, 0.0], [0.0, 3.0]])


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


# By hand


def test_four_centres_by_hand() -> None:
    expected = torch.tensor([[2.0, 0], [0, 2], [-2, 0], [0, -2]])
    # tolerance: float32 cosines of right angles are 4e-8 from 0
    assert_close(ring_centres(4, 2.0), expected, atol=3e-7, rtol=0)


def test_coverage_by_hand() -> None:
    # distances 0.5 and 1 of the first mode, 1.5 of the second, 0 of the third
    samples = torch.tensor([[0.5, 0], [-1, 0], [5.5, 0], [0, 3]])
    assert mode_coverage(samples, CENTRES, 1.0) == (2, 0.75)
    assert mode_coverage(samples, CENTRES, 0.9) == (2, 0.5)
    assert mode_coverage(samples, CENTRES, 2.0) == (3, 1.0)
    assert mode_coverage(samples, CENTRES, 1.0, least=2) == (1, 0.75)
    assert mode_coverage(samples, CENTRES, 1.0, least=3) == (0, 0.75)
    assert mode_coverage(samples[2:3], CENTRES, 1.0) == (0, 0.0)


# Reference


@pytest.mark.parametrize("modes", [1, 3, 8])
def test_centres_are_roots_of_unity(modes: int) -> None:
    roots = torch.polar(torch.ones(modes), 2 * math.pi * torch.arange(modes) / modes)
    assert_close(ring_centres(modes, 1.5), 1.5 * torch.view_as_real(roots))


def test_three_deviations_hold_the_share_of_a_normal_distribution() -> None:
    centres = ring_centres(8, 2.0)
    covered, share = mode_coverage(sample_mixture(20_000, centres, 0.2, seeded()), centres, 0.6)
    assert covered == 8
    # tolerance: 4 standard errors of the share 1 - exp(-9 / 2) = 0.989
    assert share == pytest.approx(1 - math.exp(-4.5), abs=4 * math.sqrt(0.011 / 20_000))


# Limits and identities


def test_without_spread_samples_are_the_centres_about_equally_often() -> None:
    samples = sample_mixture(3000, CENTRES, 0.0, seeded())
    for centre in CENTRES:
        # tolerance: 5 standard errors of a share of 1/3
        assert (samples == centre).all(dim=1).double().mean().item() == pytest.approx(
            1 / 3, abs=0.045
        )


def test_spread_is_the_standard_deviation_along_each_axis() -> None:
    samples = sample_mixture(20_000, torch.tensor([[5.0, -7.0, 1.0]]), 0.3, seeded())
    assert samples.shape == (20_000, 3)
    # tolerance: 4 standard errors
    assert_close(samples.mean(0), torch.tensor([5.0, -7.0, 1.0]), atol=0.009, rtol=0)
    assert_close(samples.std(0), torch.full((3,), 0.3), atol=0.006, rtol=0)


def test_the_generator_decides_the_sample_and_the_centres_its_dtype() -> None:
    one, same, other = (sample_mixture(5, CENTRES, 1.0, seeded(s)) for s in (1, 1, 2))
    assert torch.equal(one, same)
    assert not torch.equal(one, other)
    exact = sample_mixture(2, CENTRES.double(), 1.0, seeded())
    assert exact.dtype == torch.float64
    assert (exact != exact.float()).all()  # the noise is drawn in float64 as well


def test_the_noise_is_added_to_the_centre() -> None:
    source = seeded()
    torch.randint(1, (5,), generator=source)
    noise = torch.randn(5, 2, generator=source)
    samples = sample_mixture(5, torch.tensor([[4.0, 7.0]]), 0.5, seeded())
    assert_close(samples, torch.tensor([4.0, 7.0]) + noise / 2)


# Property


@given(distance=st.floats(0.1, 3), least=st.integers(1, 20))
def test_a_wider_reach_never_covers_less(distance: float, least: int) -> None:
    samples = sample_mixture(50, CENTRES, 1.0, seeded())
    narrow = mode_coverage(samples, CENTRES, distance, least=least)
    wide = mode_coverage(samples, CENTRES, distance + 0.5, least=least)
    assert narrow[0] <= wide[0]
    assert narrow[1] <= wide[1]


# Errors


@pytest.mark.parametrize(
    ("samples", "distance", "least", "message"),
    [
        (
            torch.ones(2),
            1.0,
            1,
            "samples and centres must be (N, D) and (K, D), got (2,) and (3, 2)",
        ),
        (
            torch.ones(4, 3),
            1.0,
            1,
            "samples and centres must be (N, D) and (K, D), got (4, 3) and (3, 2)",
        ),
        (
            torch.ones(0, 2),
            1.0,
            1,
            "samples and centres must be (N, D) and (K, D), got (0, 2) and (3, 2)",
        ),
        (torch.ones(2, 2), 0.0, 1, "need distance > 0 and least >= 1, got 0.0 and 1"),
        (torch.ones(2, 2), 1.0, 0, "need distance > 0 and least >= 1, got 1.0 and 0"),
    ],
)
def test_coverage_rejects(
    samples: torch.Tensor, distance: float, least: int, message: str
) -> None:
    with rejects(message):
        mode_coverage(samples, CENTRES, distance, least=least)
