"""snippets.losses.binary_cross_entropy against arithmetic by hand and torch."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd import gradcheck
from torch.nn import functional as F
from torch.testing import assert_close

from snippets.losses.binary_cross_entropy import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
)
from tests.snippets.rejections import rejects

REDUCTIONS = ["mean", "sum", "none"]


def tensor(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def sample(device: str = "cpu") -> tuple[Tensor, Tensor]:
    """Return logits and targets, hard and soft."""
    generator = torch.Generator().manual_seed(0)
    logits = 5 * torch.randn(4, 3, generator=generator, dtype=torch.float64)
    target = torch.rand(4, 3, generator=generator, dtype=torch.float64)
    target[0], target[1] = 0, 1
    return logits.to(device), target.to(device)


# By hand: the logit log(3) is the probability 3/4


def test_both_labels_by_hand() -> None:
    expected = tensor(math.log(4 / 3), math.log(4))
    target = tensor(1, 0)
    assert_close(binary_cross_entropy(tensor(0.75, 0.75), target, reduction="none"), expected)
    logits = tensor(3, 3).log()
    found = binary_cross_entropy_with_logits(logits, target, reduction="none")
    assert_close(found, expected)
    assert_close(binary_cross_entropy_with_logits(logits, target), expected.mean())
    weighted = binary_cross_entropy_with_logits(logits, target, pos_weight=3, reduction="sum")
    assert_close(weighted.item(), 3 * math.log(4 / 3) + math.log(4))


# Reference


@pytest.mark.parametrize("reduction", REDUCTIONS)
def test_equals_torch(device: str, reduction: str) -> None:
    logits, target = sample(device)
    expected = F.binary_cross_entropy(logits.sigmoid(), target, reduction=reduction)
    assert_close(binary_cross_entropy(logits.sigmoid(), target, reduction=reduction), expected)
    for weight in (1.0, 2.5):
        expected = F.binary_cross_entropy_with_logits(
            logits,
            target,
            reduction=reduction,
            pos_weight=torch.tensor(weight, dtype=torch.float64, device=device),
        )
        found = binary_cross_entropy_with_logits(
            logits, target, reduction=reduction, pos_weight=weight
        )
        assert_close(found, expected)


# Limits and identities


def test_probabilities_of_0_and_1_cost_100_when_wrong_as_in_torch() -> None:
    certain, target = tensor(0, 1, 0, 1), tensor(1, 0, 0, 1)
    found = binary_cross_entropy(certain, target, reduction="none")
    assert found.tolist() == [100, 100, 0, 0]
    assert_close(found, F.binary_cross_entropy(certain, target, reduction="none"))
    least = tensor(1e-300)  # its logarithm is -691
    assert binary_cross_entropy(least, tensor(1)).item() == 100


def test_logits_keep_what_probabilities_round_away() -> None:
    sure, wrong = torch.tensor([17.0]), torch.tensor([0.0])
    assert sure.sigmoid().item() == 1  # float32
    assert binary_cross_entropy(sure.sigmoid(), wrong).item() == 100
    assert binary_cross_entropy_with_logits(sure, wrong).item() == pytest.approx(17)
    for loss, slope in (
        (lambda x: binary_cross_entropy(x.sigmoid(), wrong), 0),
        (lambda x: F.binary_cross_entropy(x.sigmoid(), wrong), 0),
        (lambda x: binary_cross_entropy_with_logits(x, wrong), 1),
    ):
        at = sure.clone().requires_grad_()
        assert torch.autograd.grad(loss(at), at)[0].item() == pytest.approx(slope)
    assert binary_cross_entropy_with_logits(torch.tensor([-1e4]), wrong + 1).item() == 1e4


def test_a_soft_target_is_best_met_at_itself_and_even_then_costs_its_entropy() -> None:
    shares = torch.arange(1, 100, dtype=torch.float64) / 100
    for target in (0.5, 0.2):
        losses = binary_cross_entropy(shares, torch.full_like(shares, target), reduction="none")
        assert shares[losses.argmin()].item() == target
        entropy = -(target * math.log(target) + (1 - target) * math.log(1 - target))
        assert losses.min().item() == pytest.approx(entropy)


def test_a_weight_of_3_counts_a_positive_sample_three_times() -> None:
    logits, target = tensor(0.3, -1, 2), tensor(1, 0, 1)
    weighted = binary_cross_entropy_with_logits(logits, target, pos_weight=3, reduction="sum")
    copies = torch.tensor([0, 0, 0, 1, 2, 2, 2])
    repeated = binary_cross_entropy_with_logits(logits[copies], target[copies], reduction="sum")
    assert_close(weighted, repeated)


def test_a_weight_of_3_triples_the_odds_that_are_learnt() -> None:
    # One sample of four is positive: the best constant has odds 3 * 1 to 3, not 1 to 3.
    target = tensor(1, 0, 0, 0)
    for weight, odds in ((1, 1 / 3), (3, 1)):
        at = tensor(odds).log().expand(4).clone().requires_grad_()
        loss = binary_cross_entropy_with_logits(at, target, pos_weight=weight)
        (slope,) = torch.autograd.grad(loss, at)
        assert slope.sum().item() == pytest.approx(0, abs=1e-12)


# Property


@given(x=st.floats(-30, 30), y=st.floats(0, 1))
def test_swapping_the_classes_changes_the_sign_of_the_logit(x: float, y: float) -> None:
    there = binary_cross_entropy_with_logits(tensor(x), tensor(y))
    assert_close(there, binary_cross_entropy_with_logits(tensor(-x), tensor(1 - y)))
    assert there >= 0


# Gradient


def test_the_slope_by_the_logit_is_the_probability_less_the_target() -> None:
    logits, target = sample()
    logits.requires_grad_()
    loss = binary_cross_entropy_with_logits(logits, target, reduction="sum")
    assert_close(torch.autograd.grad(loss, logits)[0], logits.detach().sigmoid() - target)


def test_gradient_numerically() -> None:
    logits, target = sample()
    logits = (logits[:2] / 3).requires_grad_()
    for loss in (
        lambda x: binary_cross_entropy_with_logits(x, target[:2], pos_weight=2.5),
        lambda x: binary_cross_entropy(x.sigmoid(), target[:2]),
    ):
        assert gradcheck(loss, logits)


# Errors


@pytest.mark.parametrize("loss", [binary_cross_entropy, binary_cross_entropy_with_logits])
def test_rejects(loss) -> None:
    half = torch.tensor([0.5, 0.5])
    with rejects("targets must be from 0 to 1, got -1 to 1"):
        loss(half, torch.tensor([-1.0, 1.0]))
    with rejects("targets must be from 0 to 1, got 0 to 2"):
        loss(half, torch.tensor([0.0, 2.0]))
    with rejects("input and target must have one shape, got (2,) and (2, 1)"):
        loss(half, half[:, None])
    with rejects("reduction must be 'mean', 'sum' or 'none', got 'max'"):
        loss(half, half, reduction="max")


@pytest.mark.parametrize("weight", [0, -1, math.nan])
def test_rejects_a_weight(weight: float) -> None:
    with rejects(f"pos_weight must be > 0, got {weight}"):
        binary_cross_entropy_with_logits(tensor(0), tensor(1), pos_weight=weight)
