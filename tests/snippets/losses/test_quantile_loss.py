"""snippets.losses.quantile_loss against arithmetic by hand, and the definition of a quantile.

Torch has no such loss; the reference is what it is for: its best constant is the quantile.
"""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.losses.quantile_loss import quantile_loss
from tests.snippets.rejections import rejects

residuals = st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=6)
quantiles = st.floats(0.01, 0.99)


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


Y = tensor(3, 1, 6, 0)
Y_HAT = tensor(2, 3, 3, 6)  # residuals y - y_hat: 1, -2, 3, -6
READINGS = tensor(1, 2, 3, 4, 90)


def loss_of(constant: float, quantile: float, targets: Tensor = READINGS) -> float:
    return quantile_loss(tensor(constant).expand_as(targets), targets, quantile).item()


# By hand


def test_three_quarters_by_hand() -> None:
    losses = quantile_loss(Y_HAT, Y, 0.75, reduction="none")
    assert losses.tolist() == [0.75, 0.5, 2.25, 1.5]  # 3/4 * 1, 1/4 * 2, 3/4 * 3, 1/4 * 6
    assert quantile_loss(Y_HAT, Y, 0.75, reduction="sum").item() == 5
    assert quantile_loss(Y_HAT, Y, 0.75).item() == 1.25


def test_too_low_costs_nine_times_too_high_by_hand() -> None:
    assert quantile_loss(tensor(0), tensor(10), 0.9).item() == pytest.approx(9)
    assert quantile_loss(tensor(10), tensor(0), 0.9).item() == pytest.approx(1)


# Reference


@pytest.mark.parametrize(("quantile", "best"), [(0.1, 1), (0.5, 3), (0.75, 4), (0.9, 90)])
def test_the_best_constant_is_the_quantile(device: str, quantile: float, best: float) -> None:
    share = torch.stack([(READINGS <= reading).double().mean() for reading in READINGS])
    assert READINGS[share >= quantile].min() == best  # the definition
    grid = torch.arange(0, 100, 0.25, dtype=torch.float64, device=device)[:, None]
    readings = READINGS.to(device).expand(len(grid), 5)
    losses = quantile_loss(grid.expand(-1, 5), readings, quantile, reduction="none")
    assert grid[losses.sum(dim=1).argmin()].item() == best


@given(targets=st.lists(st.integers(-9, 9), min_size=1, max_size=7), quantile=quantiles)
def test_no_more_than_its_share_lies_on_either_side_of_the_best_constant(
    targets: list[int], quantile: float
) -> None:
    y = tensor(*targets)
    best = min(targets, key=lambda m: loss_of(m, quantile, y))
    slack = 1e-9 * len(targets)  # quantile * N is rounded
    assert (y < best).sum() <= quantile * len(y) + slack
    assert (y > best).sum() <= (1 - quantile) * len(y) + slack


# Limits and identities


def test_every_constant_between_two_readings_is_best_where_the_rank_is_whole() -> None:
    # 0.8 * 5 = 4 readings below: any m in [4, 90] costs 0.8 * (90 - m) + 0.2 * (4m - 10)
    losses = [loss_of(m, 0.8) for m in (3.9, 4, 47, 90, 90.1)]
    assert losses[1:4] == pytest.approx([14, 14, 14])  # 70 / 5
    assert losses[0] > 14.01 < losses[4]


def test_the_interpolated_quantile_of_torch_is_another_number() -> None:
    interpolated = torch.quantile(READINGS, 0.9).item()
    assert interpolated == pytest.approx(55.6)  # 4 + 0.6 * 86
    assert loss_of(interpolated, 0.9) > loss_of(90, 0.9)


@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_at_one_half_it_is_half_the_absolute_error(reduction: str) -> None:
    expected = F.l1_loss(Y_HAT, Y, reduction=reduction) / 2
    assert_close(quantile_loss(Y_HAT, Y, 0.5, reduction=reduction), expected)


@given(r=residuals, quantile=quantiles)
def test_input_and_target_change_places_with_the_other_quantile(
    r: list[float], quantile: float
) -> None:
    zero = torch.zeros(len(r), dtype=torch.float64)
    there = quantile_loss(zero, tensor(*r), quantile)
    assert_close(there, quantile_loss(tensor(*r), zero, 1 - quantile))


# Property


@given(r=residuals, quantile=quantiles, scale=st.floats(0.1, 10))
def test_scales_with_the_unit_and_is_never_negative(
    r: list[float], quantile: float, scale: float
) -> None:
    zero = torch.zeros(len(r), dtype=torch.float64)
    losses = quantile_loss(zero, tensor(*r), quantile, reduction="none")
    assert (losses >= 0).all()
    assert_close(
        quantile_loss(zero, scale * tensor(*r), quantile, reduction="none"), scale * losses
    )


# Gradient


def test_gradient_by_hand_depends_on_the_sign_only_and_is_the_middle_at_0() -> None:
    prediction = tensor(2, 30, 5).requires_grad_()
    quantile_loss(prediction, tensor(9, 3, 5), 0.75, reduction="sum").backward()
    assert prediction.grad.tolist() == [-0.75, 0.25, -0.25]  # the last: (-0.75 + 0.25) / 2


def test_gradient_numerically_away_from_the_kink() -> None:
    assert gradcheck(lambda a: quantile_loss(a, Y, 0.3), Y_HAT.clone().requires_grad_())


# Errors


@pytest.mark.parametrize("quantile", [0, 1, -0.5, 90, float("nan")])
def test_rejects_a_quantile(quantile: float) -> None:
    with rejects(f"quantile must be > 0 and < 1, got {quantile}"):
        quantile_loss(Y_HAT, Y, quantile)


def test_rejects_what_every_loss_here_rejects() -> None:
    with rejects("input and target must have one shape, got (4,) and (3,)"):
        quantile_loss(Y_HAT, Y[:3], 0.5)
    with rejects("reduction must be 'mean', 'sum' or 'none', got 'max'"):
        quantile_loss(Y_HAT, Y, 0.5, reduction="max")
